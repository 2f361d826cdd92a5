"""One person found by what is known of them, for a purpose, in the own units; the audit never says what was typed."""

import pytest

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    make_actor,
    make_event,
    make_people_sought,
    villages_of,
)
from yanpan.base.audit.models import AuditLine
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.people.searching import MOST_FOUND, AskedFor, Way
from yanpan.kernel.errors import Missing, NotPermitted, Refused
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.queries import searching
from yanpan.streams.verification.queries.searching import PersonFound, find_people

pytestmark = pytest.mark.django_db
ID_NUMBER = "411102199001011235"


def _sought(at: str, facts: PersonFacts) -> VerificationTask:
    [task] = make_people_sought(1, at=at)
    [person] = make_people(task.event_id, [facts], now=NOW)
    task.person = person
    task.save(update_fields=["person"])
    return task


def _zhang(at: str = TOWNSHIP) -> VerificationTask:
    return _sought(at, PersonFacts("张三丰", ID_NUMBER, "13812345634", "召陵区"))


def _find(text: str, *, role: str = "county_liaison", at: str = COUNTY, **more: str) -> list[PersonFound]:
    purpose = more.pop("purpose", "caller")
    return find_people(make_actor(role, at), asked=AskedFor(text), purpose=purpose, now=NOW, **more)


@pytest.mark.parametrize(
    "text",
    ["张三丰", "张三", "zsf", "ZSF", "5634", "2345634", "13812345634", ID_NUMBER, "１３８１２３４５６３４"],
)
def test_whoever_is_sought_here_is_found_by_name_initials_tail_or_number(text: str) -> None:
    task = _zhang()
    assert [one.id for one in _find(text)] == [task.id]


def test_the_short_code_finds_exactly_one() -> None:
    task, _other = _zhang(), _zhang()
    assert [one.id for one in _find(task.person.short_code.lower())] == [task.id]


@pytest.mark.parametrize("text", ["三丰", "李三丰", "5635", "zs", "13812345635"])
def test_others_are_not(text: str) -> None:
    _zhang()
    assert _find(text) == []


@pytest.mark.parametrize("text", ["", "张", "634", "%", "138_2345634", "select * from"])
def test_what_would_list_people_is_refused(text: str) -> None:
    _zhang()
    with pytest.raises(Refused, match="be_more_exact"):
        _find(text)


def test_what_is_found_is_masked_and_for_the_duty_desk_the_code_alone() -> None:
    task = _zhang()
    [in_the_county] = _find("张三丰")
    assert (in_the_county.person.name, in_the_county.person.phone) == ("张**", "138******34")
    [at_the_desk] = _find("张三丰", role="duty_officer", at=CITY)
    assert (at_the_desk.person.name, at_the_desk.person.phone, at_the_desk.person.id_number) == ("", "", "")
    assert at_the_desk.person.short_code == task.person.short_code


def test_nobody_is_found_in_another_county() -> None:
    _zhang()
    assert _find("张三丰", at=OTHER_COUNTY) == []
    assert _find(ID_NUMBER, at=OTHER_COUNTY) == []


def test_one_unit_may_be_chosen_and_only_an_own_one() -> None:
    task, _elsewhere = _zhang(), _zhang(COUNTY)
    assert [one.id for one in _find("张三丰", unit_path=task.custody.path)] == [task.id]
    with pytest.raises(Missing):
        _find("张三丰", at=OTHER_COUNTY, unit_path=task.custody.path)


def test_a_village_finds_those_still_to_be_found_and_nobody_it_has_answered_for() -> None:
    village = villages_of(TOWNSHIP)[0].key
    task = _zhang(village)
    assert [one.id for one in _find("5634", role="village_worker", at=village)] == [task.id]
    VerificationTask.objects.filter(id=task.id).update(standing="verified", answered_at=NOW)
    assert _find("5634", role="village_worker", at=village) == []
    assert [one.id for one in _find("5634")] == [task.id]


def test_nobody_is_looked_for_without_a_purpose_of_the_list() -> None:
    _zhang()
    for purpose in ("", "curiosity"):
        with pytest.raises(Refused, match="purpose_needed"):
            _find("张三丰", purpose=purpose)


@pytest.mark.parametrize("role", ["commander", "epidemiologist", "supervisor", "police_finder"])
def test_leaders_and_those_of_single_cases_look_for_nobody(role: str) -> None:
    with pytest.raises(NotPermitted):
        _find("张三丰", role=role, at=CITY)


def test_every_search_leaves_purpose_and_a_keyed_digest_and_never_the_text() -> None:
    _zhang()
    for text in ("张三丰", "张三丰 ", "5634", "王不在"):
        _find(text)
    lines = AuditLine.objects.filter(verb="verification.find_people").order_by("id")
    asked = [line.details["asked"] for line in lines]
    assert len(asked) == 4 and asked[0] == asked[1] and len(set(asked)) == 3
    assert {line.details["purpose"] for line in lines} == {"caller"}
    assert [line.details["count"] for line in lines] == [1, 1, 1, 0]
    assert not any(text in str(line.details) for line in lines for text in ("张", "5634", "王不在"))
    assert "张三丰" not in repr(AskedFor("张三丰"))


def test_more_than_twenty_searches_a_minute_are_refused() -> None:
    make_event()
    for _ in range(20):
        _find("5634")
    with pytest.raises(Refused, match="too_many_searches"):
        _find("5634")


def test_no_more_than_twenty_are_shown() -> None:
    make_people_sought(MOST_FOUND + 5, at=TOWNSHIP)
    assert len(_find("演练")) == MOST_FOUND


def test_above_the_limit_a_name_needs_one_unit_and_an_exact_number_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(searching, "MOST_OPENED", 1)
    task, _elsewhere = _zhang(), _zhang(COUNTY)
    with pytest.raises(Refused, match="narrow_the_search"):
        _find("张三丰")
    assert len(_find("张三丰", unit_path=task.custody.path)) == 1
    assert len(_find(ID_NUMBER)) == 2


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("13812345634", Way.TELEPHONE),
        ("123456", Way.TAIL),
        (ID_NUMBER, Way.ID_NUMBER),
        ("张三", Way.NAME),
        ("John Smith", Way.NAME),
        ("ly", Way.INITIALS),
    ],
)
def test_the_text_itself_says_by_what_one_looks(text: str, way: Way) -> None:
    assert AskedFor(text).way == way
