"""Rapid reports: made at a township, seen to there and above."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.house.cases.hq_duty_log import event
from tests.world import CITY, NOW, TOWNSHIP, actor_with
from yanpan.hq.models import RapidReport
from yanpan.hq.operations.rapid_reports import report_at_once


def reports(count: int = 1, kind: str = "fever") -> list[RapidReport]:
    event()
    clerk = actor_with("hq.report_at_once", unit_key=TOWNSHIP)
    return [
        report_at_once(
            clerk, unit_key=TOWNSHIP, kind=kind, place="姬石镇卫生院", what=f"第{one}例发热", now=NOW
        )
        for one in range(count)
    ]


def _step(kind: str = "fever", **given: object) -> Arguments:
    return {"report_id": reports(1, kind)[0].id, "version": 1, **given}


@case("hq.report_at_once")
def _report(count: int) -> Arguments:
    event()
    return {"unit_key": TOWNSHIP, "kind": "fever", "place": "姬石镇卫生院", "what": "发热一例"}


@case("hq.tell_emergency")
def _tell(count: int) -> Arguments:
    return _step("medical")


@case("hq.note_call_back")
def _call_back(count: int) -> Arguments:
    return _step(answer="已核实")


@case("hq.pass_up_report")
def _pass_up(count: int) -> Arguments:
    return _step(way="telephone")


@case("hq.continue_report")
def _continue(count: int) -> Arguments:
    return _step(what="核酸结果阴性")


@case("hq.withdraw_report")
def _withdraw(count: int) -> Arguments:
    return _step(reason="重复上报")


@case("hq.list_rapid_reports", elsewhere=Elsewhere.NOTHING, grows=True)
def _list(count: int) -> Arguments:
    reports(count)
    return {"event_id": event().id}


@case("hq.get_rapid_report")
def _get(count: int) -> Arguments:
    return {"report_id": reports()[0].id}


@case("hq.count_urgent_reports", elsewhere=Elsewhere.NOTHING, grows=True)
def _count(count: int) -> Arguments:
    reports(count, "medical")
    return {}


@case("hq.ring_about_reports", at=CITY, elsewhere=Elsewhere.NOTHING)
def _ring(count: int) -> Arguments:
    reports(count)
    RapidReport.objects.update(call_back_by=NOW - timedelta(minutes=1))
    return {}
