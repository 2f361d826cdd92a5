"""The tables of the room, one module per matter; import them from here."""

from yanpan.streams.verification.models.attempts import Attempt
from yanpan.streams.verification.models.homes import FollowUp, HomeMonitoring
from yanpan.streams.verification.models.layouts import SourceLayout
from yanpan.streams.verification.models.letters import Letter, LetterPerson, Receipt, ReceiptSheet
from yanpan.streams.verification.models.lists import ListBatch, ListRow
from yanpan.streams.verification.models.needs import Need, NeedStep
from yanpan.streams.verification.models.pairs import Pair
from yanpan.streams.verification.models.police import PoliceSearch, SearchExtension
from yanpan.streams.verification.models.replies import Reply, ReplyPlan, SenderWords
from yanpan.streams.verification.models.rosters import Roster, RosterLine
from yanpan.streams.verification.models.spot_checks import SpotCheck, SpotDraw, SpotFinding
from yanpan.streams.verification.models.tasks import Outcome, VerificationTask
from yanpan.streams.verification.models.topics import Topic

__all__ = [
    "Attempt",
    "FollowUp",
    "HomeMonitoring",
    "Letter",
    "LetterPerson",
    "ListBatch",
    "ListRow",
    "Need",
    "NeedStep",
    "Outcome",
    "Pair",
    "PoliceSearch",
    "Receipt",
    "ReceiptSheet",
    "Reply",
    "ReplyPlan",
    "Roster",
    "RosterLine",
    "SearchExtension",
    "SenderWords",
    "SourceLayout",
    "SpotCheck",
    "SpotDraw",
    "SpotFinding",
    "Topic",
    "VerificationTask",
]
