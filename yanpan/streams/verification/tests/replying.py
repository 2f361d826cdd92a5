"""A list with answers, and its reply on its way: for the tests of replies and of their pages."""

import csv
import io
from collections.abc import Sequence

from tests.world import CITY, NOW, TOWNSHIP, make_actor, villages_of
from yanpan.base.gate import Actor
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.models import ListBatch, Reply, ReplyPlan, VerificationTask
from yanpan.streams.verification.operations import (
    check_reply,
    confirm_mapping,
    draft_reply,
    mark_reply_sent,
    plan_reply,
    receive_list,
)
from yanpan.streams.verification.queries import download_reply_with_results
from yanpan.streams.verification.tests.lists import desk, people, rows_of, task_of, worked_on

TITLES = ("序号", "姓名", "身份证号码", "联系电话", "推送原因", "接触地点", "接触日期", "核查结果", "备注")
CLERK, CHECKER = "list_clerk", "duty_chief"
RESULT, REMARK = 7, 8


def sheet(count: int, *, repeat: int = 0, nobody: int = 0) -> bytes:
    """So many people with a right ID; `repeat` of them once more, then `nobody` rows that name nobody."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(TITLES)
    lines = people(count)
    rows = [(one.name, one.id_number, one.phone, one.reason, one.place, one.on) for one in lines]
    rows += rows[:repeat]
    for number, row in enumerate(rows, start=1):
        writer.writerow((number, *row, "", ""))
    for number in range(nobody):
        writer.writerow((len(rows) + number + 1, "", "", "", "密接", "南京禄口机场", "2021-08-01", "", ""))
    return text.getvalue().encode("utf-8-sig")


def answered_list(
    content: bytes, name: str = "名单.csv", *, sender: str = "省专班", source: str = "province"
) -> ListBatch:
    """Received at the city, taken in, its reply due."""
    batch = receive_list(
        desk(name="receiver"),
        read=read_list(content, name),
        unit_key=CITY,
        source=source,
        sender=sender,
        topic="",
        place="南京",
        window_from=None,
        window_to=NOW.date(),
        reply_due=True,
        now=NOW,
    )
    confirmed = confirm_mapping(
        desk(name="receiver"), batch_id=batch.id, mapping={}, version=batch.version, now=NOW
    )
    return worked_on(confirmed)


def found_here(task: VerificationTask, *, unit_key: str = "", **more: object) -> None:
    """Met in a village of 姬石镇 and looked after there."""
    village = next(one for one in villages_of(TOWNSHIP) if unit_key in ("", one.key))
    facts = {
        "standing": "verified",
        "where": "here",
        "contact": "met",
        "measure": "at_home",
        "deciding_body": "召陵区疫情防控指挥部",
        "document_number": "漯召疫防〔2021〕12号",
        "answered_at": NOW,
        "found_at": NOW,
        "custody": village,
        "answering_unit": village,
        **more,
    }
    for name, value in facts.items():
        setattr(task, name, value)
    task.save()


def stands(task: VerificationTask, standing: str, contact: str = "") -> None:
    task.standing, task.contact, task.answered_at = standing, contact, NOW
    task.save(update_fields=["standing", "contact", "answered_at"])


def tasks_of(batch: ListBatch) -> list[VerificationTask]:
    return [task_of(row) for row in rows_of(batch) if row.task]


def clerk(name: str = "zhang") -> Actor:
    made = make_actor(CLERK)
    return Actor(name=name, role=made.role, permissions=made.permissions, units=made.units, label=made.label)


def planned(batch: ListBatch, *more: str, level: str = "village") -> ReplyPlan:
    """The result in its column, the remark in its own; `more` answers in new columns."""
    sheets = [
        {
            "sheet": one["sheet"],
            "columns": [
                {"index": RESULT, "title": "核查结果", "answer": "result"},
                {"index": REMARK, "title": "备注", "answer": "remark"},
            ],
            "new": list(more),
        }
        for one in batch.layout
    ]
    before = ReplyPlan.objects.filter(batch=batch).first()
    version = before.version if before else 0
    return plan_reply(clerk(), batch_id=batch.id, sheets=sheets, level=level, version=version, now=NOW)


def drafted(batch: ListBatch, kind: str = "first", *, reason: str = "", says_in_hand: bool = False) -> Reply:
    return draft_reply(
        clerk(), batch_id=batch.id, kind=kind, reason=reason, says_in_hand=says_in_hand, now=NOW
    )


def checked(reply: Reply) -> Reply:
    return check_reply(make_actor(CHECKER), reply_id=reply.id, version=reply.version, now=NOW)


def sent(reply: Reply) -> Reply:
    reply = checked(reply)
    return mark_reply_sent(
        make_actor("duty_officer"),
        reply_id=reply.id,
        version=reply.version,
        channel="platform",
        note="",
        now=NOW,
    )


def file_of_reply(reply: Reply) -> bytes:
    taker = make_actor("epidemiologist")
    return download_reply_with_results(taker, batch_id=reply.batch_id, reply_id=reply.id, now=NOW).data


def lines_of(content: bytes) -> list[Sequence[str]]:
    """The rows of a filled CSV, its header first."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
