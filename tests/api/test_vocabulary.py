"""The words a machine may send are the words the rules know."""

from typing import Annotated, Any, get_args, get_origin

import pytest

from yanpan.base.notices.rules import ANSWERS
from yanpan.base.places.kinds import Kind
from yanpan.shell.api.calls import CallAnswer
from yanpan.shell.api.units import Kind as KindSent
from yanpan.streams.verification.queries.tasks import FILTERS
from yanpan.streams.verification.rules import Contact, Measure, Obstacle, Source, Where
from yanpan.streams.verification.rules.outcomes import TestResult, Tried
from yanpan.streams.verification.views.api import Wanted
from yanpan.streams.verification.views.api_shapes import OutcomeIn, SourceName


def _words(annotation: Any) -> set[str]:
    plain = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    return set(get_args(plain))


def _field(name: str) -> Any:
    return OutcomeIn.model_fields[name].annotation


@pytest.mark.parametrize(
    ("sent", "known"),
    [
        (Wanted, {*FILTERS, "undocumented"}),
        (SourceName, set(Source)),
        (KindSent, set(Kind)),
        (CallAnswer.model_fields["answer"].annotation, set(ANSWERS)),
        (_field("where"), set(Where)),
        (_field("contact"), {"", *Contact}),
        (_field("measure"), {"", *Measure}),
        (_field("obstacle"), {"", *Obstacle}),
        (_field("test_result"), {"", *TestResult}),
        (_field("tried"), {"", *Tried}),
    ],
)
def test_the_schema_knows_just_the_words_of_the_rules(sent: Any, known: set[str]) -> None:
    assert _words(sent) == {str(one) for one in known}
