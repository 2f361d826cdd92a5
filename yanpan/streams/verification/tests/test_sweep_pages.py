"""The pages of the own sweep: what each shows, refuses and leaves; on the village's phone and at a desk."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from tests.world import CITY, COUNTY, OTHER_COUNTY, TOWNSHIP, villages_of
from tests.world_sweep import (
    jpeg_with_gps,
    make_fixed,
    make_holes,
    make_places,
    make_sweep,
    open_event,
    other_village,
    village,
)
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import (
    Hole,
    HolePhoto,
    KeyPlace,
    ListRow,
    PlaceSheet,
    PlaceVisit,
    Referral,
    SentinelCount,
    Sweep,
    SweepVillage,
)
from yanpan.streams.verification.rules import sweep as rules
from yanpan.streams.verification.templatetags import sweep_words as words
from yanpan.streams.verification.tests.desk import take_phone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_sweep_pages.now"
    forget_actors()


def now() -> datetime:
    return world.NOW


def shown(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"verification:{name}", args=args), query)
    assert answer.status_code == 200, (answer.status_code, answer.content.decode()[-600:])
    return answer.content.decode()


def pressed(client: Client, name: str, /, *args: object, **typed: object) -> int:
    return client.post(reverse(f"verification:{name}", args=args), typed).status_code


def picture(name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg_with_gps(), content_type="image/jpeg")


def test_every_code_has_a_word() -> None:
    for codes, known in (
        (rules.PlaceKind, words.PLACE_KINDS),
        (rules.Visited, words.VISIT_RESULTS),
        (rules.Rule, words.RULES),
        (rules.Base, words.BASES),
        (rules.Exempt, words.EXEMPT),
        (rules.FoundAs, words.FOUND_AS),
        (rules.Severity, words.SEVERITIES),
        (rules.Step, words.HOLE_STEPS),
        (rules.PlaceColumn, words.PLACE_COLUMNS),
        (rules.VisitProblem, words.PROBLEMS),
        (rules.HouseholdProblem, words.PROBLEMS),
        (rules.FoundProblem, words.PROBLEMS),
        (rules.HoleProblem, words.PROBLEMS),
    ):
        assert {one.value for one in codes} <= set(known)
    assert {name for names in rules.NUMBERS.values() for name in names} == set(words.SENTINEL_NUMBERS)


def test_a_village_sees_ten_places_a_page_and_enters_a_visit() -> None:
    places = make_places(12)
    phone = take_phone(village())
    assert shown(phone, "places").count("<b>康宁") == 10
    assert shown(phone, "places", page="2").count("<b>康宁") == 2
    page = shown(phone, "place", places[0].id)
    assert "13800001111" in page and 'name="broken" value="fever_medicine"' in page
    typed = {"v": 1, "result": "open", "broken": ["masks"], "photo": picture()}
    assert pressed(phone, "place", places[0].id, **typed) == 302
    visit = PlaceVisit.objects.get()
    assert (visit.result, visit.broken) == ("open", ["masks"])
    page = shown(phone, "place", places[0].id)
    assert f"?place={places[0].id}&amp;rule=masks" in page
    answer = phone.get(reverse("verification:visit_photo", args=[visit.id]))
    assert answer["Content-Type"] == "image/jpeg" and b"Exif" not in answer.content


def test_a_visit_without_a_result_or_with_a_wrong_photo_says_so() -> None:
    [place] = make_places(1)
    phone = take_phone(village())
    assert pressed(phone, "place", place.id, v=1) == 422
    gif = SimpleUploadedFile("x.gif", b"GIF89a", content_type="image/gif")
    assert pressed(phone, "place", place.id, v=1, result="open", photo=gif) == 422
    assert pressed(phone, "place", place.id, v=7, result="open") == 409
    assert not PlaceVisit.objects.exists()


def test_a_phone_of_another_village_finds_none_of_it() -> None:
    [place], [hole], sweep = make_places(1), make_holes(1), make_sweep(at=village())
    phone = take_phone(other_village())
    for name, args in (
        ("place", [place.id]),
        ("hole", [hole.id]),
        ("hole_photo", [HolePhoto.objects.get().id]),
        ("sweep_village", [sweep.id, other_village()]),
        ("sweep_village", [sweep.id, village()]),
    ):
        assert phone.get(reverse(f"verification:{name}", args=args)).status_code == 404, name
    assert phone.get(reverse("verification:places"), {"unit": village()}).status_code == 404
    assert "康宁" not in shown(phone, "places", wanted="") and "北大门" not in shown(phone, "holes")


def test_an_information_officer_sees_nothing_of_the_sweep() -> None:
    make_places(1)
    desk = sit_down("information_officer")
    for name in ("places", "sweeps", "sentinels", "holes", "holes_board", "referrals"):
        assert desk.get(reverse(f"verification:{name}")).status_code in (403, 404), name


def test_the_register_is_kept_at_a_desk() -> None:
    open_event()
    desk = sit_down("county_liaison", COUNTY)
    assert villages_of(TOWNSHIP)[0].name in shown(desk, "add_place", q=villages_of(TOWNSHIP)[0].name)
    typed = {
        "unit": village(),
        "kind": "hotel",
        "title": "站前宾馆",
        "contact": "李四",
        "phone": "0395-3131234",
    }
    assert pressed(desk, "add_place", **typed) == 302
    assert pressed(desk, "add_place", **typed) == 422
    place = KeyPlace.objects.get()
    assert "站前宾馆" in shown(desk, "change_place", place.id)
    assert pressed(desk, "change_place", place.id, v=1, kind="hotel", title="站前大酒店") == 302
    assert pressed(desk, "remove_place", place.id, v=2, reason="") == 302
    assert KeyPlace.objects.filter(removed_at=None).exists()
    assert pressed(desk, "remove_place", place.id, v=2, reason="已拆除") == 302
    assert not KeyPlace.objects.filter(removed_at=None).exists()


def test_a_sheet_is_looked_at_before_it_is_taken_in() -> None:
    open_event()
    desk = sit_down("duty_officer", COUNTY)
    text = f"名称,类别,村,电话\n康宁药房,药店,{village()},0395-3131234\n怪地方,秘密,{village()},1\n"
    file = SimpleUploadedFile("底册.csv", text.encode(), content_type="text/csv")
    assert pressed(desk, "upload_places", file=file) == 302
    sheet = PlaceSheet.objects.get()
    page = shown(desk, "place_sheet", sheet.id)
    assert page.count("</li>") >= 2 and "康宁药房" in page
    meant = {"c-0": "title", "c-1": "kind", "c-2": "grid", "c-3": "phone", "kind": ""}
    answer = desk.post(reverse("verification:place_sheet", args=[sheet.id]), meant)
    assert answer.status_code == 422 and not KeyPlace.objects.exists()
    assert str(words.ROW_PROBLEMS["kind_unknown"]) in answer.content.decode()
    assert (
        pressed(desk, "place_sheet", sheet.id, **{**meant, "c-1": "unused", "c-3": "unused", "kind": "other"})
        == 302
    )
    assert KeyPlace.objects.count() == 2
    assert pressed(desk, "void_places", sheet.id) == 302
    nothing = SimpleUploadedFile("x.csv", b"1,2\n3,4\n", content_type="text/csv")
    assert pressed(desk, "upload_places", file=nothing) == 422
    broken = SimpleUploadedFile("x.xlsx", b"PK\x03\x04broken", content_type="application/zip")
    assert pressed(desk, "upload_places", file=broken) == 422


def test_a_sweep_is_opened_reported_and_seen_up_the_tree() -> None:
    open_event()
    desk = sit_down("duty_officer")
    days = {"from_on": "2021-08-05", "to_on": "2021-08-07"}
    said = {"title": "第一轮", "base": "census", "base_source": "七普 2020-11", **days}
    assert pressed(desk, "open_sweep", **{**said, "base_source": ""}) == 422
    assert pressed(desk, "open_sweep", **said) == 302
    sweep, phone = Sweep.objects.get(), take_phone(village())
    answer = phone.get(reverse("verification:sweeps"))
    assert answer["Location"] == reverse("verification:sweep_village", args=[sweep.id, village()])
    numbers = {"v": 1, "registered": "100", "reached": "90", "refused": "2", "exempt_empty": "3"}
    answer = phone.post(
        reverse("verification:sweep_village", args=[sweep.id, village()]), {**numbers, "reached": "99"}
    )
    assert answer.status_code == 422
    assert str(words.PROBLEMS["households_more_than_registered"]) in answer.content.decode()
    assert pressed(phone, "sweep_village", sweep.id, village(), **numbers) == 302
    assert pressed(phone, "sweep_village", sweep.id, village(), **numbers) == 409
    assert SweepVillage.objects.get(unit__key=village()).exempt_by == {"empty": 3}
    for key in (CITY, COUNTY, TOWNSHIP):
        page = shown(desk, "sweep_board", sweep.id, key)
        assert "90.0%" in page and "七普 2020-11" in page
    assert pressed(desk, "close_sweep", sweep.id) == 302
    assert pressed(phone, "sweep_village", sweep.id, village(), **{**numbers, "v": 2}) == 409


def test_a_person_found_is_entered_on_the_phone() -> None:
    open_event()
    phone = take_phone(village())
    assert 'name="found_as"' in shown(phone, "sweep_found")
    typed = {
        "found_as": "returnee",
        "name": "王建国",
        "phone": "13800001111",
        "place": "郑州市",
        "on": "2021-08-02",
        "here": "on",
        "measure": "cleared",
    }
    assert pressed(phone, "sweep_found", **{**typed, "measure": ""}) == 422
    assert pressed(phone, "sweep_found", **{**typed, "phone": ""}) == 422
    assert pressed(phone, "sweep_found", **typed) == 302
    assert ListRow.objects.get().batch.source == "own_sweep"


def test_zero_is_one_tap_and_people_are_sent_on() -> None:
    [clinic] = make_places(1, kind="fever_clinic")
    [hospital] = make_places(1, kind="fever_clinic", at=other_village())
    phone = take_phone(village())
    assert 'class="tag late"' in shown(phone, "sentinels")
    assert pressed(phone, "sentinel", clinic.id, v=0, zero=1) == 302
    count = SentinelCount.objects.get()
    assert (count.seen, count.stands) == (0, True)
    assert 'class="tag late"' not in shown(phone, "sentinels")
    numbers = {"seen": 9, "fever": 2, "sampled": 2, "referred": 2}
    assert pressed(phone, "sentinel", clinic.id, v=1, **{**numbers, "fever": 10}) == 422
    assert pressed(phone, "sentinel", clinic.id, v=1, **numbers) == 302
    assert hospital.title in shown(phone, "refer", clinic.id)
    assert pressed(phone, "refer", clinic.id, people=2, to_place=str(hospital.id)) == 302
    referral, there = Referral.objects.get(), take_phone(other_village())
    assert 'name="came"' in shown(there, "referrals") and 'name="came"' not in shown(phone, "referrals")
    assert pressed(there, "referrals", referral=str(referral.id), came="x") == 302
    assert pressed(there, "referrals", referral=str(referral.id), came="1") == 302
    referral.refresh_from_db()
    assert referral.came == 1
    assert clinic.title in shown(phone, "referrals", wanted="all")


def test_a_hole_is_found_repaired_and_checked_by_another() -> None:
    [place] = make_places(1)
    phone, clerk = take_phone(village()), sit_down("township_clerk", TOWNSHIP)
    typed = {
        "place": str(place.id),
        "rule": "masks",
        "severity": "serious",
        "owner_key": village(),
        "note": "柜台",
    }
    assert pressed(phone, "find_hole", **typed) == 422
    assert pressed(phone, "find_hole", **typed, photo=picture(), photo_2=picture("b.jpg")) == 302
    hole = Hole.objects.get()
    page = shown(phone, "hole", hole.id)
    assert page.count("hole-photo") == 2 and "柜台" in page and 'value="fix"' in page
    assert pressed(phone, "hole", hole.id, v=1, act="fix", photo=picture()) == 302
    assert 'value="check"' not in shown(phone, "hole", hole.id)
    assert (
        phone.post(reverse("verification:hole", args=[hole.id]), {"v": 2, "act": "check"}).status_code == 403
    )
    assert 'value="check"' in shown(clerk, "hole", hole.id)
    assert pressed(clerk, "hole", hole.id, v=2, act="send_back", note="") == 422
    assert pressed(clerk, "hole", hole.id, v=2, act="send_back", note="仍未落实") == 302
    assert (
        pressed(clerk, "assign_hole", hole.id, v=3, owner_key=TOWNSHIP, due_at="2021-08-06T12:00", note="x")
        == 302
    )
    hole.refresh_from_db()
    assert (hole.sent_back, hole.owner.key) == (1, TOWNSHIP)
    assert phone.get(reverse("verification:hole", args=[hole.id])).status_code == 200
    assert pressed(phone, "find_hole", **typed, photo=picture()) == 302
    assert sorted(Hole.objects.values_list("times", flat=True)) == [1, 2]


@pytest.mark.parametrize("due_at", ["9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_deadline_with_a_mistyped_year_is_refused_in_words(due_at: str) -> None:
    [hole] = make_holes(1)
    clerk = sit_down("township_clerk", TOWNSHIP)
    typed = {"v": 1, "owner_key": TOWNSHIP, "due_at": due_at, "note": "换人"}
    answer = clerk.post(reverse("verification:assign_hole", args=[hole.id]), typed, follow=True)
    assert answer.status_code == 200 and "2000年至2099年" in answer.content.decode()
    before = hole.due_at
    hole.refresh_from_db()
    assert (hole.due_at, hole.version) == (before, 1)


def test_supervision_checks_a_repair_and_sees_the_board() -> None:
    [hole] = make_fixed(1)
    desk = sit_down("supervisor")
    assert "北大门0" in shown(desk, "holes", wanted="to_check")
    assert pressed(desk, "hole", hole.id, v=2, act="check", note="已整改") == 302
    hole.refresh_from_db()
    assert hole.closed_at is not None
    assert shown(desk, "holes_board").count("<tr>") >= 5
    assert shown(desk, "places").count("<tr>") >= 5
    assert desk.get(reverse("verification:place", args=[make_places(1)[0].id])).status_code == 403


def test_an_office_elsewhere_finds_nothing() -> None:
    [hole], sweep = make_fixed(1), make_sweep(at=TOWNSHIP)
    desk = sit_down("county_liaison", OTHER_COUNTY)
    assert desk.get(reverse("verification:hole", args=[hole.id])).status_code == 404
    assert pressed(desk, "hole", hole.id, v=2, act="check") == 404
    assert desk.get(reverse("verification:sweep_board", args=[sweep.id, OTHER_COUNTY])).status_code == 404
    assert "第一轮" not in shown(desk, "sweeps")


@pytest.mark.parametrize("name", ["places", "holes", "sentinels"])
def test_a_page_asks_the_same_few_questions_however_much_there_is(
    name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_places(8)
    make_places(8, kind="fever_clinic")
    make_holes(8)
    phone = take_phone(village())
    shown(phone, name)
    with django_assert_max_num_queries(14):
        shown(phone, name)
