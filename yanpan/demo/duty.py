"""The duty desk in the drill: its log, the hand-overs of the shift, the hours that are ticked, the night's report."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.places.queries import city_unit, get_unit, list_units
from yanpan.demo.cast import city_actor, county_actor
from yanpan.demo.duty_log import FromAbove, Rung
from yanpan.demo.lines.reporting import OWN_DAY
from yanpan.demo.story import at, next_day
from yanpan.hq.models import DutyEntry, IncomingPaper, RapidReport
from yanpan.hq.operations.day import note_hour_done
from yanpan.hq.operations.duty_log import answer_entry, enter_in_log
from yanpan.hq.operations.papers import answer_paper, register_paper
from yanpan.hq.operations.rapid_reports import note_call_back, pass_up_report, report_at_once
from yanpan.hq.operations.shifts import hand_over_shift, take_over_shift

DAY_OFFICER, NIGHT_OFFICER = 0, 1


def enter(one: Rung, now: datetime) -> None:
    enter_in_log(
        _on_duty(now),
        unit_key=city_unit().key,
        matter=one.matter,
        caller=one.caller,
        number="0395-0000000",
        passed_to_key=one.passed_to,
        now=now,
    )


def answer(one: Rung, now: datetime) -> None:
    """The line entered at its hour."""
    entry = DutyEntry.objects.filter(unit__kind="city", at=one.at, closed_at=None, struck_at=None).first()
    if entry is not None:
        answer_entry(_on_duty(now), entry_id=entry.id, answer=one.answer, version=entry.version, now=now)


def register(one: FromAbove, now: datetime) -> None:
    register_paper(
        _on_duty(now),
        unit_key=city_unit().key,
        kind="paper",
        number=one.number,
        source=one.source,
        title=one.title,
        received_at=one.at,
        due_at=one.due_at,
        owner_key=one.owner,
        now=now,
    )


def answer_papers(now: datetime) -> None:
    """What is due within six hours goes back under a number of the headquarters."""
    soon = IncomingPaper.objects.filter(answered_at=None, void_at=None, due_at__lte=now + timedelta(hours=6))
    for place, paper in enumerate(soon.order_by("due_at", "id"), start=1):
        number = f"演练漯疫防指办函〔2021〕{now:%m%d%H}-{place}号"
        answer_paper(
            city_actor("duty_chief"), paper_id=paper.id, number=number, version=paper.version, now=now
        )


def _on_duty(now: datetime) -> Actor:
    by_day = 8 <= now.astimezone(at(0).tzinfo).hour < 20
    return city_actor("duty_officer", DAY_OFFICER if by_day else NIGHT_OFFICER)


# The shift


def shift_changes(going: int, coming: int, now: datetime) -> None:
    """Ten minutes before the hour one signs for what is open, at the hour the other for having it."""
    sheet = hand_over_shift(
        city_actor("duty_officer", going),
        unit_key=city_unit().key,
        said="重点盯紧临颍县与未签收单位",
        now=now,
    )
    take_over_shift(
        city_actor("duty_officer", coming),
        shift_id=sheet.id,
        version=sheet.version,
        now=now + timedelta(minutes=10),
    )


def county_shift_changes(now: datetime) -> None:
    """Of the county with a day of its own: its liaison was on at night, its duty officer comes."""
    sheet = hand_over_shift(county_actor("county", OWN_DAY), unit_key=OWN_DAY, now=now)
    officer = county_actor("officer", OWN_DAY)
    take_over_shift(officer, shift_id=sheet.id, version=sheet.version, now=now + timedelta(minutes=10))


# Hours


def tick(code: str, now: datetime) -> None:
    """What fell due at an hour of the city's day is done."""
    actor = city_actor("duty_chief") if code == "duty_chief" else _on_duty(now)
    note_hour_done(actor, unit_key=city_unit().key, code=code, now=now)


def counties_tick(code: str, now: datetime) -> None:
    for unit in list_units(kinds=("county",)):
        note_hour_done(county_actor("county", unit.key), unit_key=unit.key, code=code, now=now)


# 02:50


def _doctors_village() -> str:
    return list_units(under=get_unit(OWN_DAY).path, kinds=("village",))[60].key


def doctor_rings(now: datetime) -> None:
    """A village doctor tells the county's night desk of a fever and a trip to Zhengzhou."""
    desk = county_actor("county", OWN_DAY)
    entry = enter_in_log(
        desk,
        unit_key=OWN_DAY,
        matter="村医报告：一人发热38.6℃，7月29日到过郑州",
        caller="村医",
        number="0395-0000000",
        now=now,
    )
    report_at_once(
        desk,
        unit_key=_doctors_village(),
        kind="fever",
        place="村卫生室",
        what="一人发热38.6℃、咳嗽，7月29日到过郑州市第六人民医院附近",
        happened_at=now - timedelta(minutes=20),
        people=1,
        seen_by="村医",
        done="已戴口罩单独安置，家人未外出",
        needed="请安排负压救护车转运发热门诊",
        by_telephone=True,
        entry_id=entry.id,
        now=now,
    )


def call_back(now: datetime) -> None:
    report = _nights_report()
    note_call_back(
        county_actor("county", OWN_DAY),
        report_id=report.id,
        answer="已核实，病人情况平稳，救护车已出发",
        version=report.version,
        now=now,
    )


def county_passes_up(now: datetime) -> None:
    _pass_up(county_actor("county", OWN_DAY), now)


def city_passes_up(now: datetime) -> None:
    _pass_up(city_actor("duty_officer", NIGHT_OFFICER), now)


def _pass_up(actor: Actor, now: datetime) -> None:
    report = _nights_report()
    pass_up_report(actor, report_id=report.id, way="system", version=report.version, now=now)


def _nights_report() -> RapidReport:
    return RapidReport.objects.get(reported_at=next_day(2, 50), unit__key=_doctors_village())
