"""What people enter on the pages of this room, one module per matter. Shape only: the rules are in the operations."""

from yanpan.streams.verification.forms.answers import MeasureForm, RefusalForm, ToldByForm
from yanpan.streams.verification.forms.lists import MappingForm, UploadForm
from yanpan.streams.verification.forms.pairs import PAIR_REASONS, PairForm
from yanpan.streams.verification.forms.shared import ReasonForm, unit_label

__all__ = [
    "PAIR_REASONS",
    "MappingForm",
    "MeasureForm",
    "PairForm",
    "ReasonForm",
    "RefusalForm",
    "ToldByForm",
    "UploadForm",
    "unit_label",
]
