"""Letters to other cities in the world of the tests."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from openpyxl import Workbook

from tests.world import COUNTY, NOW, actor_with, make_event, unit, villages_of
from yanpan.base.events.models import Event
from yanpan.base.events.queries import event_view
from yanpan.base.gate import OPERATIONS, QUERIES, Actor
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.places.queries import view_unit
from yanpan.base.tasks.handovers import WriteToOtherCity
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.sending import Parcel, send_many
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import unseal
from yanpan.science.record_matching import check_character
from yanpan.streams.verification.models import Letter, LetterPerson, VerificationTask
from yanpan.streams.verification.operations.letters import (
    Facts,
    check_letter,
    draft_letter,
    issue_letter,
    sign_letter,
)
from yanpan.streams.verification.rules import CO_INVESTIGATION
from yanpan.streams.verification.rules.receipts import Answered

FORCE = CO_INVESTIGATION
ZHENGZHOU, NANJING = "410100", "320100"
FACTS = Facts(
    place="南京禄口机场",
    window="2021年7月30日8时至10时",
    case_number="本土确诊病例12",
    contact_name="张协查",
    contact_phone="0395-3130000",
)
FOUND = Answered(
    result="found",
    place="郑州市二七区某隔离酒店",
    controlled_at=NOW,
    measure="at_site",
    deciding_body="二七区指挥部",
    samples="8月5日 阴性",
    test_at=NOW,
    test_result="negative",
    next_contacts=3,
    reporter="李填报",
    checker="王审核",
    receipted_on=NOW.date(),
)
BACK_HERE = Answered(result="returned", reporter="李填报")
NOT_THERE = Answered(result="not_here", reporter="李填报")


def letter_desk(name: str = "drafter", unit_key: str = FORCE) -> Actor:
    """Somebody with every right of letters and hand-overs at the force."""
    rights = [one for one in (*OPERATIONS, *QUERIES) if one.split(".")[0] in ("verification", "tasks")]
    return replace(actor_with(*rights, unit_key=unit_key), name=name)


def identity(number: int) -> str:
    seventeen = f"4111041990{1 + number // 28 % 12:02d}{1 + number % 28:02d}{number % 1000:03d}"
    return seventeen + check_character(seventeen)


def make_outside(count: int, *, village: str = "", signed_for: bool = True) -> list[VerificationTask]:
    """People a village found outside the city, and whether the force has signed for them."""
    event = Event.objects.filter(closed_at=None).first() or make_event()
    first = VerificationTask.objects.count()
    facts = [
        PersonFacts(f"演练甲{one}", identity(one), f"1380001{one:04d}", "郑州市二七区某小区", "男")
        for one in range(first, first + count)
    ]
    here = unit(village or villages_of(COUNTY)[0].key)
    tasks = VerificationTask.objects.bulk_create(
        VerificationTask(
            id=fresh_id(NOW),
            event=event,
            person=person,
            urgency="contact",
            received_at=NOW,
            find_by=NOW + timedelta(hours=2),
            pack=event.pack,
            custody=here,
            target=here,
            routed_by="address",
            standing="handed_on",
            where="outside",
            contact="own_phone",
            answered_at=NOW,
            answered_by="village",
            answering_unit=here,
        )
        for person in make_people(event.id, facts, now=NOW)
    )
    _hand_over(tasks, signed_for)
    return tasks


def _hand_over(tasks: Sequence[VerificationTask], signed_for: bool) -> None:
    there = view_unit(unit(FORCE))
    parcels = [Parcel(task.id, view_unit(task.custody), there, task.urgency, "outside") for task in tasks]
    event = event_view(tasks[0].event_id)
    send_many(Actor(name="village"), WriteToOtherCity.REQUEST, parcels, event=event, now=NOW)
    if signed_for:
        Handover.objects.filter(subject__in=[task.id for task in tasks]).update(
            acknowledged_at=NOW, acknowledged_by="drafter"
        )


_STEPS = ("drafted", "checked", "signed", "issued")


def make_letter(
    count: int = 1,
    *,
    state: str = "drafted",
    tasks: Sequence[VerificationTask] = (),
    city: str = ZHENGZHOU,
    at: datetime = NOW,
) -> Letter:
    """A letter on so many persons outside, drafted by 'drafter', as far as the state says."""
    named = list(tasks) or make_outside(count)
    letter = draft_letter(letter_desk(), city=city, task_ids=[task.id for task in named], facts=FACTS, now=at)
    for step in _STEPS[1 : _STEPS.index(state) + 1]:
        letter = _step(letter, step, at)
    return letter


def _step(letter: Letter, step: str, at: datetime) -> Letter:
    version = letter.document.version
    if step == "checked":
        return check_letter(letter_desk("checker"), letter_id=letter.id, version=version, now=at)
    if step == "signed":
        return sign_letter(letter_desk("chief"), letter_id=letter.id, version=version, now=at)
    return issue_letter(letter_desk("officer"), letter_id=letter.id, version=version, channel="fax", now=at)


def persons_of(letter: Letter) -> list[LetterPerson]:
    return list(letter.persons.select_related("task__person", "letter__document").order_by("number"))


TITLES = (
    "序号", "协查函编号", "姓名", "身份证号码", "是否查到", "现住址", "管控时间", "管控措施",
    "决定机关", "核酸采样时间及结果", "后续去向", "次密接人数", "填报人", "审核人", "反馈日期",
)  # fmt: skip


def sheet_of_receipts(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook as a city sends it; rows without the running number."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(TITLES))
    for number, row in enumerate(rows, start=1):
        sheet.append([number, *row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def receipt_row(letter: Letter, number: int = 1, *, result: str = "是", name: str = "") -> list[object]:
    """One clear row on the n-th person of a letter."""
    person = persons_of(letter)[number - 1].task.person
    return [
        letter.document.number,
        name or unseal(person, "name"),
        unseal(person, "id_number"),
        result,
        "郑州市二七区某隔离酒店",
        "2021-08-05",
        "集中隔离",
        "二七区指挥部",
        "2021-08-05 阴性",
        "",
        2,
        "李填报",
        "王审核",
        "2021-08-05",
    ]
