"""回填原表: what is said of each row, who drafts, checks and sends, and that a version stays what it was."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, NOW, OTHER_COUNTY, actor_with, make_actor, make_event
from yanpan.base.audit.models import AuditLine
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.models import ListBatch, Reply, ReplyPlan
from yanpan.streams.verification.operations import (
    check_reply,
    draft_reply,
    mark_reply_sent,
    plan_reply,
    receive_list,
    withdraw_reply,
)
from yanpan.streams.verification.queries import (
    download_reply,
    get_reply,
    get_reply_plan,
    list_replies,
    replies_due,
    try_reply,
)
from yanpan.streams.verification.reports.replies import PART, REPLIED
from yanpan.streams.verification.tests.lists import desk, rows_of
from yanpan.streams.verification.tests.replying import (
    RESULT,
    answered_list,
    checked,
    clerk,
    drafted,
    file_of_reply,
    found_here,
    lines_of,
    planned,
    sent,
    sheet,
    stands,
    tasks_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch() -> ListBatch:
    """Six people, the first of them twice, and a row that names nobody: eight rows."""
    make_event()
    return answered_list(sheet(6, repeat=1, nobody=1))


def refused(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


def results(content: bytes) -> list[str]:
    return [line[RESULT] for line in lines_of(content)[1:]]


# What is said


def test_every_row_is_told_in_the_senders_column_what_became_of_it(batch: ListBatch) -> None:
    here, outside, gone, dead, away, *_ = tasks_of(batch)
    found_here(here)
    stands(outside, "handed_on", "own_phone")
    stands(gone, "not_found")
    stands(dead, "deceased")
    stands(away, "in_hand", "not_reached")
    planned(batch)
    reply = drafted(batch)
    assert results(file_of_reply(reply)) == [
        "已排查在漯",
        "不在漯",
        "查无此人",
        "已死亡",
        "失联",
        "",
        "重复：同第2行",
        "信息有误",
    ]
    assert reply.numbers == {
        "received": 8,
        "here": 1,
        "elsewhere": 1,
        "wrong": 1,
        "duplicate": 1,
        "not_found": 1,
        "deceased": 1,
        "lapsed": 0,
        "in_hand": 2,
        "unreachable": 1,
    }
    assert reply.answered == 6


def test_rows_in_hand_are_blank_or_say_so_as_the_clerk_wants(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch, says_in_hand=True)
    assert results(file_of_reply(reply))[:6] == ["核查中"] * 6


def test_address_measure_time_and_unit_stand_in_columns_added_at_the_right(batch: ListBatch) -> None:
    task = tasks_of(batch)[0]
    found_here(task, test_at=NOW, test_result="negative")
    planned(batch, "in_city", "address", "found_at", "measure", "checked_by", "test_at", "test_result")
    header, first, *_ = lines_of(file_of_reply(drafted(batch)))
    village = task.custody.name
    assert dict(zip(header[9:], first[9:], strict=True)) == {
        "是否在漯": "是",
        "现居住地": f"漯河市召陵区姬石镇{village}",
        "核查时间": "2021-08-05 15:40",
        "管控措施": "居家隔离（召陵区疫情防控指挥部，漯召疫防〔2021〕12号）",
        "核查单位": f"姬石镇{village}",
        "采样时间": "2021-08-05 15:40",
        "检测结果": "阴性",
    }


@pytest.mark.parametrize(("level", "told"), [("county", "漯河市召陵区"), ("township", "漯河市召陵区姬石镇")])
def test_an_address_is_told_to_the_level_the_sender_asks(batch: ListBatch, level: str, told: str) -> None:
    found_here(tasks_of(batch)[0])
    planned(batch, "address", level=level)
    assert lines_of(file_of_reply(drafted(batch)))[1][9] == told


def test_a_measure_said_by_word_of_mouth_says_that_the_paper_follows(batch: ListBatch) -> None:
    found_here(tasks_of(batch)[0], document_number="")
    planned(batch, "measure")
    measure = lines_of(file_of_reply(drafted(batch)))[1][9]
    assert measure == "居家隔离（召陵区疫情防控指挥部，口头，文书待补）"


def test_what_the_sender_wrote_in_the_column_stays_unless_it_is_to_be_written_over() -> None:
    make_event()
    content = sheet(2).replace(b"2021-08-01,,", "2021-08-01,请速查,".encode(), 1)
    batch = answered_list(content)
    for task in tasks_of(batch):
        found_here(task)
    planned(batch)
    assert results(file_of_reply(drafted(batch))) == ["请速查", "已排查在漯"]


def test_somebody_another_list_named_first_is_no_repetition_in_this_one() -> None:
    make_event()
    answered_list(sheet(2))
    batch = answered_list(sheet(3), "第二批.csv")
    found_here(tasks_of(batch)[0])
    planned(batch)
    assert rows_of(batch)[0].duplicate
    assert results(file_of_reply(drafted(batch))) == ["已排查在漯", "", ""]


def test_held_rows_are_in_hand_and_say_what_is_missing() -> None:
    make_event()
    content = sheet(1).replace("旅居史,南京禄口机场,2021-08-01".encode(), b",,")
    batch = answered_list(content)
    ListBatch.objects.filter(id=batch.id).update(place="", window_to=None)
    batch.rows.update(state="held", task=None, duplicate=False)
    planned(batch)
    reply = drafted(batch, says_in_hand=True)
    assert lines_of(file_of_reply(reply))[1][7:] == ["核查中", "缺接触地点或时间，待补充"]
    assert reply.numbers["in_hand"] == 1


# Versions


def test_the_same_version_gives_the_same_bytes_whatever_became_of_the_rows_since(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    before = file_of_reply(reply)
    found_here(tasks_of(batch)[0])
    planned(batch, "address")
    assert file_of_reply(reply) == before


def test_the_copy_that_left_is_named_in_the_audit_by_its_digest(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    made = download_reply(clerk(), batch_id=batch.id, reply_id=reply.id, now=NOW)
    line = AuditLine.objects.filter(verb="verification.download_reply").get()
    assert line.subject == str(batch.id)
    assert line.details["result"] == hashlib.sha256(made.data).hexdigest()
    assert made.name == "名单（首报）-草稿.csv"


def test_first_then_final_then_corrections_with_a_reason(batch: ListBatch) -> None:
    planned(batch)
    sent(drafted(batch))
    assert refused(lambda: drafted(batch)).code == "first_reply_was_sent"
    assert refused(lambda: drafted(batch, "final")).code == "final_with_rows_in_hand"
    for task in tasks_of(batch)[:6]:
        stands(task, "in_hand", "not_reached")
    final = sent(drafted(batch, "final"))
    assert (final.number, final.kind, final.numbers["in_hand"]) == (2, "final", 6)
    assert refused(lambda: drafted(batch, "final")).code == "final_reply_was_sent"
    assert refused(lambda: drafted(batch, "correction")).code == "reason_needed"
    found_here(tasks_of(batch)[0])
    correction = sent(drafted(batch, "correction", reason="一人已找到"))
    assert (correction.number, correction.answered) == (3, 3)


def test_nothing_is_corrected_before_anything_went_out(batch: ListBatch) -> None:
    planned(batch)
    assert refused(lambda: drafted(batch, "correction", reason="x")).code == "nothing_to_correct"


def test_one_version_at_a_time_is_on_its_way(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    with pytest.raises(Stale) as caught:
        drafted(batch)
    assert caught.value.code == "reply_on_its_way"
    withdraw_reply(clerk(), reply_id=reply.id, version=reply.version, reason="列选错了", now=NOW)
    assert drafted(batch).number == 2


def test_without_confirmed_columns_nothing_is_drafted(batch: ListBatch) -> None:
    assert refused(lambda: drafted(batch)).code == "no_reply_plan"


def test_numbers_that_do_not_add_up_are_not_drafted(batch: ListBatch) -> None:
    planned(batch)
    ListBatch.objects.filter(id=batch.id).update(person_rows=9)
    problem = refused(lambda: drafted(batch))
    assert (problem.code, problem.facts["received"], problem.facts["answered"]) == (
        "reply_does_not_add_up",
        9,
        8,
    )


def test_the_reporter_is_not_the_checker(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    own = refused(lambda: check_reply(clerk(), reply_id=reply.id, version=reply.version, now=NOW))
    assert own.code == "another_must_check_reply"
    assert check_reply(clerk("li"), reply_id=reply.id, version=reply.version, now=NOW).checked_by == "li"


def test_the_database_holds_that_another_checks_and_that_nothing_goes_out_unchecked(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    for wrong in ({"checked_by": reply.drafted_by, "checked_at": NOW}, {"state": "sent"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.filter(id=reply.id).update(**wrong)


def test_only_what_was_checked_is_marked_as_sent(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    officer = make_actor("duty_officer")

    def mark(version: int, channel: str = "fax") -> Reply:
        return mark_reply_sent(
            officer, reply_id=reply.id, version=version, channel=channel, note="传真 0805-3", now=NOW
        )

    with pytest.raises(Stale):
        mark(reply.version)
    reply = checked(reply)
    assert refused(lambda: mark(reply.version, "pigeon")).code == "no_such_channel"
    gone_out = mark(reply.version)
    assert (gone_out.state, gone_out.channel, gone_out.sent_by) == ("sent", "fax", officer.name)
    with pytest.raises(Stale):
        withdraw_reply(clerk(), reply_id=reply.id, version=gone_out.version, reason="x", now=NOW)


def test_a_receipt_note_carries_no_telephone(batch: ListBatch) -> None:
    planned(batch)
    reply = checked(drafted(batch))
    problem = refused(
        lambda: mark_reply_sent(
            make_actor("duty_officer"),
            reply_id=reply.id,
            version=reply.version,
            channel="fax",
            note="13912345678",
            now=NOW,
        )
    )
    assert problem.code == "identifier_in_free_text"


def test_roles_do_their_own_step_and_no_other(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    for role in ("duty_officer", "duty_chief", "supervisor"):
        with pytest.raises(NotPermitted):
            draft_reply(
                make_actor(role), batch_id=batch.id, kind="first", reason="", says_in_hand=False, now=NOW
            )
        with pytest.raises(NotPermitted):
            download_reply(make_actor(role), batch_id=batch.id, reply_id=reply.id, now=NOW)
    with pytest.raises(NotPermitted):
        mark_reply_sent(clerk(), reply_id=reply.id, version=1, channel="fax", note="", now=NOW)


def test_a_clerk_never_gets_results_of_tests(batch: ListBatch) -> None:
    found_here(tasks_of(batch)[0], test_at=NOW, test_result="positive")
    planned(batch, "test_result", "in_city")
    reply = drafted(batch)
    made = download_reply(clerk(), batch_id=batch.id, reply_id=reply.id, now=NOW)
    assert "阳性" not in made.data.decode("utf-8-sig") and "是否在漯" in made.data.decode("utf-8-sig")
    assert made.name.endswith("-不含检测结果.csv")
    assert "阳性" in file_of_reply(reply).decode("utf-8-sig")


def test_somebody_of_a_county_sees_no_reply_of_the_city(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    elsewhere = make_actor("list_clerk", OTHER_COUNTY)
    for read in (
        lambda: get_reply(elsewhere, reply_id=reply.id, now=NOW),
        lambda: download_reply(elsewhere, batch_id=batch.id, reply_id=reply.id, now=NOW),
        lambda: get_reply_plan(elsewhere, batch_id=batch.id, now=NOW),
    ):
        with pytest.raises(Missing):
            read()
    assert list_replies(elsewhere, event_id=batch.event_id, now=NOW) == []


# The sender's file


def test_when_the_senders_file_goes_the_texts_go_and_the_numbers_stay(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    ListBatch.objects.filter(id=batch.id).update(content=b"", content_gone_at=NOW)
    assert refused(lambda: file_of_reply(reply)).code == "sender_file_gone"
    ROUNDS["verification.replies_to_forget"].walk(actor_with("verification.forget_replies"), NOW)
    reply.refresh_from_db()
    assert (unseal(reply, "texts"), reply.texts_gone_at, reply.numbers["received"]) == ("", NOW, 8)
    assert refused(lambda: drafted(batch)).code == "sender_file_gone"


def test_a_typed_letter_has_no_sheet(batch: ListBatch) -> None:
    ListBatch.objects.filter(id=batch.id).update(kind="typed")
    assert refused(lambda: planned(batch)).code == "typed_letter_has_no_sheet"
    assert list_replies(clerk(), event_id=batch.event_id, now=NOW) == []


def test_the_filled_sheet_sent_in_again_is_known_as_the_same_rows(batch: ListBatch) -> None:
    for task in tasks_of(batch):
        found_here(task)
    planned(batch, "in_city", "address", "measure", "found_at", "checked_by")
    content = file_of_reply(drafted(batch))
    again = receive_list(
        desk(name="receiver"),
        read=read_list(content, "回填.csv"),
        unit_key=CITY,
        source="province",
        sender="省专班",
        topic="",
        place="",
        window_from=None,
        window_to=None,
        now=NOW,
    )
    assert again.continues_id == batch.id
    assert again.person_rows == batch.person_rows


# The plan


def test_the_columns_are_proposed_by_title_and_emptiness(batch: ListBatch) -> None:
    proposal = get_reply_plan(clerk(), batch_id=batch.id, now=NOW)
    (shown,) = proposal.sheets
    said = {one.title: one.answer for one in shown.columns if one.answer}
    assert said == {"核查结果": "result", "备注": "remark"}
    assert shown.new == () and proposal.plan_version == 0 and not proposal.format_changes


def test_what_was_confirmed_for_a_sender_is_proposed_again_for_the_next_list(batch: ListBatch) -> None:
    sheets = [
        {
            "sheet": "",
            "columns": [{"index": 8, "title": "备注", "answer": "result", "overwrite": True}],
            "new": [],
        }
    ]
    plan_reply(clerk(), batch_id=batch.id, sheets=sheets, level="village", version=0, now=NOW)
    later = answered_list(sheet(3), "第二批.csv")
    (shown,) = get_reply_plan(clerk(), batch_id=later.id, now=NOW).sheets
    assert {one.title: one.answer for one in shown.columns if one.answer} == {"备注": "result"}


@pytest.mark.parametrize(
    ("columns", "new", "code"),
    [
        ([(7, "result")], ["result"], "answer_given_twice"),
        ([(99, "result")], [], "no_such_column"),
        ([(7, "colour")], [], "no_such_answer"),
        ([(8, "remark")], [], "no_result_column"),
    ],
)
def test_a_plan_that_says_nothing_or_too_much_is_refused(
    batch: ListBatch, columns: list[tuple[int, str]], new: list[str], code: str
) -> None:
    said = [{"index": index, "title": "x", "answer": answer} for index, answer in columns]

    def plan() -> ReplyPlan:
        sheets = [{"sheet": "", "columns": said, "new": new}]
        return plan_reply(clerk(), batch_id=batch.id, sheets=sheets, level="village", version=0, now=NOW)

    assert refused(plan).code == code


def test_who_a_row_is_about_is_never_written_over(batch: ListBatch) -> None:
    (shown,) = get_reply_plan(clerk(), batch_id=batch.id, now=NOW).sheets
    assert {one.title for one in shown.columns if one.fixed} == {"序号", "姓名", "身份证号码", "联系电话"}
    name = {"index": 1, "title": "姓名", "answer": "result", "overwrite": True}

    def plan() -> ReplyPlan:
        sheets = [{"sheet": "", "columns": [name], "new": []}]
        return plan_reply(clerk(), batch_id=batch.id, sheets=sheets, level="village", version=0, now=NOW)

    assert refused(plan).code == "column_says_who"


def test_two_who_confirm_columns_at_once_do_not_write_over_each_other(batch: ListBatch) -> None:
    planned(batch)
    sheets = [{"sheet": "", "columns": [{"index": 7, "title": "核查结果", "answer": "result"}], "new": []}]
    with pytest.raises(Stale):
        plan_reply(clerk("li"), batch_id=batch.id, sheets=sheets, level="village", version=0, now=NOW)


def test_a_trial_counts_without_keeping_anything(batch: ListBatch) -> None:
    planned(batch)
    trial = try_reply(clerk(), batch_id=batch.id, now=NOW)
    assert (trial.cover.received, trial.cover.in_hand, trial.format_is_new) == (8, 6, False)
    assert not Reply.objects.exists()


# Clocks and figures


def test_what_is_due_within_two_hours_and_not_sent_is_named_per_unit(batch: ListBatch) -> None:
    due = batch.reply_due_at
    assert due is not None
    assert replies_due(due - timedelta(hours=3)) == []
    (one,) = replies_due(due - timedelta(hours=2))
    assert (one.batch_id, one.unit_id, one.due_at, one.rows) == (batch.id, batch.unit_id, due, 8)
    planned(batch)
    sent(drafted(batch))
    assert replies_due(due + timedelta(hours=1)) == []


def test_the_late_ones_stand_first(batch: ListBatch) -> None:
    later = answered_list(sheet(2), "第二批.csv")
    answered = answered_list(sheet(3), "第三批.csv")
    ListBatch.objects.filter(id=later.id).update(reply_due_at=NOW - timedelta(hours=1))
    ListBatch.objects.filter(id=answered.id).update(reply_due_at=NOW - timedelta(hours=5))
    planned(answered)
    sent(drafted(answered))
    found = list_replies(clerk(), event_id=batch.event_id, now=NOW)
    assert [one.batch_id for one in found] == [later.id, batch.id, answered.id]
    assert [one.went_late for one in found] == [False, False, True]


def test_the_rate_counts_rows_answered_in_time_of_rows_due(batch: ListBatch) -> None:
    found_here(tasks_of(batch)[0])
    planned(batch)
    sent(drafted(batch))
    due = batch.reply_due_at
    assert due is not None
    late = answered_list(sheet(4), "第二批.csv")
    planned(late)
    sent(drafted(late))
    Reply.objects.filter(batch=late).update(sent_at=due + timedelta(minutes=1))

    def figure() -> tuple[int, int]:
        made = PART.make(batch.event_id, "411100/", (CITY,), due + timedelta(hours=1))
        (one,) = [each for each in made if getattr(each, "indicator", "") == REPLIED]
        return one.numerator, one.denominator  # type: ignore[union-attr]

    assert figure() == (3, 12)  # here, repeated, wrong of eight; none of the four in time
