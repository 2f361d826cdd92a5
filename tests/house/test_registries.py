"""Hand-overs, reports and indicators: what is declared is there, and works on an empty city."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from tests.world import CITY, COUNTY, NOW, make_event, make_list, make_people_sought, unit
from tools.reference import import_everything, pages
from yanpan.base.indicators.registry import INDICATORS, REPORTS
from yanpan.base.places.loading import FORCES
from yanpan.base.tasks.handovers import ANSWERED_BY, RECEIVERS

import_everything()
pytestmark = pytest.mark.django_db
NOWHERE = UUID(int=0)


@pytest.mark.parametrize("request_name", sorted(ANSWERED_BY))
def test_every_handover_has_somebody_who_answers(request_name: str) -> None:
    """A receiving room that told the page how it takes custody, or a named task force of the city."""
    kind, _, name = ANSWERED_BY[request_name].partition(":")
    assert request_name in RECEIVERS
    assert kind in ("room", "force")
    if kind == "force":
        assert name in {key for key, _ in FORCES}
        assert unit(f"force-{name}").kind == "force"


def test_nobody_receives_what_is_not_declared() -> None:
    assert set(RECEIVERS) <= set(ANSWERED_BY)


@pytest.mark.parametrize("room", sorted(REPORTS))
def test_a_report_works_on_an_empty_city(room: str) -> None:
    made = REPORTS[room].make(NOWHERE, unit(CITY).path, NOW)
    assert made.room == room
    assert all(count.value == 0 for count in made.counts)
    assert all(figure.numerator == 0 == figure.denominator for figure in made.figures)
    assert made.checks and all(made.checks.values())


@pytest.mark.parametrize("room", sorted(REPORTS))
def test_a_report_has_a_word_for_every_count_and_a_definition_for_every_figure(room: str) -> None:
    event = make_event()
    make_list(3, at=CITY)
    made = REPORTS[room].make(event.id, unit(CITY).path, NOW)
    assert {count.name for count in made.counts} <= set(REPORTS[room].count_words)
    assert {figure.indicator for figure in made.figures} <= set(INDICATORS)


@pytest.mark.parametrize("room", sorted(REPORTS))
def test_a_report_asks_no_more_of_a_bigger_city(room: str) -> None:
    event = make_event()

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            REPORTS[room].make(event.id, unit(CITY).path, NOW)
        return len(captured)

    make_people_sought(3, at=COUNTY)
    few = asked()
    make_list(30, at=CITY)
    assert asked() == few


@pytest.mark.parametrize("name", sorted(INDICATORS))
def test_an_indicator_names_the_page_of_its_rows(name: str) -> None:
    with override("en"):
        assert str(INDICATORS[name].source) and str(INDICATORS[name].denominator)
    if address := INDICATORS[name].rows_url:
        try:
            reverse(address)
        except NoReverseMatch:
            reverse(address, args=[CITY])


def test_the_reference_says_what_the_registries_say() -> None:
    old = [path.name for path, text in pages().items() if path.read_text("utf-8") != text]
    assert old == [], "run `make reference`"
