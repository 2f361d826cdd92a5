"""The tables of the room, one module per matter; import them from here."""

from yanpan.streams.verification.models.attempts import Attempt
from yanpan.streams.verification.models.layouts import SourceLayout
from yanpan.streams.verification.models.lists import ListBatch, ListRow
from yanpan.streams.verification.models.pairs import Pair
from yanpan.streams.verification.models.rosters import Roster, RosterLine
from yanpan.streams.verification.models.tasks import Outcome, VerificationTask

__all__ = [
    "Attempt",
    "ListBatch",
    "ListRow",
    "Outcome",
    "Pair",
    "Roster",
    "RosterLine",
    "SourceLayout",
    "VerificationTask",
]
