"""Records from phones."""

from datetime import timedelta
from uuid import UUID

from tests.house.case import Arguments, Elsewhere, case
from tests.world import COUNTY, NOW, villages_of
from yanpan.base.accounts.models import Phone, PhoneSlip
from yanpan.base.gate import Actor
from yanpan.base.sync.models import FieldDevice, FieldRecord
from yanpan.base.sync.operations import receive_records
from yanpan.base.sync.records import ReadRecord
from yanpan.base.vault.randomness import fresh_id

DEVICE = UUID("01980000-0000-7000-8000-000000000001")


def make_phone(village_key: str) -> tuple[Phone, Actor]:
    """The enrolled phone of a village, and who acts through it."""
    village = next(one for one in villages_of(COUNTY) if one.key == village_key)
    slip = PhoneSlip.objects.create(
        id=fresh_id(NOW),
        unit=village,
        code_digest=fresh_id(NOW).hex,
        pin_hash="",
        printed_at=NOW,
        expires_at=NOW,
    )
    phone = Phone.objects.create(
        id=fresh_id(NOW),
        slip=slip,
        unit=village,
        label="test",
        token_digest=fresh_id(NOW).hex,
        pin_hash="",
        enrolled_at=NOW,
        seen_at=NOW,
    )
    return phone, Actor(
        name="phone",
        permissions=frozenset({"sync.receive_records"}),
        units=(village.path,),
        account_id=phone.id,
    )


def some_records(count: int, *, first: int = 1) -> list[ReadRecord]:
    """Acknowledgements of nothing: kept, whatever becomes of them."""
    return [
        ReadRecord(fresh_id(NOW), "tasks.acknowledge_handovers", NOW, number, 0, None, {"payload": {}})
        for number in range(first, first + count)
    ]


def _kept(count: int, state: str) -> list[FieldRecord]:
    _, actor = make_phone(villages_of(COUNTY)[0].key)
    receive_records(actor, device_id=DEVICE, announced=count, records=some_records(count), now=NOW)
    FieldRecord.objects.update(state=state)
    return list(FieldRecord.objects.order_by("sequence"))


@case(
    "sync.receive_records",
    elsewhere=Elsewhere.FREE,
    why="what a phone sends is kept under its own unit, wherever that is",
    grows=True,
)
def _receive_records(count: int) -> Arguments:
    phone, actor = make_phone(villages_of(COUNTY)[0].key)
    receive_records(actor, device_id=DEVICE, announced=1, records=some_records(1), now=NOW)
    records = some_records(count, first=2)
    return {"device_id": DEVICE, "announced": count, "records": records, "account_id": phone.id}


@case("sync.take_record")
def _take_record(count: int) -> Arguments:
    return {"record_id": _kept(1, "conflict")[0].id, "version": 1}


@case("sync.put_away_record")
def _put_away_record(count: int) -> Arguments:
    return {"record_id": _kept(1, "conflict")[0].id, "reason": "已电话核实"}


@case("sync.show_overdue", elsewhere=Elsewhere.NOTHING, grows=True)
def _show_overdue(count: int) -> Arguments:
    _kept(count, "held")
    FieldRecord.objects.update(received_at=NOW - timedelta(days=2))
    return {}


@case("sync.list_records", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_records(count: int) -> Arguments:
    _kept(count, "conflict")
    return {}


@case("sync.count_records", elsewhere=Elsewhere.NOTHING)
def _count_records(count: int) -> Arguments:
    _kept(count, "refused")
    return {}


@case("sync.get_record")
def _get_record(count: int) -> Arguments:
    return {"record_id": _kept(1, "conflict")[0].id}


@case("sync.list_devices", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_devices(count: int) -> Arguments:
    _kept(1, "accepted")
    first = FieldDevice.objects.get()
    FieldDevice.objects.bulk_create(
        FieldDevice(
            id=fresh_id(NOW),
            owner=fresh_id(NOW),
            device=DEVICE,
            unit=first.unit,
            owner_name="phone",
            announced=2,
            first_seen_at=NOW,
            seen_at=NOW,
        )
        for _ in range(count)
    )
    return {}
