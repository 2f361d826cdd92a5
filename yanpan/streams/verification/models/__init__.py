"""The tables of the room, one module per matter; import them from here."""

from yanpan.streams.verification.models.layouts import SourceLayout
from yanpan.streams.verification.models.lists import ListBatch, ListRow
from yanpan.streams.verification.models.pairs import Pair
from yanpan.streams.verification.models.tasks import Outcome, VerificationTask

__all__ = ["ListBatch", "ListRow", "Outcome", "Pair", "SourceLayout", "VerificationTask"]
