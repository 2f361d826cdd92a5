"""三查: lists as they arrive."""

from datetime import date, timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.house.cases.verification import a_list_file
from tests.world import COUNTY, NOW, actor_with, make_event, make_list, unit
from yanpan.base.documents.attachments import CleanFile
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import ListBatch, SourceLayout
from yanpan.streams.verification.operations import Letter, LetterPerson, receive_list, type_letter

LETTER = Letter("扬州市疫情防控指挥部", "关于协查的函", "", "contact", "扬州市", date(2021, 8, 1))


def _letter(count: int) -> Arguments:
    return {
        "unit_key": COUNTY,
        "letter": LETTER,
        "persons": [LetterPerson(name="演练某") for one in range(count)],
        "scan": CleanFile("image/jpeg", b"a faxed page"),
        "as_written": False,
    }


def _typed() -> ListBatch:
    make_event()
    typist = actor_with("verification.type_letter", unit_key=COUNTY)
    return type_letter(typist, now=NOW, **_letter(1))


def make_layouts(count: int) -> list[SourceLayout]:
    """So many senders, each with one version of a layout."""
    columns = [{"index": 0, "title": "姓名", "field": "name", "read_as": "name"}]
    return SourceLayout.objects.bulk_create(
        SourceLayout(
            id=fresh_id(NOW),
            unit=unit(COUNTY),
            source="other_city",
            sender=f"第{one}市",
            version=1,
            sheets=[{"sheet": "", "columns": columns}],
            confirmed_by="clerk",
            confirmed_at=NOW,
        )
        for one in range(count)
    )


@case("verification.type_letter", grows=True)
def _type_letter(count: int) -> Arguments:
    make_event()
    return _letter(count)


@case("verification.enter_letter_number")
def _enter_letter_number(count: int) -> Arguments:
    return {"batch_id": _typed().id, "number": "扬防指函〔2021〕8号"}


@case("verification.get_letter_scan")
def _get_letter_scan(count: int) -> Arguments:
    return {"batch_id": _typed().id}


@case("verification.call_for_numbers", elsewhere=Elsewhere.NOTHING, grows=True)
def _call_for_numbers(count: int) -> Arguments:
    for _ in range(count):
        batch = make_list(1, at=COUNTY, row_state="")
        ListBatch.objects.filter(id=batch.id).update(kind="typed", number_due_at=NOW)
    return {}


@case("verification.destroy_files", elsewhere=Elsewhere.NOTHING, grows=True)
def _destroy_files(count: int) -> Arguments:
    for _ in range(count):
        batch = make_list(1, at=COUNTY, row_state="")
        ListBatch.objects.filter(id=batch.id).update(keep_until=NOW - timedelta(hours=1))
    return {}


@case("verification.get_file_with_problems", grows=True)
def _get_file_with_problems(count: int) -> Arguments:
    make_event()
    batch = receive_list(
        actor_with("verification.receive_list", unit_key=COUNTY),
        read=a_list_file(count),
        unit_key=COUNTY,
        source="province",
        sender="省专班",
        topic="",
        place="南京",
        window_from=None,
        window_to=None,
        now=NOW,
    )
    return {"batch_id": batch.id}


@case("verification.count_row_problems", grows=True)
def _count_row_problems(count: int) -> Arguments:
    batch = make_list(count, at=COUNTY)
    batch.rows.update(problems=["phone:phone_missing"])
    return {"batch_id": batch.id}


@case("verification.list_layouts", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_layouts(count: int) -> Arguments:
    make_layouts(count)
    return {}


@case("verification.get_layout")
def _get_layout(count: int) -> Arguments:
    return {"layout_id": make_layouts(1)[0].id}


@case("verification.get_name_as_sent")
def _get_name_as_sent(count: int) -> Arguments:
    return _get_file_with_problems(1)


def _typed_by_somebody() -> ListBatch:
    """Taken in, by whoever asks now."""
    batch = make_list(1, at=COUNTY, source="other_city")
    ListBatch.objects.filter(id=batch.id).update(kind="typed", received_by=f"somebody@{COUNTY}")
    return batch


@case("verification.get_letter_as_typed")
def _get_letter_as_typed(count: int) -> Arguments:
    batch = _typed()
    ListBatch.objects.filter(id=batch.id).update(received_by=f"somebody@{COUNTY}")
    return {"batch_id": batch.id}


@case("verification.correct_typed_letter")
def _correct_letter(count: int) -> Arguments:
    given = _letter(1)
    del given["unit_key"]
    return {**given, "batch_id": _typed_by_somebody().id, "reason": "证号录错一位"}


@case("verification.ask_to_withdraw_letter")
def _ask_to_withdraw_letter(count: int) -> Arguments:
    return {"batch_id": _typed_by_somebody().id, "reason": "发错城市"}


@case("verification.decide_letter_withdrawal")
def _decide_letter_withdrawal(count: int) -> Arguments:
    batch = _typed_by_somebody()
    ListBatch.objects.filter(id=batch.id).update(
        withdrawal_asked_by="typist", withdrawal_reason="发错城市", received_by="typist"
    )
    return {"batch_id": batch.id, "agreed": True}
