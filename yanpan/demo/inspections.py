"""督导 in the drill: what the supervisors find, its order sheets, what is put right, who looks again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yanpan.base.documents.attachments import CleanFile
from yanpan.base.gate import Actor
from yanpan.base.places.queries import get_unit, list_units, view_unit
from yanpan.demo.behaviour import share
from yanpan.demo.cast import city_actor, office_actor
from yanpan.demo.story import at, eve
from yanpan.demo.synthetic.eve import faxed_page
from yanpan.shell.attachments import clean
from yanpan.streams.supervision.models import Finding, OrderSheet
from yanpan.streams.supervision.operations import (
    check_order_sheet,
    issue_order_sheet,
    recheck_finding,
    record_finding,
    report_fixed,
    sign_order_sheet,
)

FIXED_SHARE = 0.7  # of what an owner has signed for, so much is put right by the next look


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding: at which hour, in which township of a county, at what place, against which rule."""

    at: datetime
    county: str
    township: int
    title: str
    kind: str
    rule: str
    severity: int
    seen: str
    told: str


def _passage(hour: datetime, seen: str) -> Seen:
    """The checkpoint that lets people go without a signature: found on 2 August, and again on the drill's day."""
    return Seen(
        hour, "411104", 0, "京港澳高速漯河站卡点", "checkpoint", "not_handed_over", 2, seen, "卡点带班负责人"
    )


AT_FIRST = _passage(eve(15, 20) - timedelta(days=2), "三张移交单无村（社区）接收人签字")
AGAIN = _passage(at(15, 52), "抽查五张移交单，两张仍无村（社区）接收人签字")
EVE = (
    AT_FIRST,
    Seen(eve(16, 5) - timedelta(days=1), "411102", 3, "干河陈生活超市", "market", "masks_and_temperature", 1,
         "入口测温岗无人，未查验健康码", "值班店长"),
    Seen(eve(10, 30), "411103", 2, "城关卫生院", "clinic", "fever_clinic_passage", 2,
         "发热病人与普通门诊共用一个入口", "卫生院院长"),
)  # fmt: skip
DAY = (
    Seen(at(10, 20), "411121", 1, "舞泉冷库", "cold_store", "goods_papers", 2,
         "两批次冻品无核酸检测报告", "冷库负责人"),
    Seen(at(11, 40), "411103", 4, "龙城隔离点", "isolation_site", "zones_not_kept", 3,
         "医护通道与隔离人员通道交叉", "隔离点点长"),
    Seen(at(14, 10), "411102", 5, "阴阳赵集贸市场", "market", "masks_and_temperature", 1,
         "摊主未戴口罩，无测温登记", "市场管理员"),
    Seen(at(15, 44), "411122", 2, "颍北大药房", "pharmacy", "fever_medicine", 2,
         "退热药销售无实名登记", "店长"),
    Seen(at(15, 48), "411171", 0, "物流园卡口", "checkpoint", "passed_unchecked", 2,
         "货车司机未查验登记即放行", "卡口值守负责人"),
    AGAIN,
)  # fmt: skip


def record(one: Seen, now: datetime) -> None:
    """Two supervisors share the day; each has a photograph."""
    township = list_units(under=get_unit(one.county).path, kinds=("township",))[one.township]
    record_finding(
        city_actor("supervisor", one.township % 2),
        unit_key=township.key,
        title=one.title,
        kind=one.kind,
        rule=one.rule,
        severity=one.severity,
        seen=one.seen,
        told=one.told,
        owner_key=one.county,
        due=max(one.at, now) + timedelta(hours=24 if one.severity < 3 else 6),
        at=one.at,
        photos=[_photo(one.title, one.seen)],
        now=now,
    )


def record_eve(now: datetime) -> None:
    """What was found on paper since 2 August is entered in the morning of the 4th."""
    for one in EVE:
        if one.at <= now:
            record(one, now)


def _photo(*lines: str) -> CleanFile:
    return clean(faxed_page(("演练　现场照片", *lines)), "现场.png")


# The sheets the keeper drafted at 16:00


def check_sheets(now: datetime) -> None:
    for sheet in _sheets("drafted"):
        check_order_sheet(city_actor("duty_officer"), now=now, **_as_it_is(sheet))


def sign_sheets(now: datetime) -> None:
    for sheet in _sheets("checked"):
        sign_order_sheet(city_actor("duty_chief"), now=now, **_as_it_is(sheet))


def issue_sheets(now: datetime) -> None:
    for sheet in _sheets("signed"):
        issue_order_sheet(city_actor("duty_officer"), channel="platform", now=now, **_as_it_is(sheet))


def _sheets(state: str) -> list[OrderSheet]:
    waiting = OrderSheet.objects.filter(document__state=state, body__kind="city")
    return list(waiting.select_related("document").order_by("owner__order", "id"))


def _as_it_is(sheet: OrderSheet) -> dict[str, Any]:
    return {"sheet_id": sheet.id, "version": sheet.document.version}


# Put right, looked at again


def put_right(seed: int, now: datetime) -> None:
    """Owners report most of what they have signed for, with a photograph; the rest takes them longer."""
    in_hand = Finding.objects.filter(state__in=["acknowledged", "in_work", "sent_back"], owner__kind="county")
    for one in in_hand.select_related("owner", "site").order_by("found_at", "id"):
        if one.found_at < at(0) or share(seed, "fixed", one.rule, one.owner.key) < FIXED_SHARE:
            report_fixed(
                office_actor(view_unit(one.owner)),
                finding_id=one.id,
                version=one.version,
                note="已整改到位，附现场照片",
                photos=[_photo("整改后")],
                now=now,
            )


def look_again(now: datetime) -> None:
    """Another supervisor than the owner's people goes there."""
    reported = Finding.objects.filter(state="reported", body__kind="city").order_by("found_at", "id")
    for one in reported:
        recheck_finding(
            _other_than(one.found_by), finding_id=one.id, version=one.version, holds=True, now=now
        )


def _other_than(name: str) -> Actor:
    first, second = city_actor("supervisor"), city_actor("supervisor", 1)
    return second if name == first.name else first
