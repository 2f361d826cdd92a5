"""Procedures: version beside version, the problem each answers, what changed, who was briefed."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.house.cases.hq import _item
from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor, unit
from yanpan.base.documents.differences import difference
from yanpan.base.documents.models import Procedure, ProcedureVersion
from yanpan.base.documents.procedure_reading import (
    ProcedurePage,
    get_procedure,
    list_procedures,
    open_procedure_file,
)
from yanpan.base.documents.procedures import (
    call_unbriefed,
    change_procedure,
    end_procedure,
    issue_procedure,
    mark_briefed,
    owing_units,
)
from yanpan.base.gate import Actor
from yanpan.base.notices.models import Notice
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale

pytestmark = pytest.mark.django_db
TODAY = date(2021, 8, 5)
STEPS = "一、先拨120。\n二、报告乡镇。\n三、登记。"
LATER_STEPS = "一、先拨120。\n二、报告县区。\n三、登记。\n四、回访。"


def _chief(at: str = COUNTY) -> Actor:
    return make_actor("duty_chief", at)


def _issue(by: Actor | None = None, **changed: Any) -> Procedure:
    said: dict[str, Any] = {
        "line": "",
        "title": "发热转诊",
        "text": STEPS,
        "from_on": TODAY,
        "problem": "夜间发热两小时未转诊",
    }
    return issue_procedure(by or _chief(), **{**said, **changed}, now=NOW)


def _change(procedure: Procedure, by: Actor | None = None, **changed: Any) -> ProcedureVersion:
    said: dict[str, Any] = {
        "text": LATER_STEPS,
        "from_on": TODAY + timedelta(days=1),
        "problem": "报告绕了一级",
    }
    return change_procedure(by or _chief(), procedure_id=procedure.id, **{**said, **changed}, now=NOW)


def _open(procedure: Procedure, actor: Actor | None = None, number: int = 0) -> ProcedurePage:
    return get_procedure(actor or _chief(), procedure_id=procedure.id, number=number, now=NOW)


def _brief(procedure: Procedure, role: str = "township_clerk", at: str = TOWNSHIP, **changed: Any) -> None:
    version = procedure.versions.order_by("-number")[0]
    said: dict[str, Any] = {"on": TODAY, "people": 12}
    mark_briefed(make_actor(role, at), version_id=version.id, **{**said, **changed}, now=NOW)


def test_everybody_below_reads_it_and_nobody_beside() -> None:
    procedure = _issue()
    below = make_actor("township_clerk", TOWNSHIP)
    assert [one.title for one in list_procedures(below, now=NOW)] == ["发热转诊"]
    assert _open(procedure, below).shown.text == STEPS
    beside = make_actor("county_liaison", OTHER_COUNTY)
    assert list_procedures(beside, now=NOW) == []
    with pytest.raises(Missing):
        _open(procedure, beside)
    assert [one.title for one in list_procedures(_chief(CITY), now=NOW)] == ["发热转诊"]


def test_only_chiefs_and_leaders_issue_and_only_the_issuing_unit_changes() -> None:
    with pytest.raises(NotPermitted):
        _issue(make_actor("county_liaison", COUNTY))
    procedure = _issue()
    for other in (_chief(CITY), _chief(OTHER_COUNTY), make_actor("unit_leader", TOWNSHIP)):
        with pytest.raises(Missing):
            _change(procedure, other)
    assert _issue(make_actor("unit_leader", TOWNSHIP)).unit.key == TOWNSHIP


def test_all_that_is_missing_is_said_at_once() -> None:
    with pytest.raises(Refused) as refused:
        _issue(title=" ", text="", problem="", from_on=TODAY - timedelta(days=1))
    assert refused.value.facts["problems"] == "title_needed,text_needed,problem_needed,from_on_is_past"


@pytest.mark.parametrize("field", ["title", "text", "problem"])
def test_no_number_of_a_person_gets_in(field: str) -> None:
    with pytest.raises(Refused, match="identifier_in_free_text"):
        _issue(**{field: "联系13800001111"})  # type: ignore[arg-type]


def test_a_later_version_stands_beside_the_earlier_one_and_says_what_changed_and_why() -> None:
    procedure = _issue()
    _change(procedure)
    page = _open(procedure)
    assert [one.number for one in page.versions] == [2, 1]
    assert [one for one in page.changes if one[0] != " "] == [
        ("-", "二、报告乡镇。"),
        ("+", "二、报告县区。"),
        ("+", "四、回访。"),
    ]
    assert (page.shown.problem, _open(procedure, number=1).shown.text) == ("报告绕了一级", STEPS)


def test_the_earlier_version_is_in_force_until_the_day_of_the_later_one() -> None:
    procedure = _issue()
    _change(procedure)
    [line] = list_procedures(_chief(), now=NOW)
    assert (line.number, line.newest) == (1, 2)
    [line] = list_procedures(_chief(), now=NOW + timedelta(days=1))
    assert (line.number, line.newest) == (2, 2)


def test_a_change_that_changes_nothing_or_goes_back_in_time_is_refused() -> None:
    procedure = _issue(from_on=TODAY + timedelta(days=3))
    with pytest.raises(Refused, match="procedure_incomplete"):
        _change(procedure)
    with pytest.raises(Refused, match="nothing_changed"):
        _change(procedure, text=STEPS, from_on=TODAY + timedelta(days=3))


def test_two_who_change_the_same_version_do_not_pass_each_other() -> None:
    procedure = _issue()
    _change(procedure, number=1)
    with pytest.raises(Stale):
        _change(procedure, number=1)


def test_the_problem_may_be_an_item_and_then_it_leads_to_its_page() -> None:
    item = _item("in_work")
    procedure = _issue(problem_kind="hq.item", problem_about=item)
    assert (_open(procedure).shown.problem_url, _open(procedure).shown.problem_about) == ("hq:item", item)
    # Who may not open items reads the sentence alone.
    assert _open(procedure, make_actor("unit_leader", TOWNSHIP)).shown.problem_url == ""


def test_a_problem_the_issuer_does_not_see_is_none() -> None:
    item = _item("in_work")
    with pytest.raises(Missing):
        _issue(_chief(OTHER_COUNTY), problem_kind="hq.item", problem_about=item)


def test_it_shows_who_was_briefed_and_who_was_not() -> None:
    procedure = _issue()
    owing = [one.name for one in owing_units(procedure)]
    assert unit(TOWNSHIP).name in owing and len(owing) > 3
    _brief(procedure)
    page = _open(procedure)
    assert [(one.unit, one.on, one.people) for one in page.briefings] == [(unit(TOWNSHIP).name, TODAY, 12)]
    assert page.missing == tuple(name for name in owing if name != unit(TOWNSHIP).name)
    _change(procedure)
    assert len(_open(procedure).missing) == len(owing), "a new version is to be briefed anew"


def test_of_task_forces_only_those_of_the_line_owe_a_briefing() -> None:
    forces = {one.key for one in owing_units(_issue(_chief(CITY), line="vaccination")) if one.kind == "force"}
    assert forces == {"force-vaccination"}


def test_a_briefing_is_noted_once_and_not_for_another_day_than_it_can_be() -> None:
    procedure = _issue()
    _brief(procedure)
    with pytest.raises(Stale):
        _brief(procedure)
    for day, code in ((1, "briefed_in_the_future"), (-1, "briefed_before_issue")):
        with pytest.raises(Refused, match=code):
            _brief(procedure, role="unit_leader", on=TODAY + timedelta(days=day))
    with pytest.raises(Missing):
        _brief(procedure, role="county_liaison", at=OTHER_COUNTY)


def test_those_not_briefed_are_called_and_leave_the_list_once_they_were() -> None:
    procedure = _issue()
    _brief(procedure)
    called = call_unbriefed(_chief(), procedure_id=procedure.id, now=NOW)
    late = Notice.objects.filter(matter="procedure", answered_at=None)
    assert called == late.count() == len(owing_units(procedure)) - 1
    first = late.select_related("unit")[0].unit
    _brief(procedure, at=first.key)
    assert not late.filter(unit=first).exists() and late.exists()


def test_a_unit_that_owes_two_briefings_stays_on_the_call_list_after_one() -> None:
    one, other = _issue(), _issue()
    for procedure in (one, other):
        call_unbriefed(_chief(), procedure_id=procedure.id, now=NOW)
    late = Notice.objects.filter(matter="procedure", answered_at=None)
    first = late.select_related("unit")[0]
    assert first.facts == {"procedures": 2}
    _brief(one, at=first.unit.key)
    assert late.filter(unit=first.unit).exists()
    _brief(other, at=first.unit.key)
    assert not late.filter(unit=first.unit).exists()


def test_ended_it_stays_to_be_read_and_cannot_be_changed() -> None:
    procedure = _issue()
    end_procedure(_chief(), procedure_id=procedure.id, reason="并入新规程", now=NOW)
    assert _open(procedure).line.ended_reason == "并入新规程"
    with pytest.raises(Stale):
        _change(procedure)


def test_a_version_without_a_paper_has_none() -> None:
    version = _issue().versions.get()
    with pytest.raises(Missing):
        open_procedure_file(_chief(), version_id=version.id, now=NOW)


@pytest.mark.parametrize(
    ("earlier", "later", "signs"),
    [("甲\n乙", "甲\n乙", "  "), ("甲", "乙", "-+"), ("甲\n乙", "甲", " -"), ("甲", "甲\n\n乙", " ++")],
)
def test_differences_say_every_line_once(earlier: str, later: str, signs: str) -> None:
    assert "".join(sign for sign, _ in difference(earlier, later)) == signs
