"""The tables of the headquarters' day, one file a matter."""

from yanpan.hq.models.day import HourChange, HourDone
from yanpan.hq.models.duty_log import DutyEntry, ShiftHandover
from yanpan.hq.models.items import Item, ItemFile, ItemStep
from yanpan.hq.models.line_reports import LineForm, LineReport
from yanpan.hq.models.link_notes import LinkNote
from yanpan.hq.models.meetings import Attendance, Meeting
from yanpan.hq.models.office_papers import BriefPaper, Circular, CircularReceiver
from yanpan.hq.models.papers import IncomingPaper
from yanpan.hq.models.rapid_reports import RapidReport, RapidStep, RapidUpdate
from yanpan.hq.models.rota import DutyTurn
from yanpan.hq.models.timeliness import Milestone
from yanpan.hq.models.village_reports import VillageReport

__all__ = [
    "Attendance",
    "BriefPaper",
    "Circular",
    "CircularReceiver",
    "DutyEntry",
    "DutyTurn",
    "HourChange",
    "HourDone",
    "IncomingPaper",
    "Item",
    "ItemFile",
    "ItemStep",
    "LineForm",
    "LineReport",
    "LinkNote",
    "Meeting",
    "Milestone",
    "RapidReport",
    "RapidStep",
    "RapidUpdate",
    "ShiftHandover",
    "VillageReport",
]
