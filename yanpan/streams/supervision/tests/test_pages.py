"""The pages of supervision: what each shows, refuses and leaves; for inspector, owner, checker and chief."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from tests.world import COUNTY, NOW, OTHER_COUNTY, TOWNSHIP
from tests.world_supervision import (
    DAY,
    FOUR,
    drafted,
    fixed,
    found,
    issued,
    make_findings,
    make_signed_for,
    open_event,
    village,
)
from tests.world_sweep import jpeg_with_gps
from yanpan.base.documents.attachments import open_attachment
from yanpan.base.documents.models import Document
from yanpan.base.tasks.models import Handover
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.supervision.models import Finding, FindingPhoto, OrderSheet, Visit
from yanpan.streams.supervision.rules import findings as rules
from yanpan.streams.supervision.templatetags import supervision_words as words

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "姬石镇卡点",
    "kind": "checkpoint",
    "rule": "checkpoint_unattended",
    "severity": "3",
    "seen": "十五时三十分卡点无人",
    "told": "卡点负责人",
    "owner_key": COUNTY,
}


@pytest.fixture(autouse=True)
def _at_the_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.supervision.tests.test_pages.now"
    forget_actors()


def now() -> datetime:
    return world.NOW


def at_the_hour_of_orders() -> datetime:
    return FOUR


def shown(client: Client, name: str, /, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"supervision:{name}", args=args), query)
    assert answer.status_code == 200, (answer.status_code, answer.content.decode()[-600:])
    return answer.content.decode()


def pressed(client: Client, name: str, /, *args: object, **typed: object) -> int:
    return client.post(reverse(f"supervision:{name}", args=args), typed).status_code


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", jpeg_with_gps(), content_type="image/jpeg")


def test_every_code_has_a_word() -> None:
    for codes, known in (
        (rules.PlaceKind, words.PLACE_KINDS),
        (rules.State, words.STATES),
        (rules.Step, words.STEPS),
        (rules.Problem, words.PROBLEMS),
    ):
        assert {one.value for one in codes} <= set(known)
    assert set(words.SEVERITIES) == {str(one) for one in rules.SEVERITIES}


def test_an_inspector_chooses_where_he_stands_and_enters_what_he_found_with_a_photo() -> None:
    open_event()
    client = sit_down("supervisor")
    name = world.unit(village()).name
    assert reverse("supervision:find", args=[village()]) in shown(client, "inspect", name=name)
    page = shown(client, "find", village())
    assert 'capture="environment"' in page and "卡点无人值守" in page and "九不准" not in page
    answer = client.post(
        reverse("supervision:find", args=[village()]), {**TYPED, "photo": picture()}, follow=True
    )
    finding = Finding.objects.get()
    assert (finding.severity, finding.owner.key) == (3, COUNTY)
    assert "十五时三十分卡点无人" in answer.content.decode()
    assert b"PhoneModel-7" not in open_attachment(FindingPhoto.objects.get().kept_id).content


def test_what_is_missing_stands_on_the_form_and_nothing_is_kept() -> None:
    open_event()
    client = sit_down("supervisor")
    page = client.post(reverse("supervision:find", args=[village()]), {**TYPED, "seen": "找13800001111"})
    assert page.status_code == 422 and "姬石镇卡点" in page.content.decode()
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.4", content_type="application/pdf")
    assert pressed(client, "find", village(), **{**TYPED, "photo": pdf}) == 422
    assert not Finding.objects.exists()


def test_a_visit_that_found_nothing_is_kept_and_withdrawn_with_a_reason() -> None:
    open_event()
    client = sit_down("supervisor")
    typed = {"title": "姬石镇卡点", "kind": "checkpoint", "line": "checkpoints"}
    assert pressed(client, "in_order", village(), **typed) == 302
    visit = Visit.objects.get()
    assert "未发现问题" in shown(client, "visits")
    pressed(client, "withdraw_visit", visit.id, reason="")
    visit.refresh_from_db()
    assert visit.withdrawn_at is None
    pressed(client, "withdraw_visit", visit.id, reason="误登")
    visit.refresh_from_db()
    assert visit.withdrawn_at == NOW


def test_the_list_is_filtered_by_line_lateness_and_repetition() -> None:
    found("旧问题地", now=NOW - 2 * DAY)
    found("旧问题地")
    found("姬石镇卡点", kind="checkpoint", rule="checkpoint_unattended")
    client = sit_down("supervisor")
    assert "姬石镇卡点" in shown(client, "findings")
    assert f'<option value="{COUNTY}">' in shown(client, "findings")
    assert "姬石镇卡点" not in shown(client, "findings", unit=OTHER_COUNTY)
    assert "旧问题地" not in shown(client, "findings", line="checkpoints")
    late = shown(client, "findings", late="on")
    assert "旧问题地" in late and "姬石镇卡点" not in late
    again = shown(client, "findings", state="", again="on")
    assert "14天内第2次" in again and "姬石镇卡点" not in again
    assert "姬石镇卡点" in shown(client, "findings", state="<script>")


def test_the_list_asks_no_more_for_more_findings(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_findings(25)
    client = sit_down("supervisor")
    with django_assert_max_num_queries(16):
        page = shown(client, "findings")
    assert page.count("<tr class") == 20 and "page=2" in page


def test_the_owner_signs_says_what_it_does_and_reports_it_with_a_photo() -> None:
    finding = found()
    [sheet] = drafted()
    issued(sheet)
    client = sit_down("county_liaison", COUNTY)
    handover = Handover.objects.get()
    assert str(handover.id) in shown(client, "finding", finding.id)
    assert "姬石镇卫生院" in shown(client, "to_fix")
    assert (
        reverse("supervision:to_fix_at", args=[COUNTY])
        in client.get(reverse("shell:handovers")).content.decode()
    )
    client.post(reverse("shell:acknowledge_handovers"), {"handover": str(handover.id)})
    version = {"v": str(Finding.objects.get().version)}
    assert pressed(client, "finding", finding.id, act="start", note="正在隔出通道", **version) == 302
    version = {"v": str(Finding.objects.get().version)}
    assert pressed(client, "finding", finding.id, act="report", note="已隔出通道", **version) == 422
    assert (
        pressed(client, "finding", finding.id, act="report", note="已隔出", photo=picture(), **version) == 302
    )
    assert Finding.objects.get().state == "reported"
    assert 'value="close"' not in shown(client, "finding", finding.id)


def test_a_supervisor_looks_and_strikes_it_off_or_sends_it_back() -> None:
    finding = fixed(make_signed_for()[0])
    client = sit_down("supervisor")
    assert 'value="close"' in shown(client, "finding", finding.id)
    said = {"act": "send_back", "v": str(finding.version)}
    assert pressed(client, "finding", finding.id, **said, note="") == 422
    assert pressed(client, "finding", finding.id, **said, note="仍共用入口") == 302
    assert "退回重办" in shown(client, "finding", finding.id)
    again = fixed(finding)
    assert pressed(client, "finding", finding.id, act="close", v=str(again.version), note="") == 302
    assert Finding.objects.get().state == "closed"
    assert pressed(client, "finding", finding.id, act="close", v=str(again.version), note="") == 409
    assert pressed(client, "finding", finding.id, act="dance") == 404


def test_a_supervisor_gives_it_to_another_withdraws_it_or_orders_it_at_once() -> None:
    first, second = found(), found("姬石镇卡点", kind="checkpoint", rule="checkpoint_unattended")
    client = sit_down("supervisor")
    pressed(client, "assign", first.id, v="1", owner_key=TOWNSHIP, due="2021-08-06T09:00", note="由镇里整改")
    first.refresh_from_db()
    assert first.owner.key == TOWNSHIP and first.due_at.isoformat() == "2021-08-06T01:00:00+00:00"
    pressed(client, "finding_step", first.id, "withdraw", v="2", reason="看错了")
    first.refresh_from_db()
    assert first.state == "withdrawn"
    answer = client.post(reverse("supervision:finding_step", args=[second.id, "order"]), {"v": "1"})
    sheet = OrderSheet.objects.get()
    assert answer.headers["Location"] == reverse("supervision:order_sheet", args=[sheet.id])
    assert pressed(client, "finding_step", second.id, "dance") == 404


def test_a_stale_page_changes_nothing_and_says_so() -> None:
    finding = found()
    client = sit_down("supervisor")
    address = reverse("supervision:finding_step", args=[finding.id, "withdraw"])
    page = client.post(address, {"v": "7", "reason": "看错了"}, follow=True).content.decode()
    finding.refresh_from_db()
    assert finding.state == "found" and "messages" in page


def test_the_sheets_of_16_00_go_from_draft_to_the_owner(settings: Settings) -> None:
    found()
    client = sit_down("supervisor")
    pressed(client, "draft_order_sheets")
    assert not OrderSheet.objects.exists(), "it is 15:40"
    settings.YANPAN_CLOCK = "yanpan.streams.supervision.tests.test_pages.at_the_hour_of_orders"
    forget_actors()
    pressed(client, "draft_order_sheets")
    sheet = OrderSheet.objects.get()
    officer, chief = sit_down("duty_officer"), sit_down("duty_chief")
    for somebody, step, version in ((officer, "check", "1"), (chief, "sign", "2")):
        assert reverse("supervision:order_sheet_step", args=[sheet.id, step]) in shown(
            somebody, "order_sheet", sheet.id
        )
        pressed(somebody, "order_sheet_step", sheet.id, step, v=version)
    pressed(officer, "order_sheet_step", sheet.id, "issue", v="3", channel="fax")
    sheet.document.refresh_from_db()
    assert (sheet.document.state, sheet.document.channel) == ("issued", "fax")
    owner = sit_down("county_liaison", COUNTY)
    page = shown(owner, "order_sheet", sheet.id)
    assert "疫防指办交〔2021〕1号" in page and "发热病人与普通门诊共用入口" in page
    assert (
        sit_down("county_liaison", OTHER_COUNTY)
        .get(reverse("supervision:order_sheet", args=[sheet.id]))
        .status_code
        == 404
    )
    assert "疫防指办交〔2021〕1号" in shown(owner, "order_sheets")


def test_a_sheet_is_printed_signed_or_not_and_its_stamped_scan_is_kept() -> None:
    found()
    [sheet] = drafted()
    officer = sit_down("duty_officer")
    for ending in ("docx", "pdf"):
        answer = officer.get(reverse("supervision:order_sheet_file", args=[sheet.id, ending]))
        assert answer.status_code == 200 and answer.headers["Cache-Control"] == "private, no-store"
    assert officer.get(reverse("supervision:order_sheet_file", args=[sheet.id, "exe"])).status_code == 404
    issued(sheet)
    assert pressed(officer, "keep_scan", sheet.id, scan=picture()) == 302
    assert officer.get(reverse("supervision:scan", args=[sheet.id])).headers["Content-Type"] == "image/jpeg"


def test_a_sheet_whose_text_went_with_its_event_still_shows_where_it_stood() -> None:
    found()
    [sheet] = drafted()
    issued(sheet)
    Document.objects.filter(id=sheet.document_id).update(text=b"")
    page = shown(sit_down("supervisor"), "order_sheet", sheet.id)
    assert "疫防指办交〔2021〕1号" in page and "发热病人" not in page


def test_a_photo_is_seen_by_the_own_units_only() -> None:
    found()
    address = reverse("supervision:photo", args=[FindingPhoto.objects.get().id])
    assert sit_down("supervisor").get(address).headers["Cache-Control"] == "private, no-store"
    assert sit_down("county_liaison", OTHER_COUNTY).get(address).status_code == 404


def test_the_board_leads_from_the_city_to_the_findings_of_a_line() -> None:
    found()
    page = shown(sit_down("commander"), "board")
    assert f"?unit={COUNTY}" in page and "院感防控" in page and "line=infection_control" in page
    assert f"unit={TOWNSHIP}" in shown(sit_down("supervisor", COUNTY), "board")


def test_the_rules_are_shown_to_everybody_signed_in_with_the_day_they_begin() -> None:
    page = shown(sit_down("township_clerk", TOWNSHIP), "rules")
    assert "九不准第6条" in page and "2022-06-05" in page and "卡点无人值守" in page
    assert Client().get(reverse("supervision:rules")).status_code in (302, 403)


@pytest.mark.parametrize("name", ["inspect", "board", "findings", "to_fix", "order_sheets", "visits"])
def test_who_has_nothing_to_do_with_it_sees_no_page(name: str) -> None:
    open_event()
    assert sit_down("list_clerk").get(reverse(f"supervision:{name}")).status_code == 403


def test_a_village_enters_no_finding() -> None:
    open_event()
    assert pressed(sit_down("county_liaison", COUNTY), "find", village(), **TYPED) == 403
