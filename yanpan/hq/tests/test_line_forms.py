"""Fields without code: a workbook in the manner of XLSForm, dated and versioned, everything wrong at once."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests import world
from tests.world import CITY, COUNTY, NOW, actor_with
from tests.world_line_reports import ON, SCHOOLS, approve, event_of_the_day, fill, make_report, who
from yanpan.base.gate import Actor
from yanpan.hq.exchange.xlsform import FormProblem, ReadForm, as_xlsform, read_xlsform
from yanpan.hq.models import LineForm
from yanpan.hq.operations.line_reports.workbooks import add_line_form
from yanpan.hq.queries.line_reports.reading import get_line_report, get_report_form
from yanpan.hq.queries.line_reports.workbooks import list_line_forms
from yanpan.hq.rules.lines import definitions
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asking import forget_actors
from yanpan.shell.spreadsheets.writing import SheetToWrite, write_workbook
from yanpan.shell.tests.desk import sit_down

SURVEY = ("type", "name", "label::中文 (zh)", "label::English (en)", "required", "constraint")
CHOICES = ("list_name", "name", "label::zh", "label::en")
BUSES = ("integer", "school_buses", "校车", "School buses", "yes", ". <= ${schools} and . >= 0")
NORMAL = (("select_one yn", "canteen_open", "食堂开放", "Canteen open", "", ""), BUSES)
YES_NO = (("yn", "yes", "是", "Yes"), ("yn", "no", "否", "No"))


def book(survey: Sequence[Sequence[str]] = NORMAL, choices: Sequence[Sequence[str]] = YES_NO) -> bytes:
    sheets = [SheetToWrite("survey", SURVEY, survey), SheetToWrite("choices", CHOICES, choices)]
    return write_workbook(sheets, fixed_at=NOW)


def read(content: bytes) -> ReadForm:
    return read_xlsform(content, "schools.xlsx", definitions()["schools"])


def problems_of(content: bytes) -> list[tuple[str, str, int]]:
    with pytest.raises(Refused, match="form_not_accepted") as refused:
        read(content)
    found: tuple[FormProblem, ...] = refused.value.facts["problems"]  # type: ignore[assignment]
    return [(one.code, one.sheet, one.row) for one in found]


def test_a_workbook_becomes_fields_in_both_languages_with_their_constraints() -> None:
    found = read(book())
    canteen, buses = found.fields
    assert (canteen.kind, canteen.optional, [key for key, _name in canteen.choices]) == (
        "choice",
        True,
        ["yes", "no"],
    )
    assert (buses.kind, buses.optional, buses.name.zh, buses.name.en) == (
        "count",
        False,
        "校车",
        "School buses",
    )
    [check] = found.checks
    assert check.hard and not check.must.holds({"school_buses": 41, "schools": 40})
    assert check.must.holds({"school_buses": 40, "schools": 40})


def test_everything_wrong_in_a_workbook_is_said_at_once_with_its_row() -> None:
    wrong = (
        ("range", "a", "甲", "A", "", ""),
        ("select_one nowhere", "b", "乙", "B", "", ""),
        ("integer", "Big Name", "丙", "C", "", ""),
        ("integer", "schools", "学校", "Schools", "", ""),
        ("integer", "c", "", "", "", ""),
        ("integer", "d", "丁", "D", "", "regex(., 'x')"),
        ("integer", "e", "戊", "E", "", ". < ${nobody}"),
        ("integer", "e", "己", "F", "", ""),
        ("integer", "class", "庚", "G", "", ""),
        ("integer", "f", "电话13800001111", "H", "", ""),
    )
    assert problems_of(book(wrong, (*YES_NO, ("yn", "yes", "是", "Yes"), ("", "x", "", "")))) == [
        ("type_not_known", "survey", 2),
        ("list_not_there", "survey", 3),
        ("name_not_plain", "survey", 4),
        ("name_taken", "survey", 5),
        ("no_label", "survey", 6),
        ("constraint_not_understood", "survey", 7),
        ("constraint_of_other_fields", "survey", 8),
        ("name_taken", "survey", 9),
        ("name_not_plain", "survey", 10),
        ("person_in_label", "survey", 11),
        ("choice_twice", "choices", 4),
        ("choice_without_name", "choices", 5),
    ]


def test_two_hundred_fields_are_taken_and_one_more_is_not() -> None:
    rows = [("integer", f"n{one}", f"项{one}", f"Item {one}", "", "") for one in range(201)]
    assert len(read(book(rows[:200])).fields) == 200
    assert problems_of(book(rows)) == [("too_many_fields", "survey", 0)]


def test_a_workbook_without_a_survey_or_without_fields_says_so() -> None:
    other = write_workbook([SheetToWrite("Sheet1", ("a",), [("b",)])], fixed_at=NOW)
    assert problems_of(other) == [("no_survey_sheet", "survey", 0)]
    assert problems_of(book(())) == [("no_fields", "survey", 0)]


def test_what_is_taken_along_comes_back_the_same() -> None:
    found = read(book())
    again = read(as_xlsform(found.fields, found.checks, fixed_at=NOW))
    assert again.fields == found.fields
    assert [one.must.text for one in again.checks] == [one.must.text for one in found.checks]
    assert read(as_xlsform((), (), fixed_at=NOW)).fields[0].id == "beds_reserved"


def chief(unit_key: str = CITY) -> Actor:
    return actor_with("hq.add_line_form", "hq.list_line_forms", unit_key=unit_key)


def add(
    *, days: int = 0, content: bytes = b"", line: str = "schools", actor: Actor | None = None
) -> LineForm:
    found = read(content or book())
    return add_line_form(
        actor or chief(),
        line=line,
        from_on=ON + timedelta(days=days),
        fields=found.fields,
        checks=found.checks,
        file_name="schools.xlsx",
        now=NOW,
    )


@pytest.mark.django_db
def test_added_fields_are_filled_checked_and_asked_for_like_shipped_ones() -> None:
    event_of_the_day()
    add()
    with pytest.raises(Refused, match="report_not_accepted"):
        fill(figures=SCHOOLS | {"school_buses": 41})
    with pytest.raises(Refused, match="report_not_complete"):
        approve(fill())
    done = approve(fill(figures=SCHOOLS | {"school_buses": 12, "canteen_open": "yes"}))
    assert done.figures["school_buses"] == 12 and done.figures["canteen_open"] == "yes"


@pytest.mark.django_db
def test_a_form_from_tomorrow_is_not_asked_today_and_old_reports_stay_under_theirs() -> None:
    event_id = event_of_the_day()
    add()
    report = approve(fill(figures=SCHOOLS | {"school_buses": 12}))
    later = add_line_form(
        chief(), line="schools", from_on=ON + timedelta(days=1), fields=(), checks=(), file_name="–", now=NOW
    )
    assert later.number == 2
    [shown] = get_line_report(who("reader"), report_id=report.id, now=NOW)
    assert "school_buses" in shown.definition.by_id

    def asked(days: int) -> set[str]:
        on = ON + timedelta(days=days)
        form = get_report_form(
            who("clerk"), event_id=event_id, unit_key=COUNTY, line="schools", on=on, basis="cut_off", now=NOW
        )
        return {one.id for one in form.asked}

    assert "school_buses" in asked(0) and "school_buses" not in asked(1)


@pytest.mark.django_db
def test_a_form_begins_no_earlier_than_today_is_the_citys_and_not_of_a_line_that_counts_itself() -> None:
    with pytest.raises(Refused, match="form_of_a_past_day"):
        add(days=-1)
    with pytest.raises(Missing):
        add(actor=chief(COUNTY))
    with pytest.raises(Refused, match="line_counts_itself"):
        add(line="verification")
    with pytest.raises(Missing):
        list_line_forms(chief(COUNTY), now=NOW)
    assert not LineForm.objects.exists()


def now() -> object:
    return world.NOW


@pytest.mark.django_db
def test_the_page_takes_a_workbook_gives_it_back_and_goes_back_to_the_shipped_form(
    settings: Settings,
) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_line_forms.now"
    forget_actors()
    make_report()
    address, client = reverse("hq:line_forms"), sit_down("duty_chief")

    def bring(content: bytes) -> int:
        file = SimpleUploadedFile("学校附加项.xlsx", content)
        answer = client.post(address, {"line": "schools", "from_on": ON.isoformat(), "file": file})
        pages.append(answer.content.decode())
        return int(answer.status_code)

    pages: list[str] = []
    assert bring(book((("range", "a", "甲", "A", "", ""), ("integer", "B", "乙", "B", "", "")))) == 422
    assert "survey，第2行" in pages[-1] and "survey，第3行" in pages[-1]
    assert bring(book()) == 302
    assert "school_buses" in client.get(address).content.decode()
    assert client.get(reverse("hq:line_form_workbook", args=["schools"])).content.startswith(b"PK")
    client.post(address, {"step": "shipped", "line": "schools"})
    assert [one.number for one in LineForm.objects.order_by("number")] == [1, 2]
    assert sit_down("duty_officer").post(address, {}).status_code == 403
