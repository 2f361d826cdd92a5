"""The world of supervision: visits, findings and order sheets, as their operations make them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.world import CITY, COUNTY, NOW, TOWNSHIP, actor_with, unit
from tests.world_sweep import open_event, photo, village
from yanpan.base.gate import OPERATIONS, QUERIES, Actor
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers
from yanpan.streams.supervision.models import Finding, OrderSheet
from yanpan.streams.supervision.operations import (
    check_order_sheet,
    draft_order_sheets,
    issue_order_sheet,
    record_finding,
    report_fixed,
    sign_order_sheet,
)

FOUR = NOW.replace(hour=8, minute=0)  # 16:00 in the city
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def somebody(unit_key: str = CITY, name: str = "") -> Actor:
    """With every right of supervision and of hand-overs at a unit."""
    rights = [one for one in (*OPERATIONS, *QUERIES) if one.split(".")[0] in ("supervision", "tasks")]
    actor = actor_with(*rights, unit_key=unit_key)
    return replace(actor, name=name or f"inspector@{unit_key}")


def found(
    place: str = "姬石镇卫生院", *, by: Actor | None = None, now: datetime = NOW, **said: Any
) -> Finding:
    """Somebody of the city's headquarters finds the fever clinic without a passage of its own."""
    open_event()
    facts: dict[str, Any] = {
        "unit_key": village(),
        "title": place,
        "kind": "clinic",
        "rule": "fever_clinic_passage",
        "severity": 2,
        "seen": "发热病人与普通门诊共用入口",
        "told": "卫生院院长",
    }
    return record_finding(by or somebody(), now=now, photos=[photo()], **{**facts, **said})


def make_findings(count: int, **said: Any) -> list[Finding]:
    return [found(f"姬石镇第{one}卫生室", **said) for one in range(count)]


def drafted(*, now: datetime = FOUR, body: str = CITY) -> list[OrderSheet]:
    return draft_order_sheets(somebody(body, "drafter"), body_key=body, now=now)


def issued(sheet: OrderSheet, *, now: datetime = FOUR + HOUR) -> OrderSheet:
    """Checked, signed and issued by three people."""
    body = unit(CITY).key if sheet.body_id == unit(CITY).pk else sheet.body.key
    for step, name in ((check_order_sheet, "checker"), (sign_order_sheet, "signer")):
        sheet.document.refresh_from_db()
        step(somebody(body, name), sheet_id=sheet.id, version=sheet.document.version, now=now)
    sheet.document.refresh_from_db()
    return issue_order_sheet(
        somebody(body, "issuer"),
        sheet_id=sheet.id,
        version=sheet.document.version,
        channel="platform",
        now=now,
    )


def signed_for(
    findings: Sequence[Finding], *, by: str = COUNTY, now: datetime = FOUR + HOUR
) -> list[Finding]:
    """The owner takes what was handed over."""
    waiting = Handover.objects.filter(subject__in=[one.id for one in findings], recalled_at=None)
    ids = list(waiting.values_list("id", flat=True))
    acknowledge_handovers(somebody(by, "clerk"), handover_ids=ids, now=now)
    return list(Finding.objects.filter(id__in=[one.id for one in findings]).order_by("found_at", "id"))


def make_signed_for(count: int = 1, **said: Any) -> list[Finding]:
    """Found, ordered on one sheet, and signed for by the county."""
    findings = make_findings(count, **said)
    [sheet] = drafted()
    issued(sheet)
    return signed_for(findings)


def fixed(finding: Finding, *, by: Actor | None = None, now: datetime = FOUR + 2 * HOUR) -> Finding:
    """Reported put right by the county, or by a unit below it."""
    finding.refresh_from_db()
    return report_fixed(
        by or somebody(COUNTY, "clerk"),
        finding_id=finding.id,
        version=finding.version,
        note="已增设独立入口",
        photos=[photo()],
        now=now,
    )


__all__ = [
    "CITY",
    "COUNTY",
    "DAY",
    "FOUR",
    "HOUR",
    "MINUTE",
    "NOW",
    "TOWNSHIP",
    "drafted",
    "fixed",
    "found",
    "issued",
    "make_findings",
    "make_signed_for",
    "open_event",
    "photo",
    "signed_for",
    "somebody",
    "village",
]
