"""Saved views of lists and chosen columns, without script: own, shared, renamed, deleted; never a name in them."""

import io
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from tests import world
from tests.world import COUNTY, make_list
from yanpan.base.accounts.models import SavedView
from yanpan.shell.asking import forget_actors
from yanpan.shell.columns import columns_of, key_of, without
from yanpan.shell.table_views import FILTERS
from yanpan.shell.tests.desk import sit_down

PAGE = (
    "<h1>x</h1><table><thead><tr><th>单位</th><th>电话</th><th></th></tr></thead><tbody>\n"
    "<tr><td>甲<b>1</b></td><td>139</td><td><a>开</a></td></tr><tr><td colspan=3>无</td></tr></tbody></table>"
    "<table><tr><th>电话</th></tr></table>"
)
LISTS = "/verification/lists/"


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = f"{__name__}.now"
    forget_actors()


def now() -> object:
    return world.NOW


def test_a_hidden_column_is_cut_out_of_the_first_table_and_nothing_else() -> None:
    assert [one.heading for one in columns_of(PAGE)] == ["单位", "电话"]
    cut = without(PAGE, {key_of("电话")})
    assert "139" not in cut and "甲<b>1</b>" in cut and "<a>开</a>" in cut and "colspan=3" in cut
    assert cut.count("电话") == 1, "the second table is another matter"
    assert without(PAGE, {key_of("单位")}) == PAGE, "the first column says what a row is about"
    assert without(PAGE, set()) == PAGE and without("<p>none</p>", {"x"}) == "<p>none</p>"


def choose(desk: Client, *hidden: str, of: str = "verification:lists", back: str = LISTS) -> None:
    keys = [one.key for one in columns_of(desk.get(f"{back.partition('?')[0]}?view=all").content.decode())]
    gone = {key_of(one) for one in hidden}
    form = {"of": of, "back": back, "column": keys, "shown": [one for one in keys if one not in gone]}
    assert desk.post(reverse("shell:choose_columns"), form).status_code == 302


def save(desk: Client, name: str, back: str = LISTS, **more: str) -> Client:
    form = {"of": "verification:lists", "back": back, "name": name, **more}
    return desk.post(reverse("shell:save_view"), form, follow=True)  # type: ignore[return-value]


@pytest.mark.django_db
def test_columns_are_chosen_without_script_and_the_download_follows() -> None:
    make_list(3)
    desk = sit_down("duty_officer")
    assert '<th scope="col">来源</th>' in desk.get(LISTS).content.decode()
    choose(desk, "来源")
    page = desk.get(LISTS).content.decode()
    assert '<th scope="col">来源</th>' not in page and '<th scope="col">文件</th>' in page
    assert "来源" in page, "the chooser still offers it"
    sheet = load_workbook(io.BytesIO(desk.get(f"{LISTS}?as=xlsx").content)).active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "来源" not in cells and "文件" in cells
    choose(desk)
    assert '<th scope="col">来源</th>' in desk.get(LISTS).content.decode()


@pytest.mark.django_db
def test_a_view_keeps_filters_and_columns_and_its_address_lasts() -> None:
    make_list(3, state="held")
    desk = sit_down("duty_officer")
    choose(desk, "来源", back=f"{LISTS}?state=held")
    save(desk, "待核名单", back=f"{LISTS}?state=held")
    view = SavedView.objects.get()
    assert view.filters == {"state": "held"} and view.hidden == [key_of("来源")]
    choose(desk)
    page = desk.get(reverse("shell:open_view", args=[view.id]), follow=True)
    assert page.request["QUERY_STRING"].startswith("state=held&hide=")
    shown = page.content.decode()
    assert (
        '<th scope="col">来源</th>' not in shown
        and "待核名单" in shown
        and 'aria-current="true">待核名单' in shown
    )


@pytest.mark.django_db
def test_a_view_is_ones_own_until_it_is_shared_with_the_unit() -> None:
    world.make_event()
    mine = sit_down("duty_officer")
    save(mine, "只给自己")
    save(mine, "给大家", shared="1")
    page = sit_down("duty_chief").get(LISTS).content.decode()
    assert "给大家" in page and "只给自己" not in page
    elsewhere = sit_down("duty_officer", COUNTY)
    assert "给大家" not in elsewhere.get(LISTS).content.decode()
    shared = SavedView.objects.get(shared=True)
    assert elsewhere.get(reverse("shell:open_view", args=[shared.id])).status_code == 404
    other = sit_down("supervisor")
    assert other.post(reverse("shell:change_view", args=[shared.id, "drop"])).status_code == 404


@pytest.mark.django_db
def test_a_view_the_list_opens_with_is_renamed_and_deleted() -> None:
    world.make_event()
    desk = sit_down("duty_officer")
    save(desk, "待核", back=f"{LISTS}?state=held")

    def step(name: str) -> str:
        return reverse("shell:change_view", args=[SavedView.objects.get().id, name])

    desk.post(step("default"))
    assert desk.get(LISTS).headers["Location"].startswith(f"{LISTS}?state=held")
    assert desk.get(f"{LISTS}?view=all").status_code == 200
    desk.post(step("rename"), {"name": "挂起"})
    assert SavedView.objects.get().name == "挂起" and SavedView.objects.get().is_default
    desk.post(step("drop"))
    assert not SavedView.objects.exists() and desk.get(LISTS).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("back", "name", "said"),
    [
        (f"{LISTS}?q=王建国", "查人", "手工输入"),
        (f"{LISTS}?state=王建国", "查人", "可能含有人员姓名"),
        (f"{LISTS}?state=13800138000", "查人", "可能含有人员姓名"),
        (f"{LISTS}?state=411104199001010017", "查人", "可能含有人员姓名"),
        (LISTS, "13800138000", "号码"),
        (LISTS, "   ", "请填写视图名称"),
    ],
)
def test_nothing_of_a_person_is_kept_in_a_view(back: str, name: str, said: str) -> None:
    page = save(sit_down("duty_officer"), name, back=back).content.decode()  # type: ignore[attr-defined]
    assert not SavedView.objects.exists() and said in page


@pytest.mark.django_db
def test_the_same_name_again_replaces_what_was_saved() -> None:
    desk = sit_down("duty_officer")
    save(desk, "名单", back=f"{LISTS}?state=held")
    save(desk, "名单", back=f"{LISTS}?state=taken_in")
    assert SavedView.objects.get().filters == {"state": "taken_in"}


@pytest.mark.django_db
def test_every_list_that_has_views_opens_and_offers_to_save_one() -> None:
    world.make_event()
    chief = sit_down("duty_chief")
    opened = {page for page in FILTERS if chief.get(reverse(page)).status_code == 200}
    assert {"hq:items", "hq:report_matrix", "hq:log", "verification:lists", "shell:calls"} <= opened
    assert {"supervision:findings", "shell:handovers"} <= opened
    for page in opened:
        assert "保存为常用视图" in chief.get(reverse(page)).content.decode(), page
    strange = {"of": "shell:accounts", "back": "/", "name": "x"}
    assert chief.post(reverse("shell:save_view"), strange).status_code == 404
    assert chief.get(reverse("shell:open_view", args=[UUID(int=1)])).status_code == 404
