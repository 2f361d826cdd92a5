"""Reports no unit can mean, through the pages themselves: refused with every reason at once, and nothing is kept."""

import time
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests import world
from tests.bad_input.people import phone_of, signed_in
from tests.bad_input.tries import Tries
from tests.world import COUNTY, NOW, TOWNSHIP
from tests.world_line_reports import ON, SCHOOLS, event_of_the_day
from tests.world_village_reports import SAID, village
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import LineForm, LineReport, VillageReport
from yanpan.shell.asking import forget_actors

pytestmark = pytest.mark.django_db
VILLAGES = "/hq/reports/villages/"


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = f"{__name__}.now"
    forget_actors()
    event_of_the_day()


def now() -> object:
    return world.NOW


def form_of(line: str = "schools", on: object = ON) -> str:
    return reverse("hq:fill_report", args=[COUNTY, line, "cut_off", str(on)])


def typed(**changes: object) -> dict[str, object]:
    return {f"figure-{name}": value for name, value in (SCHOOLS | changes).items()}


IMPOSSIBLE: dict[str, dict[str, object]] = {
    "more followed than absent": typed(absent_followed=121),
    "below zero": typed(absent_ill=-1),
    "no number": typed(absent_ill="一百"),
    "NaN": typed(absent_ill="NaN"),
    "endless": typed(absent_ill="Infinity"),
    "half a child": typed(absent_ill="1.5"),
    "more than any city": typed(enrolled="9" * 30),
    "400 digits": typed(enrolled="9" * 400),
    "1,000 fields more": typed() | {f"figure-x{one}": "1" for one in range(1000)},
    "one field more": typed() | {"figure-absent": "1"},
    "a telephone in the text": typed() | {"progress": "联系13800138000"},
    "a text of 1.9 MB": typed() | {"progress": "长" * 200_000},
    "a reason that is a telephone": typed(absent_ill=1001) | {"reason-absence_plausible": "13800138000"},
}


def test_no_impossible_report_is_kept() -> None:
    county, tries = signed_in("county_liaison", COUNTY), Tries()
    for label, fields in IMPOSSIBLE.items():
        tries.refuse(label, partial(county.post, form_of(), fields), 422)
    tries.refuse("10 MB", partial(county.post, form_of(), typed() | {"progress": "a" * 10_000_000}), 413)
    tries.refuse(
        "3,000 fields", partial(county.post, form_of(), {f"f{one}": "1" for one in range(3000)}), 400
    )
    tries.refuse("tomorrow", partial(county.post, form_of(on=ON + timedelta(days=1)), typed()), 422)
    tries.refuse("last month", partial(county.post, form_of(on=ON - timedelta(days=31)), typed()), 422)
    tries.refuse("a day that is none", partial(county.post, form_of(on="2021-02-30"), typed()), 404)
    assert not tries.faults
    assert not LineReport.objects.exists()
    assert county.post(form_of(), typed()).status_code == 302, "the same form with good figures is kept"


def test_every_reason_is_told_at_once() -> None:
    county = signed_in("county_liaison", COUNTY)
    wrong = typed(absent_ill="-1", clusters="两", enrolled="1.5", absent_followed=21_000)
    wrong |= {"figure-strange": "1", "progress": "长" * 2001, "problems": "联系13800138000"}
    answer = county.post(form_of(on=ON + timedelta(days=1)), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in (
        "不能小于0", "“两”不是数字", "不是整数", "strange", "2001", "身份证", "2021-08-06",
    ):  # fmt: skip
        assert said in page, said
    assert "13800138000" not in page.partition("<textarea")[0], "a number is not said back as a reason"


def test_a_date_in_the_future_on_a_field_a_workbook_added() -> None:
    day = {"id": "drill_on", "name": ["演练日", "Day of the drill"], "kind": "date", "basis": "cut_off"}
    LineForm.objects.create(
        id=fresh_id(NOW), line="schools", number=1, from_on=ON, added_at=NOW, file_name="x.xlsx",
        fields=[day | {"optional": True, "choices": []}],
    )  # fmt: skip
    county, tries = signed_in("county_liaison", COUNTY), Tries()
    for label, value in (("tomorrow", "2021-08-06"), ("no day", "2021-02-30"), ("words", "明天")):
        tries.refuse(label, partial(county.post, form_of(), typed(drill_on=value)), 422)
    assert not tries.faults
    assert county.post(form_of(), typed(drill_on="2021-08-05")).status_code == 302


def _village(**changes: object) -> dict[str, object]:
    form = {f"{line}-{name}": value for line, said in SAID.items() for name, value in said.items()}
    return form | {"seen": "0"} | changes


def _phone() -> Client:
    return phone_of(village())


def test_no_impossible_day_of_a_village_is_kept() -> None:
    phone, tries = _phone(), Tries()
    cases = {
        "nothing": {"seen": "0"},
        "more met than due": _village(**{"communities-needs_met_24h": "3"}),
        "more sampled than registered": _village(**{"mass_testing-sampled": "1101"}),
        "below zero": _village(**{"vaccination-doses_today": "-1"}),
        "1,000 fields more": _village(**{f"communities-x{one}": "1" for one in range(1000)}),
        "1,000 lines more": _village(**{f"line{one}-x": "1" for one in range(1000)}),
        "a telephone": _village(note="13800138000"),
        "a text of 1.9 MB": _village(note="长" * 200_000),
        "a number that is none": _village(seen="-1"),
    }
    for label, fields in cases.items():
        tries.refuse(label, partial(phone.post, VILLAGES, fields), 422)
    tries.refuse("10 MB", partial(phone.post, VILLAGES, _village(note="a" * 10_000_000)), 413)
    tries.refuse("tomorrow", partial(phone.post, f"{VILLAGES}?on=2021-08-06", _village()), 422)
    tries.refuse("a day that is none", partial(phone.post, f"{VILLAGES}?on=x", _village()), 404)
    tries.refuse("a township", partial(signed_in("township_clerk", TOWNSHIP).post, VILLAGES, _village()), 404)
    assert not tries.faults
    assert not VillageReport.objects.exists()
    assert phone.post(VILLAGES, _village()).status_code == 302


def test_a_thousand_fields_are_refused_within_two_seconds_of_work() -> None:
    county, many = signed_in("county_liaison", COUNTY), {f"figure-x{one}": "9" * 1000 for one in range(1000)}
    started = time.process_time()
    assert county.post(form_of(), typed() | many).status_code == 422
    assert time.process_time() - started < 2
