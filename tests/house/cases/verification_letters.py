"""协查函 and receipts."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.world import COUNTY, NOW, make_list
from tests.world_letters import (
    FACTS,
    FORCE,
    FOUND,
    ZHENGZHOU,
    letter_desk,
    make_letter,
    make_outside,
    persons_of,
    receipt_row,
    sheet_of_receipts,
)
from yanpan.base.documents.attachments import CleanFile
from yanpan.base.events.models import Event
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.models import ListRow, ReceiptSheet
from yanpan.streams.verification.operations.letters import (
    enter_receipt,
    keep_letter_scan,
    receive_receipts,
)

SCAN = CleanFile("image/jpeg", b"\xff\xd8\xff a page")


def _step(state: str, count: int = 1) -> Arguments:
    letter = make_letter(count, state=state)
    return {"letter_id": letter.id, "version": letter.document.version}


def _people(letter_state: str, count: int) -> Arguments:
    letter = make_letter(count, state=letter_state)
    task_ids = [one.task_id for one in persons_of(letter)]
    return {
        "letter_id": letter.id,
        "version": letter.document.version,
        "city": ZHENGZHOU,
        "task_ids": task_ids,
        "facts": FACTS,
    }


@case("verification.list_people_outside", at=FORCE, elsewhere=Elsewhere.NOTHING, grows=True)
def _list_people_outside(count: int) -> Arguments:
    return {"event_id": make_outside(count)[0].event_id, "page": 1}


@case("verification.open_people_outside", at=FORCE, grows=True)
def _open_people_outside(count: int) -> Arguments:
    return {"task_ids": [task.id for task in make_outside(count)]}


@case("verification.draft_letter", at=FORCE, grows=True)
def _draft_letter(count: int) -> Arguments:
    return {"city": ZHENGZHOU, "task_ids": [task.id for task in make_outside(count)], "facts": FACTS}


@case("verification.redraft_letter", at=FORCE, grows=True)
def _redraft_letter(count: int) -> Arguments:
    return _people("drafted", count)


@case("verification.correct_letter", at=FORCE, grows=True)
def _correct_letter(count: int) -> Arguments:
    return _people("issued", count)


@case("verification.check_letter", at=FORCE)
def _check_letter(count: int) -> Arguments:
    return _step("drafted")


@case("verification.send_back_letter", at=FORCE)
def _send_back_letter(count: int) -> Arguments:
    return _step("checked") | {"reason": "缺车次"}


@case("verification.sign_letter", at=FORCE, grows=True)
def _sign_letter(count: int) -> Arguments:
    return _step("checked", count)


@case("verification.issue_letter", at=FORCE, grows=True)
def _issue_letter(count: int) -> Arguments:
    return _step("signed", count) | {"channel": "fax"}


@case("verification.void_letter", at=FORCE, grows=True)
def _void_letter(count: int) -> Arguments:
    return _step("issued", count) | {"reason": "人员已在我市找到"}


@case("verification.keep_letter_scan", at=FORCE)
def _keep_letter_scan(count: int) -> Arguments:
    return {"letter_id": make_letter(state="signed").id, "scan": SCAN}


@case(
    "verification.call_late_letters",
    at=FORCE,
    elsewhere=Elsewhere.NOTHING,
    grows=True,
)
def _call_late_letters(count: int) -> Arguments:
    for _ in range(count):
        letter = make_letter(state="issued")
        letter.answer_by = NOW.replace(hour=0)
        letter.save(update_fields=["answer_by"])
    return {}


@case("verification.note_letter_call", at=FORCE)
def _note_letter_call(count: int) -> Arguments:
    return {"letter_id": make_letter(state="issued").id, "answer": "promised"}


@case("verification.enter_receipt", at=FORCE)
def _enter_receipt(count: int) -> Arguments:
    person = persons_of(make_letter(state="issued"))[0]
    return {"person_id": person.id, "seen": 0, "said": FOUND, "received_at": None, "scan": None}


def _sheet(count: int) -> bytes:
    letter = make_letter(count, state="issued")
    return sheet_of_receipts([receipt_row(letter, number) for number in range(1, count + 1)])


@case("verification.receive_receipts", at=FORCE)
def _receive_receipts(count: int) -> Arguments:
    return {"read": read_list(_sheet(1), "回执.xlsx"), "sender": "郑州市"}


def _kept_sheet(count: int) -> Arguments:
    read = read_list(_sheet(count), "回执.xlsx")
    return {"sheet_id": receive_receipts(letter_desk(), read=read, sender="郑州市", now=NOW).id}


@case("verification.confirm_receipts", at=FORCE)
def _confirm_receipts(count: int) -> Arguments:
    return _kept_sheet(1) | {"rows": ["0:2"]}


@case("verification.put_away_receipts", at=FORCE)
def _put_away_receipts(count: int) -> Arguments:
    return _kept_sheet(1) | {"reason": "发错文件"}


@case("verification.forget_receipt_sheets", at=FORCE, elsewhere=Elsewhere.NOTHING, grows=True)
def _forget_receipt_sheets(count: int) -> Arguments:
    for _ in range(count):
        _kept_sheet(1)
    ReceiptSheet.objects.update(received_at=NOW - timedelta(hours=73))
    return {}


@case("verification.list_receipt_sheets", at=FORCE, elsewhere=Elsewhere.NOTHING, grows=True)
def _list_receipt_sheets(count: int) -> Arguments:
    for _ in range(count):
        _kept_sheet(1)
    event = Event.objects.filter(closed_at=None).first()
    assert event is not None
    return {"event_id": event.id}


@case("verification.get_receipt_sheet", at=FORCE, grows=True)
def _get_receipt_sheet(count: int) -> Arguments:
    return _kept_sheet(count)


@case("verification.list_letters", at=FORCE, elsewhere=Elsewhere.NOTHING, grows=True)
def _list_letters(count: int) -> Arguments:
    letters = [make_letter() for _ in range(count)]
    return {"event_id": letters[0].event_id, "wanted": "", "page": 1}


@case("verification.count_letters", at=FORCE, elsewhere=Elsewhere.NOTHING, grows=True)
def _count_letters(count: int) -> Arguments:
    letters = [make_letter() for _ in range(count)]
    return {"event_id": letters[0].event_id}


@case("verification.get_letter_card", at=FORCE)
def _get_letter_card(count: int) -> Arguments:
    return {"letter_id": make_letter(count).id}


@case("verification.get_letter", at=FORCE, grows=True)
def _get_letter(count: int) -> Arguments:
    return {"letter_id": make_letter(count, state="issued").id}


@case("verification.read_before_signing", at=FORCE)
def _read_before_signing(count: int) -> Arguments:
    return {"letter_id": make_letter(count, state="checked").id}


@case("verification.get_letter_paper", at=FORCE)
def _get_letter_paper(count: int) -> Arguments:
    return {"letter_id": make_letter(1, state="signed").id}


@case("verification.open_letter_scan", at=FORCE)
def _open_letter_scan(count: int) -> Arguments:
    letter = make_letter(state="signed")
    keep_letter_scan(letter_desk(), letter_id=letter.id, scan=SCAN, now=NOW)
    return {"letter_id": letter.id}


@case("verification.open_receipt_scan", at=FORCE)
def _open_receipt_scan(count: int) -> Arguments:
    person = persons_of(make_letter(state="issued"))[0]
    made = enter_receipt(
        letter_desk(), person_id=person.id, seen=0, said=FOUND, received_at=None, scan=SCAN, now=NOW
    )
    return {"receipt_id": made.id}


@case("verification.get_answer_as_receipt", at=COUNTY)
def _get_answer_as_receipt(count: int) -> Arguments:
    batch = make_list(min(count, 3), at=COUNTY, source="other_city")
    assert ListRow.objects.filter(batch=batch, task__isnull=False).exists()
    return {"batch_id": batch.id}
