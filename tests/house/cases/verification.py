"""三查."""

import io

from openpyxl import Workbook

from tests.house.case import Arguments, Elsewhere, case
from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    actor_with,
    make_event,
    make_list,
    make_people_sought,
    send,
    unit,
    villages_of,
)
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.exchange import ReadList, read_list
from yanpan.streams.verification.models import Outcome, VerificationTask
from yanpan.streams.verification.operations import receive_list

CLEARED: Arguments = {"where": "here", "contact": "met", "measure": "cleared"}


def a_list_file(count: int) -> ReadList:
    """A plain workbook of so many people, read as an upload is."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "姓名", "身份证号码", "联系电话", "现住址"])
    for one in range(count):
        sheet.append([one + 1, f"演练{one}", "", f"1390000{one:04d}", "召陵区"])
    kept = io.BytesIO()
    book.save(kept)
    return read_list(kept.getvalue(), "演练名单.xlsx")


def _at_village(count: int) -> tuple[str, list[VerificationTask]]:
    village = villages_of(COUNTY)[0].key
    return village, make_people_sought(count, at=village)


@case("verification.receive_list", grows=True)
def _receive_list(count: int) -> Arguments:
    make_event()
    return {
        "read": a_list_file(count),
        "unit_key": COUNTY,
        "source": "province",
        "sender": "省专班",
        "topic": "",
        "place": "南京",
        "window_from": None,
        "window_to": None,
    }


@case("verification.confirm_mapping", grows=True)
def _confirm_mapping(count: int) -> Arguments:
    batch = make_list(count, at=COUNTY, state="proposed", row_state="")
    return {"batch_id": batch.id, "mapping": {"": {"0": "name"}}, "version": 1}


@case("verification.void_list")
def _void_list(count: int) -> Arguments:
    return {"batch_id": make_list(1, at=COUNTY, state="proposed", row_state="").id, "reason": "传错了"}


@case("verification.release_list")
def _release_list(count: int) -> Arguments:
    return {"batch_id": make_list(1, at=COUNTY, state="held", row_state="").id, "reason": "已核对来源"}


@case("verification.release_rows", grows=True)
def _release_rows(count: int) -> Arguments:
    return {"batch_id": make_list(count, at=COUNTY, row_state="held").id, "reason": "有流调依据"}


@case("verification.hand_down", grows=True)
def _hand_down(count: int) -> Arguments:
    make_people_sought(count, at=COUNTY, target=TOWNSHIP)
    return {"unit_key": COUNTY}


@case("verification.send_again", grows=True)
def _send_again(count: int) -> Arguments:
    tasks = make_people_sought(count, at=COUNTY)
    return {"task_ids": [task.id for task in tasks], "to_unit_key": OTHER_COUNTY}


@case("verification.not_my_village")
def _not_my_village(count: int) -> Arguments:
    _, tasks = _at_village(1)
    return {"task_id": tasks[0].id, "right_unit_key": OTHER_COUNTY, "reason": "查无此人"}


@case("verification.call_the_late", grows=True)
def _call_the_late(count: int) -> Arguments:
    for village in villages_of(COUNTY)[:count]:
        make_people_sought(1, at=village.key)
    VerificationTask.objects.update(find_by=NOW.replace(hour=0))
    return {"unit_key": COUNTY}


@case("verification.record_outcome")
def _record_outcome(count: int) -> Arguments:
    _, tasks = _at_village(1)
    return {"task_id": tasks[0].id, "version": 1, **CLEARED}


@case("verification.enter_by_telephone")
def _enter_by_telephone(count: int) -> Arguments:
    _, tasks = _at_village(1)
    return {"task_id": tasks[0].id, "version": 1, "told_by": "村支书", **CLEARED}


@case("verification.get_board", grows=True)
def _get_board(count: int) -> Arguments:
    batch = make_list(count, at=COUNTY)
    return {"event_id": batch.event_id, "unit_path": unit(COUNTY).path}


@case("verification.list_batches", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_batches(count: int) -> Arguments:
    batches = [make_list(1, at=COUNTY, row_state="") for _ in range(count)]
    return {"event_id": batches[0].event_id}


@case("verification.get_batch", grows=True)
def _get_batch(count: int) -> Arguments:
    return {"batch_id": make_list(count, at=COUNTY).id}


@case("verification.list_rows", grows=True)
def _list_rows(count: int) -> Arguments:
    return {"batch_id": make_list(count, at=COUNTY).id, "state": "", "only_problems": False, "page": 1}


@case("verification.list_tasks", grows=True)
def _list_tasks(count: int) -> Arguments:
    tasks = make_people_sought(count, at=COUNTY)
    return {"event_id": tasks[0].event_id, "unit_path": unit(COUNTY).path, "wanted": "", "page": 1}


@case("verification.list_village", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_village(count: int) -> Arguments:
    village, _ = _at_village(count)
    return {"unit_key": village}


@case("verification.get_door")
def _get_door(count: int) -> Arguments:
    _, tasks = _at_village(1)
    return {"task_id": tasks[0].id}


@case("verification.count_waiting", elsewhere=Elsewhere.NOTHING)
def _count_waiting(count: int) -> Arguments:
    send(make_people_sought(count, at=CITY, target=TOWNSHIP), to=COUNTY)
    return {"unit_key": COUNTY}


@case("verification.list_arriving", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_arriving(count: int) -> Arguments:
    village = villages_of(COUNTY)[0].key
    send(make_people_sought(count, at=COUNTY, target=village), to=village)
    return {"unit_key": village}


@case("verification.preview_list", grows=True)
def _preview_list(count: int) -> Arguments:
    arguments = _receive_list(count)
    return {"batch_id": receive_list(actor_with("verification.receive_list"), now=NOW, **arguments).id}


@case("verification.list_outcomes", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_outcomes(count: int) -> Arguments:
    _, tasks = _at_village(1)
    here = unit(COUNTY)
    Outcome.objects.bulk_create(
        Outcome(id=fresh_id(NOW), task=tasks[0], where="here", at=NOW, by="x", unit=here)
        for _ in range(count)
    )
    return {"task_id": tasks[0].id}
