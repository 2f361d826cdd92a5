"""Key places: the register typed or from a sheet, visited in its rhythm; wrong sheets come back with every problem."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import Workbook
from PIL import Image

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor, unit
from tests.world_sweep import jpeg_with_gps, make_places, open_event, photo, village
from yanpan.base.documents.attachments import open_attachment
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.attachments import clean
from yanpan.streams.verification.exchange.places import read_places
from yanpan.streams.verification.models import KeyPlace, PlaceSheet, PlaceVisit
from yanpan.streams.verification.operations.sweep import (
    PlaceSaid,
    add_place,
    change_place,
    import_places,
    receive_places,
    record_visit,
    remove_place,
    tend_sweep,
    void_places,
)
from yanpan.streams.verification.queries.sweep import (
    count_places,
    get_place,
    get_place_sheet,
    get_visit_photo,
    list_places,
)
from yanpan.streams.verification.tests.homes import keeper
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db
TODAY = date(2021, 8, 5)
TITLES = ("序号", "场所名称", "类别", "所在村（社区）", "详细地址", "负责人", "联系电话")


def visited(
    place: KeyPlace, result: str = "open", broken: tuple[str, ...] = (), *, days: int = 0
) -> PlaceVisit:
    place.refresh_from_db()
    return record_visit(
        desk(village()),
        place_id=place.id,
        version=place.version,
        result=result,
        broken=list(broken),
        now=NOW + timedelta(days=days),
    )


def sheet_of(rows: list[tuple[str, ...]], *, titles: tuple[str, ...] = TITLES) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["召陵区重点场所底册"])
    page.append(list(titles))
    for number, row in enumerate(rows, start=1):
        page.append([number, *row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def received(rows: list[tuple[str, ...]]) -> PlaceSheet:
    open_event()
    read = read_places(sheet_of(rows), "底册.xlsx")
    return receive_places(make_actor("duty_officer", COUNTY), unit_key=COUNTY, read=read, now=NOW)


def taken_in(sheet: PlaceSheet, *, kind: str = "") -> tuple[int, int]:
    done = import_places(
        make_actor("duty_officer", COUNTY),
        sheet_id=sheet.id,
        meant=[one["meant"] for one in sheet.columns],
        kind=kind,
        now=NOW,
    )
    return done.added, done.known


def test_a_pharmacy_is_due_every_day_and_a_school_every_week() -> None:
    [pharmacy], [school] = make_places(1), make_places(1, kind="school")
    visited(pharmacy)
    visited(school)
    assert list(KeyPlace.objects.order_by("due_on").values_list("kind", "due_on")) == [
        ("pharmacy", TODAY + timedelta(days=1)),
        ("school", TODAY + timedelta(days=7)),
    ]


def test_who_refused_entry_is_due_again_tomorrow_and_says_nothing_of_rules() -> None:
    [school] = make_places(1, kind="school")
    with pytest.raises(Refused) as refused:
        visited(school, "refused", ("masks",))
    assert refused.value.facts["problems"] == "visit_nothing_seen"
    visited(school, "refused")
    school.refresh_from_db()
    assert (school.due_on, school.last_result, school.is_open) == (TODAY + timedelta(days=1), "refused", True)


def test_a_later_visit_of_the_day_counts_and_the_earlier_one_stays() -> None:
    [place] = make_places(1)
    visited(place, "closed")
    visited(place, "open", ("fever_medicine",))
    place.refresh_from_db()
    found = get_place(desk(village()), place_id=place.id, now=NOW)
    assert place.is_open and [(one.result, one.broken) for one in found.visits] == [
        ("open", ("fever_medicine",)),
        ("closed", ()),
    ]
    assert (found.contact, found.phone) == ("李店长", "13800001111")


def test_a_rule_of_another_kind_of_place_is_no_rule_here() -> None:
    [pharmacy] = make_places(1)
    with pytest.raises(Refused, match="visit_incomplete"):
        visited(pharmacy, "open", ("absence_traced",))


def test_two_visits_at_once_are_told() -> None:
    [place] = make_places(1)
    visited(place)
    with pytest.raises(Stale):
        record_visit(desk(village()), place_id=place.id, version=1, result="open", broken=[], now=NOW)


def test_the_photo_of_a_visit_says_neither_where_nor_with_what_it_was_taken() -> None:
    [place] = make_places(1)
    raw = jpeg_with_gps()
    assert b"PhoneModel-7" in raw and Image.open(io.BytesIO(raw)).getexif().get_ifd(0x8825)
    visit = record_visit(
        desk(village()),
        place_id=place.id,
        version=1,
        result="open",
        broken=[],
        photo=clean(raw, "x.jpg"),
        now=NOW,
    )
    assert visit.photo_id is not None
    kept = open_attachment(visit.photo_id).content
    assert b"PhoneModel-7" not in kept and b"Exif" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert get_visit_photo(desk(village()), visit_id=visit.id, now=NOW).content == kept
    with pytest.raises(Missing):
        get_visit_photo(desk(OTHER_COUNTY), visit_id=visit.id, now=NOW)


def test_who_answers_at_a_place_is_sealed() -> None:
    [place] = make_places(1)
    assert b"13800001111" not in bytes(place.contact_phone)
    assert unseal(place, "contact_phone") == "13800001111"


def test_a_place_is_registered_once_whatever_its_brackets() -> None:
    open_event()
    actor = desk(village())
    add_place(actor, unit_key=village(), said=PlaceSaid("hotel", "站前宾馆（东店）"), now=NOW)
    with pytest.raises(Refused, match="place_known"):
        add_place(actor, unit_key=village(), said=PlaceSaid("hotel", "站前宾馆(东店) "), now=NOW)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (PlaceSaid("casino", "x"), "place_incomplete"),
        (PlaceSaid("hotel", " （） "), "place_incomplete"),
        (PlaceSaid("hotel", "宾馆13800001111"), "identifier_in_free_text"),
        (PlaceSaid("hotel", "宾馆", contact="张*"), "masked_value_written_back"),
    ],
)
def test_a_wrong_entry_is_refused(said: PlaceSaid, code: str) -> None:
    open_event()
    with pytest.raises(Refused, match=code):
        add_place(desk(village()), unit_key=village(), said=said, now=NOW)
    assert not KeyPlace.objects.exists()


def test_a_place_lies_in_a_village_and_is_seen_by_its_own_units_only() -> None:
    with pytest.raises(Refused, match="place_needs_a_village"):
        add_place(desk(COUNTY), unit_key=TOWNSHIP, said=PlaceSaid("hotel", "宾馆"), now=NOW)
    [place] = make_places(1)
    with pytest.raises(Missing):
        get_place(desk(OTHER_COUNTY), place_id=place.id, now=NOW)
    with pytest.raises(Missing):
        list_places(desk(OTHER_COUNTY), unit_path=unit(village()).path, wanted="", kind="", page=1, now=NOW)


def test_a_corrected_place_keeps_its_visits_and_a_removed_one_is_due_no_more() -> None:
    [place] = make_places(1)
    visited(place)
    change_place(desk(village()), place_id=place.id, version=2, said=PlaceSaid("hotel", "改名宾馆"), now=NOW)
    assert get_place(desk(village()), place_id=place.id, now=NOW).visits
    with pytest.raises(Refused, match="reason_needed"):
        remove_place(desk(village()), place_id=place.id, version=3, reason=" ", now=NOW)
    remove_place(desk(village()), place_id=place.id, version=3, reason="已拆除", now=NOW)
    assert not list_places(
        desk(village()), unit_path=unit(village()).path, wanted="", kind="", page=1, now=NOW
    )
    assert PlaceVisit.objects.count() == 1


def test_numbers_of_places_add_up_the_tree() -> None:
    first, second, third = make_places(3)
    visited(first)
    visited(second, "refused")
    visited(third, "closed")
    board = count_places(desk(CITY), unit_key=CITY, now=NOW)
    assert (board.whole.places, board.whole.due, board.whole.visited) == (3, 0, 2)
    assert (board.whole.refused, board.whole.closed) == (1, 1)
    assert {part.key: counts.places for part, counts in board.parts if counts.places} == {COUNTY: 3}
    tomorrow = count_places(desk(CITY), unit_key=CITY, now=NOW + timedelta(days=1))
    assert (tomorrow.whole.due, tomorrow.whole.visited) == (3, 0)


# From a sheet


def test_a_sheet_is_read_by_its_titles_and_taken_in_once() -> None:
    name = unit(village()).name
    sheet = received(
        [
            ("康宁大药房", "药店", name, "人民路1号", "李四", "13800002222"),
            ("姬石镇敬老院", "养老机构", village(), "", "", ""),
            ("站前宾馆", "", f"姬石镇{name}", "", "王五", "0395-3131234"),
        ]
    )
    assert [one["meant"] for one in sheet.columns] == [
        "unused",
        "title",
        "kind",
        "grid",
        "street",
        "contact",
        "phone",
    ]
    assert taken_in(sheet) == (3, 0)
    assert dict(KeyPlace.objects.values_list("title", "kind")) == {
        "康宁大药房": "pharmacy",
        "姬石镇敬老院": "elderly_home",
        "站前宾馆": "hotel",
    }
    sheet.refresh_from_db()
    assert sheet.content == b"" and (sheet.state, sheet.added) == ("imported", 3)
    with pytest.raises(Stale):
        taken_in(sheet)
    again = received([("康宁大药房", "药店", name, "人民路1号", "李四", "13800002222")])
    assert taken_in(again) == (0, 1)


def test_a_wrong_sheet_is_refused_with_all_its_problems_and_leaves_nothing() -> None:
    name = unit(village()).name
    sheet = received(
        [
            ("", "药店", name, "", "", ""),
            ("神秘处所", "秘密", "不存在的村", "", "", "12"),
            ("康宁大药房13800001111", "药店", name, "", "张*", ""),
        ]
    )
    wanted = "3:title_missing,4:kind_unknown,4:grid_unknown,4:phone_wrong,5:number_in_title,5:masked"
    with pytest.raises(Refused) as refused:
        taken_in(sheet)
    assert (refused.value.facts["problems"], refused.value.facts["count"]) == (wanted, 6)
    assert not KeyPlace.objects.exists()
    shown = get_place_sheet(make_actor("duty_officer", COUNTY), sheet_id=sheet.id, now=NOW)
    assert ",".join(f"{row}:{code}" for row, code in shown.problems) == wanted


def test_a_village_of_another_county_is_unknown_to_this_sheet() -> None:
    elsewhere = unit(OTHER_COUNTY).path
    from yanpan.base.places.models import Unit

    stranger = Unit.objects.filter(path__startswith=elsewhere, kind="village").order_by("order")[0]
    with pytest.raises(Refused, match="places_sheet_wrong"):
        taken_in(received([("药房", "药店", stranger.key, "", "", "")]))


@pytest.mark.parametrize("meant", [["title"] * 7, ["unused"] * 7, ["title"], ["title", *["bogus"] * 6]])
def test_meanings_given_twice_or_not_at_all_are_refused(meant: list[str]) -> None:
    sheet = received([("药房", "药店", village(), "", "", "")])
    with pytest.raises(Refused, match="places_columns_wrong"):
        import_places(make_actor("duty_officer", COUNTY), sheet_id=sheet.id, meant=meant, kind="", now=NOW)


def test_a_file_without_titles_is_refused() -> None:
    with pytest.raises(Refused, match="no_places_in_file"):
        read_places(b"1,2,3\n4,5,6\n", "x.csv")


def test_a_sheet_put_away_or_forgotten_for_three_days_is_gone() -> None:
    first = received([("药房", "药店", village(), "", "", "")])
    second = received([("药房", "药店", village(), "", "", "")])
    void_places(make_actor("duty_officer", COUNTY), sheet_id=first.id, now=NOW)
    tend_sweep(keeper(), now=NOW + timedelta(hours=72))
    for one in (first, second):
        one.refresh_from_db()
        assert (one.state, bytes(one.content)) == ("void", b"")


def test_a_photo_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="attachment_kind"):
        clean(b"GIF89a....", "x.gif")
    assert photo().media_type == "image/jpeg"
