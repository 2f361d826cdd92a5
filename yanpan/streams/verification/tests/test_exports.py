"""P8: nothing leaves without a second person, a purpose and a reason; masked, marked, gone after 72 hours."""

import io
from datetime import timedelta
from zipfile import ZipFile

import openpyxl
import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.world import COUNTY, NOW, OTHER_COUNTY, make_actor, make_people_sought
from yanpan.base.audit.models import AuditLine
from yanpan.base.documents.models import Export
from yanpan.base.gate import Actor
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.operations.exports import (
    ask_export,
    decide,
    destroy_exports,
    download_export,
)
from yanpan.streams.verification.queries.exports import count_exports, list_exports

pytestmark = pytest.mark.django_db
REASON = "镇里组织现场核查，需要纸质对照"
PHONE = "13800000000"


def liaison() -> Actor:
    return make_actor("county_liaison", COUNTY)


def chief() -> Actor:
    return make_actor("duty_chief", COUNTY)


def asked(**changed: str) -> Export:
    if not VerificationTask.objects.exists():
        make_people_sought(2, at=COUNTY)
    event = VerificationTask.objects.values_list("event_id", flat=True)[0]
    said = {"unit_key": COUNTY, "wanted": "", "of": "", "purpose": "ground_check", "reason": REASON} | changed
    return ask_export(liaison(), event_id=event, **said, now=NOW)


def approved() -> Export:
    return decide(chief(), export_id=asked().id, approved=True, now=NOW)


def test_nothing_is_exported_by_itself_and_nothing_before_it_is_approved() -> None:
    assert list_exports(liaison(), now=NOW) == []
    with pytest.raises(Stale, match="export_not_approved"):
        download_export(liaison(), export_id=asked().id, now=NOW)


def test_the_file_is_masked_as_shown_and_marked_everywhere() -> None:
    export, content = download_export(liaison(), export_id=approved().id, now=NOW)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert "演**" in cells and "138******00" in cells
    parts = [
        ZipFile(io.BytesIO(content)).read(name).decode() for name in ZipFile(io.BytesIO(content)).namelist()
    ]
    assert not any(PHONE in part or "演练0" in part for part in parts)
    mark = f"导出2021-{export.number:04d} county_liaison@411104 2021-08-05 15:40"
    for sheet in book:
        foot = sheet.oddFooter
        assert foot and mark in "".join(
            str(part.text) for part in (foot.left, foot.center, foot.right) if part
        )
        assert any(mark in str(cell.value) for row in sheet.iter_rows(max_row=3) for cell in row)
    assert mark in str(book.properties.title) + str(book.properties.creator)


def test_the_file_lies_sealed_and_every_download_is_a_line() -> None:
    export = approved()
    _, first = download_export(liaison(), export_id=export.id, now=NOW)
    _, again = download_export(liaison(), export_id=export.id, now=NOW + timedelta(hours=1))
    assert first == again
    kept = Export.objects.get()
    assert first[:64] not in bytes(kept.content) and (kept.downloads, kept.row_count) == (2, 2)
    assert AuditLine.objects.filter(verb="verification.download_export", subject=str(export.id)).count() == 2


def test_who_asks_does_not_approve_and_a_clerk_cannot() -> None:
    export = asked()
    own = Actor(export.asked_by, permissions=frozenset({"verification.decide_export"}), units=chief().units)
    with pytest.raises(Refused, match="who_asks_does_not_approve"):
        decide(own, export_id=export.id, approved=True, now=NOW)
    with pytest.raises(NotPermitted):
        decide(liaison(), export_id=export.id, approved=True, now=NOW)


def test_purpose_and_reason_are_asked_for_together() -> None:
    with pytest.raises(Refused) as refused:
        asked(purpose="statistics", reason="看看")
    assert refused.value.facts["problems"] == "unknown_purpose,reason_too_short"
    with pytest.raises(Refused, match="identifier_in_free_text"):
        asked(reason=f"核对本人 {PHONE} 是否在名单上")


@pytest.mark.parametrize("wanted", ["occupation:teacher", "bank", "religion"])
def test_only_the_filters_of_the_view_exist(wanted: str) -> None:
    """HC-16."""
    with pytest.raises(Refused, match="filter_not_allowed"):
        asked(wanted=wanted)
    with pytest.raises(Missing):
        asked(of="employer:银行")


def test_ten_a_day_are_the_most() -> None:
    for _ in range(10):
        asked()
    with pytest.raises(Refused, match="too_many_exports"):
        asked()
    Export.objects.update(asked_at=NOW - timedelta(days=1))
    asked()


def test_after_72_hours_the_file_is_gone_and_its_line_stays() -> None:
    export = approved()
    download_export(liaison(), export_id=export.id, now=NOW)
    end = NOW + timedelta(hours=72)
    with pytest.raises(Stale, match="export_is_gone"):
        download_export(liaison(), export_id=export.id, now=end)
    keeper = Actor("keeper", permissions=frozenset({"verification.destroy_exports"}), units=("411100/",))
    assert destroy_exports(keeper, now=end - timedelta(seconds=1)) == 0
    assert destroy_exports(keeper, now=end) == 1
    kept = Export.objects.get()
    assert (bytes(kept.content), kept.state, kept.downloads) == (b"", "gone", 1)


def test_nobody_else_downloads_or_sees_it() -> None:
    export = approved()
    for other in (make_actor("county_liaison", OTHER_COUNTY), make_actor("duty_officer")):
        with pytest.raises(Missing):
            download_export(other, export_id=export.id, now=NOW)
    assert list_exports(make_actor("duty_officer"), now=NOW) == []
    assert count_exports(make_actor("supervisor"), now=NOW).approved == 1


def now() -> object:
    return NOW


def test_two_desks_walk_from_the_view_to_the_file(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_exports.now"
    forget_actors()
    make_people_sought(2, at=COUNTY)
    clerk, leader = sit_down("county_liaison", COUNTY), sit_down("duty_chief", COUNTY)
    page = reverse("verification:exports")
    assert reverse("verification:ask_export") in clerk.get(reverse("verification:tasks")).text
    ask = f"{reverse('verification:ask_export')}?unit={COUNTY}&wanted="
    assert clerk.get(ask).status_code == 200
    assert clerk.post(ask, {"purpose": "ground_check", "reason": "短"}).status_code == 422
    clerk.post(ask, {"purpose": "ground_check", "reason": REASON})
    export = Export.objects.get()
    approve = reverse("verification:export_step", args=[export.id, "approve"])
    assert approve in leader.get(page).text and approve not in clerk.get(page).text
    leader.post(approve)
    download = reverse("verification:download_export", args=[export.id])
    assert download in clerk.get(page).text and download not in leader.get(page).text
    assert clerk.post(download).content[:2] == b"PK"
    assert sit_down("supervisor").get(page).status_code == 200
    assert sit_down("list_clerk").get(page).status_code == 403
