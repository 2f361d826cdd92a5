"""Any view as XLSX: figures and papers at once, persons by the export rule; in words, with mark and source."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from tests import world
from tests.world import COUNTY, NOW, make_actor, make_event, make_list, make_people_sought, send
from yanpan.base.documents.models import Export
from yanpan.kernel.errors import Missing, NotPermitted
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.operations.exports import ask_export, decide, download_export
from yanpan.streams.verification.queries.exported import EXPORTED
from yanpan.streams.verification.templatetags.verification_words import BATCH_STATES, SOURCES, word_in

pytestmark = pytest.mark.django_db
REASON = "镇里组织现场核查，需要纸质对照"
# Pages of figures, places and papers.
FIGURES = (
    "lists",
    "replies",
    "letters",
    "topics",
    "holes",
    "holes_board",
    "places",
    "sentinels",
    "referrals",
    "sweeps",
    "homes",
    "spot_rates",
)


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_tables_taken_along.now"
    make_event()
    forget_actors()


def now() -> object:
    return world.NOW


def rows_of(content: bytes) -> list[list[object]]:
    [sheet] = load_workbook(io.BytesIO(content)).worksheets
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def taken(client: Client, page: str, query: str = "as=xlsx") -> list[list[object]]:
    answer = client.get(f"{reverse(page)}?{query}")
    assert answer.status_code == 200 and answer["Content-Type"].endswith("spreadsheetml.sheet")
    return rows_of(answer.content)


@pytest.mark.parametrize("page", FIGURES)
def test_a_table_of_figures_is_taken_along_with_mark_hour_and_source(page: str) -> None:
    client = sit_down("duty_officer")
    mark, title, header, *_rows, foot = taken(client, f"verification:{page}", "wanted=x&as=xlsx")
    assert "2021-08-05 15:40" in str(mark[0]) and title[0] and header[0]
    assert f"{reverse(f'verification:{page}')}?wanted=x" in str(foot[0])
    assert "as=xlsx" in client.get(reverse(f"verification:{page}")).text


def test_a_sheet_is_this_view_with_its_filter_in_words() -> None:
    make_list(3, state="held", row_state="held", source="other_office")
    make_list(2, state="proposed", row_state="", source="province")
    header, *rows = taken(sit_down("list_clerk"), "verification:lists", "state=held&as=xlsx")[2:-1]
    [row] = rows
    said = dict(zip(header, row, strict=True))
    assert (said["来源"], said["状态"], said["条数"]) == (
        word_in(SOURCES, "other_office"),
        word_in(BATCH_STATES, "held"),
        3,
    )


def test_the_call_list_is_taken_along() -> None:
    assert "催办" in str(taken(sit_down("duty_officer"), "shell:calls")[1][0])


@pytest.mark.parametrize("page", ["tasks", "needs", "arrivals", "police"])
def test_persons_are_never_taken_along_from_the_page(page: str) -> None:
    make_people_sought(2, at=COUNTY)
    client = sit_down("county_liaison", COUNTY)
    answer = client.get(f"{reverse(f'verification:{page}')}?as=xlsx")
    assert answer["Content-Type"].startswith("text/html")
    assert reverse("verification:ask_export") in answer.text


def exported(view: str, **more: str) -> list[list[object]]:
    """Asked for by the county, approved by its chief, downloaded."""
    liaison = make_actor("county_liaison", COUNTY)
    event = VerificationTask.objects.values_list("event_id", flat=True)[0]
    said = {"wanted": "", "of": "", "purpose": "ground_check", "reason": REASON} | more
    export = ask_export(liaison, event_id=event, unit_key=COUNTY, view=view, **said, now=NOW)
    decide(make_actor("duty_chief", COUNTY), export_id=export.id, approved=True, now=NOW)
    with translation.override("en"):
        _, content = download_export(liaison, export_id=export.id, now=NOW)
    return [
        list(row) for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows(values_only=True)
    ]


@pytest.mark.parametrize("view", EXPORTED)
def test_every_view_with_persons_is_exported_by_the_rule(view: str) -> None:
    make_people_sought(2, at=COUNTY)
    cells = {str(cell) for row in exported(view) for cell in row if cell}
    assert {"短码", "姓名"} <= cells
    assert (Export.objects.get().view, Export.objects.get().state) == (view, "approved")


def test_an_export_says_words_where_the_records_have_codes() -> None:
    make_people_sought(2, at=COUNTY)
    cells = [cell for row in exported("tasks") for cell in row]
    assert "其他" in cells and "在手" in cells
    assert not {"other", "in_hand"} & set(cells)


def test_what_the_page_shows_in_clear_is_masked_in_the_file() -> None:
    send(make_people_sought(2), to=COUNTY)
    cells = [str(cell) for row in exported("arriving") for cell in row]
    assert "演**" in cells and not any("演练0" in cell for cell in cells)


def test_a_view_is_asked_for_by_those_who_see_it_and_by_nobody_else() -> None:
    [task, _] = make_people_sought(2, at=COUNTY)
    asked: dict[str, Any] = {
        "unit_key": COUNTY,
        "wanted": "",
        "of": "",
        "purpose": "reconcile",
        "reason": REASON,
        "now": NOW,
    }
    with pytest.raises(NotPermitted):
        ask_export(make_actor("duty_officer"), event_id=task.event_id, view="homes", **asked)
    with pytest.raises(Missing):
        ask_export(make_actor("duty_officer"), event_id=task.event_id, view="pairs", **asked)
    page = f"{reverse('verification:ask_export')}?view=pairs&unit={COUNTY}"
    assert sit_down("county_liaison", COUNTY).get(page).status_code == 404


def test_the_filter_of_a_view_belongs_to_that_view() -> None:
    make_people_sought(1, at=COUNTY)
    assert exported("needs", wanted="open")
    with pytest.raises(Exception, match="filter_not_allowed"):
        exported("needs", wanted="verified")
