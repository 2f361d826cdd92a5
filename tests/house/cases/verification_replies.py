"""三查: replies in the sender's own sheet, and the words of each sender."""

from tests.house.case import Arguments, Elsewhere, case
from tests.house.cases.verification import a_list_file
from tests.world import CITY, COUNTY, NOW, actor_with, make_event
from yanpan.base.gate import Actor
from yanpan.streams.verification.models import ListBatch, Reply
from yanpan.streams.verification.operations import (
    check_reply,
    confirm_mapping,
    draft_reply,
    keep_sender_words,
    plan_reply,
    receive_list,
)
from yanpan.streams.verification.tests.lists import worked_on

RIGHTS = ("receive_list", "confirm_mapping", "plan_reply", "draft_reply", "check_reply", "keep_sender_words")
WORDS: Arguments = {"unit_key": COUNTY, "source": "province", "sender": "省专班"}


def _desk(name: str = "drafter") -> Actor:
    made = actor_with(*(f"verification.{one}" for one in RIGHTS), unit_key=COUNTY)
    return Actor(name=name, permissions=made.permissions, units=made.units)


def _taken_in(count: int) -> ListBatch:
    make_event()
    batch = receive_list(
        _desk(),
        read=a_list_file(count),
        unit_key=COUNTY,
        source="province",
        sender="省专班",
        topic="",
        place="南京",
        window_from=None,
        window_to=NOW.date(),
        reply_due=True,
        now=NOW,
    )
    confirmed = confirm_mapping(
        _desk(),
        batch_id=batch.id,
        mapping={},
        version=batch.version,
        now=NOW,
    )
    return worked_on(confirmed)


def _plan(batch: ListBatch) -> Arguments:
    sheets = [{"sheet": one["sheet"], "columns": [], "new": ["result", "address"]} for one in batch.layout]
    return {"batch_id": batch.id, "sheets": sheets, "level": "village", "version": 0}


def _planned(count: int) -> ListBatch:
    batch = _taken_in(count)
    plan_reply(_desk(), now=NOW, **_plan(batch))
    return batch


def _drafted(count: int) -> Reply:
    return draft_reply(
        _desk(),
        batch_id=_planned(count).id,
        kind="first",
        reason="",
        says_in_hand=True,
        now=NOW,
    )


@case("verification.get_reply_plan", grows=True)
def _get_reply_plan(count: int) -> Arguments:
    return {"batch_id": _taken_in(count).id}


@case("verification.plan_reply", grows=True)
def _plan_reply(count: int) -> Arguments:
    return _plan(_taken_in(count))


@case("verification.try_reply", grows=True)
def _try_reply(count: int) -> Arguments:
    return {"batch_id": _planned(count).id}


@case("verification.draft_reply", grows=True)
def _draft_reply(count: int) -> Arguments:
    return {"batch_id": _planned(count).id, "kind": "first", "reason": "", "says_in_hand": False}


@case("verification.check_reply")
def _check_reply(count: int) -> Arguments:
    return {"reply_id": _drafted(1).id, "version": 1}


@case("verification.withdraw_reply")
def _withdraw_reply(count: int) -> Arguments:
    return {"reply_id": _drafted(1).id, "version": 1, "reason": "列选错了"}


@case("verification.mark_reply_sent")
def _mark_reply_sent(count: int) -> Arguments:
    reply = _drafted(1)
    checked = check_reply(_desk("checker"), reply_id=reply.id, version=1, now=NOW)
    return {"reply_id": reply.id, "version": checked.version, "channel": "platform", "note": ""}


@case("verification.get_reply", grows=True)
def _get_reply(count: int) -> Arguments:
    return {"reply_id": _drafted(count).id}


@case("verification.list_reply_versions", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_reply_versions(count: int) -> Arguments:
    return {"batch_id": _drafted(count).batch_id}


@case("verification.list_replies", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_replies(count: int) -> Arguments:
    return {"event_id": _drafted(count).batch.event_id}


@case("verification.download_reply", grows=True)
def _download_reply(count: int) -> Arguments:
    reply = _drafted(count)
    return {"batch_id": reply.batch_id, "reply_id": reply.id}


@case("verification.download_reply_with_results", grows=True)
def _download_reply_with_results(count: int) -> Arguments:
    return _download_reply(count)


@case("verification.keep_sender_words")
def _keep_sender_words(count: int) -> Arguments:
    return {**WORDS, "words": {"here": "在漯"}, "version": 0}


@case("verification.get_sender_words")
def _get_sender_words(count: int) -> Arguments:
    return dict(WORDS)


@case("verification.list_sender_words", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_sender_words(count: int) -> Arguments:
    for number in range(count):
        keep_sender_words(
            _desk(),
            unit_key=COUNTY,
            source="province",
            sender=f"发函单位{number}",
            words={},
            version=0,
            now=NOW,
        )
    return {}


@case("verification.forget_replies", at=CITY, elsewhere=Elsewhere.NOTHING, grows=True)
def _forget_replies(count: int) -> Arguments:
    reply = _drafted(count)
    ListBatch.objects.filter(id=reply.batch_id).update(content=b"", content_gone_at=NOW)
    return {}
