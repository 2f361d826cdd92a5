"""A sender's sheet is known again; what differs from last time is shown, nothing is guessed over it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, actor_with, make_event
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.exchange import ReadList
from yanpan.streams.verification.models import ListBatch, SourceLayout
from yanpan.streams.verification.operations import confirm_mapping, receive_list
from yanpan.streams.verification.queries import get_layout, list_layouts
from yanpan.streams.verification.rules.layouts import (
    Remembered,
    as_last_time,
    difference_of,
    says_the_same,
    version_to_compare,
)
from yanpan.streams.verification.tests.listed_files import sent
from yanpan.streams.verification.tests.lists import desk, people

pytestmark = pytest.mark.django_db
TITLES = ("姓名", "身份证号码", "联系电话", "情况")
SAYS = {"1": "id_number", "3": "reason"}


@pytest.fixture(autouse=True)
def _event() -> None:
    make_event()


def rows(count: int, first: int, *more: object) -> list[list[object]]:
    return [[one.name, one.id_number, one.phone, "南京禄口机场", *more] for one in people(count, first=first)]


def received(read: ReadList, *, sender: str = "某市专班", unit_key: str = CITY) -> ListBatch:
    return receive_list(
        desk(unit_key, "receiver"),
        read=read,
        unit_key=unit_key,
        source="other_city",
        sender=sender,
        topic="",
        place="",
        window_from=None,
        window_to=None,
        now=NOW,
    )


def confirmed(batch: ListBatch, mapping: Mapping[str, str], unit_key: str = CITY) -> ListBatch:
    return confirm_mapping(
        desk(unit_key, "clerk"), batch_id=batch.id, mapping={"名单": mapping}, version=1, now=NOW
    )


def columns(batch: ListBatch) -> dict[str, tuple[str, float, str, bool]]:
    [sheet] = batch.layout
    return {
        one["title"]: (one["field"], one["confidence"], one["why"], one["sure"]) for one in sheet["columns"]
    }


def test_the_next_file_of_a_sender_is_proposed_as_it_was_confirmed_last_time() -> None:
    first = confirmed(received(sent(rows(4, 0), TITLES)), SAYS)
    assert first.layout_version == 1
    again = received(sent(rows(4, 10), TITLES, sheet="8月6日"))
    assert columns(again)["情况"] == ("reason", 1.0, "remembered", True)
    assert again.layout[0]["remembered"] == 1
    assert not any(again.layout[0]["difference"].values())


@pytest.mark.parametrize("sender", ["某市专班 ", "某 市专班", "某市专班\u3000"])
def test_the_way_a_senders_name_is_written_says_nothing(sender: str) -> None:
    confirmed(received(sent(rows(4, 0), TITLES)), SAYS)
    assert columns(received(sent(rows(4, 10), TITLES), sender=sender))["情况"][2] == "remembered"


@pytest.mark.parametrize(("sender", "unit_key"), [("另一市专班", CITY), ("某市专班", COUNTY)])
def test_another_sender_or_another_unit_remembers_nothing(sender: str, unit_key: str) -> None:
    confirmed(received(sent(rows(4, 0), TITLES)), SAYS)
    batch = received(sent(rows(4, 10), TITLES), sender=sender, unit_key=unit_key)
    assert "remembered" not in batch.layout[0]
    assert columns(batch)["情况"][2] != "remembered"


def test_a_changed_sheet_is_shown_as_a_difference_and_its_new_columns_are_asked() -> None:
    confirmed(received(sent(rows(4, 0), TITLES)), SAYS)
    changed = received(sent(rows(4, 10, "备注甲"), ("姓名", "身份证号码", "手机", "情况", "说明")))
    difference = changed.layout[0]["difference"]
    assert difference == {"new": ["说明"], "gone": [], "moved": [], "retitled": [["联系电话", "手机"]]}
    assert not columns(changed)["手机"][3] and not columns(changed)["说明"][3]
    assert columns(changed)["姓名"][2] == "remembered"


def test_columns_in_another_order_are_told_and_keep_their_meaning() -> None:
    confirmed(received(sent(rows(4, 0), TITLES)), SAYS)
    turned = [[row[2], row[0], row[1], row[3]] for row in rows(4, 10)]
    moved = received(sent(turned, ("联系电话", "姓名", "身份证号码", "情况")))
    assert moved.layout[0]["difference"]["moved"] == ["联系电话"]
    assert columns(moved)["联系电话"][:3] == ("phone", 1.0, "remembered")


def test_other_values_under_the_same_title_are_asked_again() -> None:
    confirmed(received(sent(rows(6, 0), TITLES)), {"3": "reason"})
    swapped = [[row[0], row[2], row[1], row[3]] for row in rows(6, 10)]
    batch = received(sent(swapped, TITLES))
    assert not columns(batch)["身份证号码"][3] and not columns(batch)["联系电话"][3]


def test_every_confirmation_that_differs_makes_a_version_and_the_same_one_does_not() -> None:
    confirmed(received(sent(rows(4, 0), TITLES)), SAYS)
    assert confirmed(received(sent(rows(4, 10), TITLES)), {}).layout_version == 1
    assert confirmed(received(sent(rows(4, 20), TITLES)), {"3": "remark"}).layout_version == 2
    assert confirmed(received(sent(rows(4, 30), TITLES)), {"3": "reason"}).layout_version == 1
    assert [one.version for one in SourceLayout.objects.order_by("version")] == [1, 2]


def test_of_two_forms_of_one_sender_the_one_that_fits_is_remembered() -> None:
    confirmed(received(sent(rows(4, 0), TITLES)), SAYS)
    other = ("序号", "旅客", "证件号", "电话", "航班")
    short = [[n, *row[:3], "MU2811"] for n, row in enumerate(rows(4, 10), 1)]
    confirmed(received(sent(short, other)), {"1": "name", "2": "id_number", "3": "phone", "4": "transport"})
    again = received(sent(rows(4, 20), TITLES))
    assert again.layout[0]["remembered"] == 1 and not any(again.layout[0]["difference"].values())


def test_a_refused_mapping_is_not_remembered() -> None:
    batch = received(sent(rows(4, 0), TITLES))
    with pytest.raises(Refused, match="nobody_named_by_mapping"):
        confirmed(batch, {"0": "remark", "1": "remark", "2": "remark"})
    assert not SourceLayout.objects.exists()


def test_versions_can_be_looked_at_with_what_each_changed_and_no_person_in_them() -> None:
    confirmed(received(sent(rows(4, 0), TITLES)), SAYS)
    confirmed(received(sent(rows(4, 10), TITLES)), {"3": "remark"})
    [line] = list_layouts(desk(), now=NOW)
    assert (line.sender, line.version, line.confirmed_by) == ("某市专班", 2, "clerk")
    shown = get_layout(desk(), layout_id=line.id, now=NOW)
    assert [one.version for one in shown.versions] == [2, 1]
    assert shown.before == 1 and shown.sheets[0]["difference"]["meaning"] == ["情况"]
    assert people(1)[0].name not in repr(shown)


def test_layouts_of_another_unit_do_not_exist() -> None:
    confirmed(received(sent(rows(4, 0), TITLES)), SAYS)
    county = actor_with("verification.list_layouts", "verification.get_layout", unit_key=COUNTY)
    assert list_layouts(county, now=NOW) == []
    with pytest.raises(Missing):
        get_layout(county, layout_id=SourceLayout.objects.get().id, now=NOW + timedelta(hours=1))


# The rules, worked by hand


def sheet(*titles: str, name: str = "", field: Mapping[str, str] | None = None) -> dict[str, object]:
    known = field or {}
    return {
        "sheet": name,
        "columns": [
            {"index": index, "title": title, "field": known.get(title, "unknown"), "confidence": 0.9}
            for index, title in enumerate(titles)
        ],
    }


def difference(now: Sequence[str], before: Sequence[str]) -> dict[str, list[object]]:
    return {name: found for name, found in difference_of(sheet(*now), sheet(*before)).items() if found}


def test_a_column_put_in_between_moves_nothing() -> None:
    assert difference(("a", "x", "b", "c"), ("a", "b", "c")) == {"new": ["x"]}


def test_a_column_taken_out_is_gone_and_moves_nothing() -> None:
    assert difference(("a", "c"), ("a", "b", "c")) == {"gone": ["b"]}


def test_the_last_column_put_first_is_the_one_that_moved() -> None:
    assert difference(("c", "a", "b"), ("a", "b", "c")) == {"moved": ["c"]}


def test_another_title_at_the_same_place_is_a_new_name() -> None:
    assert difference(("a", "B"), ("a", "电话")) == {"retitled": [["电话", "B"]]}


def test_a_new_name_is_told_by_its_meaning_first() -> None:
    now = sheet("a", "手机", "备注", field={"手机": "phone"})
    before = sheet("a", "说明", "电话", field={"电话": "phone"})
    found = difference_of(now, before)
    assert found["retitled"] == [["电话", "手机"]]
    assert (found["new"], found["gone"]) == (["备注"], ["说明"])


def test_two_columns_of_one_title_are_kept_apart() -> None:
    assert difference(("姓名", "电话", "姓名"), ("姓名", "电话")) == {"new": ["姓名"]}


def test_width_and_blanks_of_a_title_say_nothing() -> None:
    assert difference(("姓 名", "ＩＤ"), ("姓名", "id")) == {}


def test_the_version_with_most_titles_is_compared_and_of_equals_the_newest() -> None:
    here = [sheet("a", "b", "c")]
    known = [Remembered(1, [sheet("a", "b", "c")]), Remembered(2, [sheet("a", "x", "y")])]
    assert version_to_compare(here, known) == known[0]
    assert version_to_compare(here, [*known, Remembered(3, known[0].sheets)]) == Remembered(
        3, known[0].sheets
    )
    assert version_to_compare(here, []) is None


def test_the_names_of_sheets_are_no_difference_but_the_meanings_are() -> None:
    left, right = sheet("a", name="8月5日"), sheet("a", name="8月6日")
    assert says_the_same([left], [right])
    assert not says_the_same([left], [sheet("a", field={"a": "name"})])


def test_a_sheet_nobody_saw_before_is_new_as_a_whole() -> None:
    [shown] = as_last_time([sheet("p", "q")], Remembered(1, [sheet("a")]))
    assert shown["difference"]["new"] == ["q"] and shown["difference"]["retitled"] == [["a", "p"]]
