"""What people enter on the pages of this room, one module per matter. Shape only: the rules are in the operations."""

from yanpan.streams.verification.forms.answers import (
    AnswerForm,
    PaperForm,
    RefusalForm,
    TestForm,
    ToldByForm,
)
from yanpan.streams.verification.forms.lists import MappingForm, UploadForm
from yanpan.streams.verification.forms.pairs import PAIR_REASONS, PairForm
from yanpan.streams.verification.forms.shared import ReasonForm, unit_label
from yanpan.streams.verification.forms.typed_letters import LetterForm

__all__ = [
    "PAIR_REASONS",
    "AnswerForm",
    "LetterForm",
    "MappingForm",
    "PairForm",
    "PaperForm",
    "ReasonForm",
    "RefusalForm",
    "TestForm",
    "ToldByForm",
    "UploadForm",
    "unit_label",
]
