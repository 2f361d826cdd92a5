"""The tables of the room, one module per matter; import them from here."""

from yanpan.streams.verification.models.arrivals import Arrival
from yanpan.streams.verification.models.attempts import Attempt
from yanpan.streams.verification.models.extracts import Application, Correction
from yanpan.streams.verification.models.homes import FollowUp, HomeMonitoring
from yanpan.streams.verification.models.layouts import SourceLayout
from yanpan.streams.verification.models.letters import Letter, LetterPerson, Receipt, ReceiptSheet
from yanpan.streams.verification.models.lists import ListBatch, ListRow
from yanpan.streams.verification.models.needs import Need, NeedStep
from yanpan.streams.verification.models.pairs import Pair, PairOpinion, TaskMerge
from yanpan.streams.verification.models.police import PoliceSearch, SearchExtension
from yanpan.streams.verification.models.replies import Reply, ReplyPlan, SenderWords
from yanpan.streams.verification.models.retention import KeepLonger, Purge, PurgeItem, RowTally
from yanpan.streams.verification.models.rosters import Roster, RosterLine
from yanpan.streams.verification.models.spot_checks import SpotCheck, SpotDraw, SpotFinding
from yanpan.streams.verification.models.sweep import (
    Hole,
    HolePhoto,
    HoleStep,
    KeyPlace,
    PlaceSheet,
    PlaceVisit,
    Referral,
    SentinelCount,
    Sweep,
    SweepLine,
    SweepVillage,
)
from yanpan.streams.verification.models.tasks import Outcome, VerificationTask
from yanpan.streams.verification.models.topics import Topic

__all__ = [
    "Application",
    "Arrival",
    "Attempt",
    "Correction",
    "FollowUp",
    "Hole",
    "HolePhoto",
    "HoleStep",
    "HomeMonitoring",
    "KeepLonger",
    "KeyPlace",
    "Letter",
    "LetterPerson",
    "ListBatch",
    "ListRow",
    "Need",
    "NeedStep",
    "Outcome",
    "Pair",
    "PairOpinion",
    "PlaceSheet",
    "PlaceVisit",
    "PoliceSearch",
    "Purge",
    "PurgeItem",
    "Receipt",
    "ReceiptSheet",
    "Referral",
    "Reply",
    "ReplyPlan",
    "Roster",
    "RosterLine",
    "RowTally",
    "SearchExtension",
    "SenderWords",
    "SentinelCount",
    "SourceLayout",
    "SpotCheck",
    "SpotDraw",
    "SpotFinding",
    "Sweep",
    "SweepLine",
    "SweepVillage",
    "TaskMerge",
    "Topic",
    "VerificationTask",
]
