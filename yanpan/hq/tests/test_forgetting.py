"""What was said at the duty desk goes ninety days after its event ended; hours, units and numbers stay."""

from datetime import timedelta

import pytest

from tests.house.cases.hq_papers import papers
from tests.world import CITY, NOW, TOWNSHIP, make_actor, make_event, unit
from yanpan.base.documents.models import Attachment
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.vault.sealing import unseal
from yanpan.hq.models import DutyEntry, DutyTurn, RapidReport, RapidUpdate
from yanpan.hq.operations.duty_log import enter_in_log
from yanpan.hq.operations.rapid_reports import continue_report, report_at_once
from yanpan.hq.operations.rota import name_turn

pytestmark = pytest.mark.django_db
LONG_AGO, LATELY = NOW - timedelta(days=90), NOW - timedelta(days=89)


def walk() -> None:
    one = ROUNDS["hq.duty_texts"]
    one.walk(Actor(name="keeper", permissions=one.rights, units=(unit(CITY).path,)), NOW)


def said_at_the_desk() -> DutyEntry:
    officer = make_actor("duty_officer")
    make_event()
    report = report_at_once(officer, unit_key=TOWNSHIP, kind="fever", place="王庄", what="发热一人", now=NOW)
    continue_report(officer, report_id=report.id, what="阴性", version=1, now=NOW)
    papers()
    return enter_in_log(
        officer, unit_key=CITY, matter="李镇长询问", caller="李镇长", number="13900001234", now=NOW
    )


def test_ninety_days_after_the_event_no_text_is_left_and_every_hour_stays() -> None:
    entry = said_at_the_desk()
    Event.objects.update(closed_at=LONG_AGO, closed_by="演指〔2021〕9号")
    walk()
    entry.refresh_from_db()
    assert {unseal(entry, column) for column in ("matter", "caller", "number", "answer")} == {""}
    report, update = RapidReport.objects.get(), RapidUpdate.objects.get()
    assert (unseal(report, "what"), unseal(report, "place"), unseal(update, "what")) == ("", "", "")
    assert (entry.at, report.reported_at, report.kind) == (NOW, NOW, "fever")
    scan = Attachment.objects.get()
    assert scan.gone_at == NOW and bytes(scan.content) == b""


@pytest.mark.parametrize("closed_at", [None, LATELY])
def test_before_that_nothing_is_lost(closed_at: object) -> None:
    entry = said_at_the_desk()
    Event.objects.update(closed_at=closed_at, closed_by="演指〔2021〕9号" if closed_at else "")
    walk()
    entry.refresh_from_db()
    assert unseal(entry, "matter") == "李镇长询问" and Attachment.objects.get().gone_at is None


def test_names_and_telephones_of_old_turns_go() -> None:
    for ended in (LONG_AGO, LATELY):
        name_turn(
            make_actor("duty_officer"),
            unit_key=CITY,
            post="officer",
            name="王值班",
            phone="13900001234",
            starts_at=ended - timedelta(hours=12),
            ends_at=ended,
            now=ended - timedelta(hours=13),
        )
    walk()
    assert [unseal(one, "name") for one in DutyTurn.objects.order_by("ends_at")] == ["", "王值班"]
