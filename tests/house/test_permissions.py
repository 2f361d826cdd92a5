"""The table of permissions, over everything behind the gate: without → 403, elsewhere → 404, with → done."""

import inspect
import typing

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.house.case import CASES, Arguments, Case, Elsewhere
from tests.house.cases import CASES as ALL_CASES
from tests.world import OTHER_COUNTY
from tools.reference import import_everything
from yanpan.base.accounts.rules import all_roles
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import OPERATIONS, QUERIES, Actor, every_right
from yanpan.base.gate.registry import Entry
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.kernel.errors import Missing, NotPermitted

import_everything()
assert ALL_CASES is CASES

# Held by nobody: somebody at the door, not yet known, gets exactly one of them (accounts.actors.door_actor).
DOORS = {
    "accounts.sign_in",
    "accounts.enrol_phone",
    "accounts.unlock_phone",
    "accounts.take_card",
    "accounts.take_phone_card",
    "accounts.make_setup_code",
    "accounts.use_setup_code",
    "accounts.name_administrators",
}
pytestmark = pytest.mark.django_db
everything = pytest.mark.parametrize("name", sorted(every_right()))


free = {name for name, case in CASES.items() if case.elsewhere is Elsewhere.FREE}
of_a_unit = pytest.mark.parametrize("name", sorted(every_right() - free))


def _entry(name: str) -> Entry:
    return OPERATIONS.get(name) or QUERIES[name]


def _through_the_door(name: str, actor: Actor, arguments: Arguments) -> object:
    """The registered function as callers get it, gate included."""
    function = _entry(name).function
    module = inspect.getmodule(function)
    return getattr(module, function.__name__)(actor, **arguments)


@pytest.fixture
def case(name: str, settings: Settings) -> Case:
    if name not in CASES:
        pytest.fail(f"{name} has no case; write one in tests/house/cases/")
    settings.DRILL = CASES[name].drill
    return CASES[name]


def test_every_case_is_of_something_that_exists() -> None:
    assert set(CASES) - every_right() == set()


@everything
def test_without_the_right_it_is_refused_and_leaves_no_line(name: str, case: Case) -> None:
    actor, arguments = case.ready(1, rights=False)
    before = AuditLine.objects.count()
    with pytest.raises(NotPermitted) as refused:
        _through_the_door(name, actor, arguments)
    assert refused.value.status == 403
    assert AuditLine.objects.count() == before


@of_a_unit
def test_a_thing_elsewhere_does_not_exist(name: str, case: Case) -> None:
    stranger, arguments = case.ready(3, unit_key=OTHER_COUNTY)
    if case.elsewhere is Elsewhere.NOTHING:
        assert not _through_the_door(name, stranger, arguments)
        return
    with pytest.raises(Missing) as missing:
        _through_the_door(name, stranger, arguments)
    assert missing.value.status == 404


@everything
def test_with_the_right_it_works_and_leaves_its_line(name: str, case: Case) -> None:
    """One line for an operation and for a look at personal data, none for figures."""
    actor, arguments = case.ready(3)
    last = AuditLine.objects.order_by("-id").values_list("id", flat=True).first() or 0
    result = _through_the_door(name, actor, arguments)
    lines = list(AuditLine.objects.filter(id__gt=last))
    entry = _entry(name)
    assert [line.verb for line in lines] == [name] * (entry.kind == "operation" or entry.personal)
    assert all(line.actor == actor.name and line.unit == actor.home for line in lines)
    assert all(line.subject for line in lines) or arguments.get(entry.subject) is None
    if case.elsewhere is Elsewhere.NOTHING:
        assert result, "a list that is empty at home proves nothing by being empty elsewhere"


def _queries_of(name: str, case: Case, count: int) -> int:
    """How many statements a call takes in a world of so many rows; the world is gone afterwards."""
    with transaction.atomic():
        actor, arguments = case.ready(count)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            _through_the_door(name, actor, arguments)
        transaction.set_rollback(True)
    return len(captured)


@pytest.mark.parametrize("name", sorted(name for name in CASES if CASES[name].grows))
def test_the_number_of_queries_does_not_grow_with_the_rows(name: str, case: Case) -> None:
    _queries_of(name, case, 3)  # fills what is read once per process
    assert _queries_of(name, case, 3) == _queries_of(name, case, 30)


def test_every_list_is_measured() -> None:
    def is_list(entry: Entry) -> bool:
        return typing.get_origin(typing.get_type_hints(entry.function).get("return")) in (list, dict, tuple)

    lists = {name for name, entry in QUERIES.items() if is_list(entry)}
    # Its rows are the villages of the city: as many as there are, whatever the test makes.
    unmeasured = {name for name in lists if name in CASES and not CASES[name].grows}
    # The doubts of one pair are as many as clerks looked at it; the alarms are of the machine, one of each kind.
    assert unmeasured == {
        "accounts.list_village_phones",
        "upkeep.list_alarms",
        "verification.why_unsure",
    }


def test_a_right_in_the_role_file_is_one_that_exists() -> None:
    unknown = {(role.key, right) for role in all_roles().values() for right in role.rights - every_right()}
    assert unknown == set()


@everything
def test_somebody_holds_it(name: str) -> None:
    held = {right for role in all_roles().values() for right in role.rights}
    held |= {right for one in ROUNDS.values() for right in one.rights}
    assert (name in held) != (name in DOORS)


@everything
def test_it_says_what_it_does(name: str) -> None:
    summary = _entry(name).summary
    assert summary.endswith((".", ":", "?")) and len(summary) > 10
