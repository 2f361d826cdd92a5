"""The meeting of the drill's evening: attendance, decisions, order sheets; and the county's beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.registry import INDICATORS
from yanpan.base.places.queries import UnitView, city_unit, get_unit, list_children
from yanpan.demo.behaviour import LATE_COUNTY, RIGHT_COUNTY, SILENT_COUNTY
from yanpan.demo.cast import city_actor, county_actor
from yanpan.demo.lines.reporting import HANDING_COUNTY, NEEDY_COUNTY, OWN_DAY
from yanpan.demo.story import at, next_day
from yanpan.hq.models import Item, Meeting
from yanpan.hq.operations import (
    Decision,
    check_sheets,
    decide_item,
    dispatch_item,
    draft_sheets,
    issue_sheets,
    propose_items,
    rewrite_item,
    sign_sheets,
)
from yanpan.hq.operations.attendance import call_meeting, note_attendance
from yanpan.hq.operations.link_notes import add_link, contest_link
from yanpan.hq.queries.brief import get_brief
from yanpan.hq.rules.items import ItemState, Origin

MINUTE = timedelta(minutes=1)
LINKS_DECIDED = 7
NEEDS_MET = "communities.needs_met_24h"
BY_WORD = 3  # the gravest go out before the paper does


@dataclass(frozen=True, slots=True)
class Typed:
    """A decision as it falls."""

    owner: str
    due_at: datetime
    said: Decision


def _typed(owner: str, due_at: datetime, matter: str, demand: str, *helpers: str, **more: object) -> Typed:
    return Typed(owner, due_at, Decision(matter, demand, helpers, **more))  # type: ignore[arg-type]


DECISIONS = (
    _typed(HANDING_COUNTY, next_day(9), "卡点移交人员村（社区）未及时接收",
           "今晚24时前移交人员全部由村（社区）接收签字，次日8时前报清单", "force-traffic", "force-communities",
           indicator="checkpoints.received_rate", severity=3),
    _typed(NEEDY_COUNTY, next_day(12), "群众诉求24小时办结率低",
           "逾期诉求逐件办结，次日12时前办结率达到95%", "force-communities",
           indicator=NEEDS_MET, severity=3),
    _typed(LATE_COUNTY, next_day(8), "密接转运超时",
           "今晚转运到位，并说明超时原因", "force-isolation",
           indicator="isolation.transfer_on_time", severity=3),
    _typed(RIGHT_COUNTY, next_day(12), "医疗机构人员应检尽检未达标",
           "未检人员次日12时前全部补检", "force-isolation", indicator="infection_control.staff_tested"),
    _typed("force-supplies", next_day(18), "召陵区防护服低于七天保障线",
           "次日18时前调拨到位，库存不少于七天用量", HANDING_COUNTY, origin=Origin.MAYOR.value),
    _typed("force-vaccination", next_day(18), "争取第二批疫苗",
           "次日报送申请函文号与到货时间", origin=Origin.SECRETARY.value),
    _typed("force-traffic", next_day(9), "同一卡点同一问题第二次出现",
           "当晚整改并由督导复查，次日8时前报整改照片", origin=Origin.SUPERVISION.value),
)  # fmt: skip


def newest_cut_off(unit: UnitView) -> UUID:
    newest = CutOff.objects.filter(unit_id=unit.id).order_by("-fixed_at", "-version")
    return newest.values_list("id", flat=True)[0]


# Before the meeting


def propose(now: datetime) -> None:
    """One item for each weak link of the city's newest cut-off; the meeting takes or leaves them."""
    propose_items(city_actor("duty_chief"), cut_off_id=newest_cut_off(city_unit()), now=now)


def call(now: datetime) -> None:
    call_meeting(
        city_actor("duty_officer"),
        unit_key=city_unit().key,
        at=at(20),
        chair="指挥长",
        place="市疫情防控指挥部一楼会议室",
        now=now,
    )


# At 20:00


def note_who_came(now: datetime) -> None:
    """All came but one force on leave and a county that sends a stand-in."""
    meeting = meeting_of(city_unit())
    said = {
        "force-office": ("leave", "", "在省指挥部参加视频调度"),
        SILENT_COUNTY: ("stand_in", "副县长", "县长在一线"),
    }
    for unit in list_children(city_unit().key):
        presence, person, reason = said.get(unit.key, ("present", "", ""))
        note_attendance(
            city_actor("duty_officer"),
            meeting_id=meeting.id,
            unit_key=unit.key,
            presence=presence,
            person=person,
            reason=reason,
            now=now,
        )


def note_links(now: datetime) -> None:
    """A link people see and nobody counts, and one its county contests."""
    chief, cut_off_id = city_actor("duty_chief"), newest_cut_off(city_unit())
    add_link(
        chief,
        cut_off_id=cut_off_id,
        unit_key=SILENT_COUNTY,
        text="县指挥部值班电话中午至傍晚无人接听",
        now=now,
    )
    links = get_brief(chief, cut_off_id=cut_off_id, now=now).links
    if late := next((one for one in links if one.unit == SILENT_COUNTY), None):
        contest_link(
            chief,
            cut_off_id=cut_off_id,
            unit_key=late.unit,
            code=late.code,
            indicator=late.indicator or "",
            text="通信中断所致，18时40分起已逐条补报",
            now=now,
        )


def decide(now: datetime) -> None:
    """Typed under its block as each decision falls: the gravest weak links, then what people demand."""
    officer, city = city_actor("duty_officer"), city_unit()
    cut_off_id = newest_cut_off(city)
    answered = {one.owner.key for one in _decided(city).select_related("owner")}
    typed = [one for one in DECISIONS if one.owner not in answered]
    for item in _grave_links(city):
        _take(officer, item, now)
    for number, one in enumerate(typed, start=1):
        decide_item(
            officer,
            event_id=current_event().id,
            unit_key=city.key,
            owner_key=one.owner,
            due_at=one.due_at,
            decided=one.said,
            cut_off_id=cut_off_id,
            now=now + number * MINUTE,
        )


def _grave_links(unit: UnitView) -> list[Item]:
    """Those nobody has a demand about, and no typed decision answers."""
    said = {(one.owner, one.said.indicator) for one in DECISIONS}
    proposed = Item.objects.filter(
        unit_id=unit.id, state=ItemState.PROPOSED, demand="", cut_off_id=newest_cut_off(unit)
    )
    gravest = proposed.select_related("owner").order_by("-severity", "owner__order", "code", "indicator")
    return [
        one
        for one in gravest
        if (one.owner.key, one.indicator) not in said and one.indicator in {"", *INDICATORS}
    ][:LINKS_DECIDED]


def _take(officer: Actor, item: Item, now: datetime) -> None:
    """A proposed measure, with what counts as done."""
    due_at = next_day(9 if item.severity == 3 else 12)
    rewrite_item(
        officer,
        item_id=item.id,
        version=item.version,
        owner_key=item.owner.key,
        due_at=due_at,
        decided=Decision(
            "",
            "按时限复核达标，附佐证材料",
            indicator=item.indicator,
            origin=Origin.ASSESSMENT.value,
            severity=item.severity,
        ),
        now=now,
    )


def dispatch_by_word(now: datetime) -> None:
    """The gravest of what people demanded, said in the room; the paper follows within two hours."""
    decided = _decided(city_unit()).exclude(matter="").filter(severity=3, state=ItemState.PROPOSED)
    for item in decided.order_by("proposed_at", "id")[:BY_WORD]:
        dispatch_item(
            city_actor("duty_chief"), item_id=item.id, demand=item.demand, due_at=item.due_at, now=now
        )


def _decided(unit: UnitView) -> QuerySet[Item]:
    return Item.objects.filter(unit_id=unit.id, cut_off_id=newest_cut_off(unit)).exclude(demand="")


# Order sheets of the evening


def draft_order_sheets(now: datetime) -> None:
    draft_sheets(city_actor("duty_officer", 1), item_ids=_ids(city_unit()), now=now)


def check_order_sheets(now: datetime) -> None:
    check_sheets(city_actor("duty_chief"), item_ids=_ids(city_unit()), now=now)


def sign_order_sheets(now: datetime) -> None:
    sign_sheets(city_actor("commander"), item_ids=_ids(city_unit()), now=now)


def issue_order_sheets(now: datetime) -> None:
    issue_sheets(city_actor("duty_officer", 1), item_ids=_ids(city_unit()), now=now)


def _ids(unit: UnitView) -> Sequence[UUID]:
    return list(_decided(unit).order_by("proposed_at", "id").values_list("id", flat=True))


def meeting_of(unit: UnitView) -> Meeting:
    return Meeting.objects.filter(unit_id=unit.id, cancelled_at=None).order_by("-at")[0]


# The county's own meeting


def call_in_the_county(now: datetime) -> None:
    call_meeting(
        county_actor("officer", OWN_DAY),
        unit_key=OWN_DAY,
        at=at(18, 30),
        chair="区指挥长",
        place="区疫情防控指挥部",
        now=now,
    )


def meet_in_the_county(now: datetime) -> None:
    """Its townships come; one item for the first of them, with its sheet."""
    officer, unit = county_actor("officer", OWN_DAY), get_unit(OWN_DAY)
    townships = [one for one in list_children(OWN_DAY) if one.kind == "township"]
    for one in townships:
        note_attendance(
            officer, meeting_id=meeting_of(unit).id, unit_key=one.key, presence="present", now=now
        )
    decide_item(
        officer,
        event_id=current_event().id,
        unit_key=OWN_DAY,
        owner_key=townships[-1].key,
        due_at=now.replace(minute=0, hour=23),
        decided=Decision("返乡人员登记底数不清", "今晚23时前逐村核对，报送登记表", indicator=NEEDS_MET),
        cut_off_id=newest_cut_off(unit),
        now=now,
    )


def order_in_the_county(now: datetime) -> None:
    """Drafted, checked, signed by three people of the county, and out."""
    unit = get_unit(OWN_DAY)
    steps = (
        (draft_sheets, "officer"),
        (check_sheets, "chief"),
        (sign_sheets, "commander"),
        (issue_sheets, "officer"),
    )
    for step, part in steps:
        step(county_actor(part, OWN_DAY), item_ids=_ids(unit), now=now)
