"""三查: the own sweep of the city."""

from datetime import date, timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.world import COUNTY, NOW, TOWNSHIP, actor_with, unit
from tests.world_sweep import (
    make_fixed,
    make_holes,
    make_places,
    make_sweep,
    open_event,
    other_village,
    photo,
    village,
)
from yanpan.base.events.models import Event
from yanpan.streams.verification.exchange.places import read_places
from yanpan.streams.verification.models import (
    HolePhoto,
    KeyPlace,
    PlaceSheet,
    Referral,
    Sweep,
    SweepVillage,
)
from yanpan.streams.verification.operations.sweep import (
    PlaceSaid,
    receive_places,
    record_visit,
    report_sentinel,
    send_referral,
)
from yanpan.streams.verification.operations.sweep.found import FoundPerson

CSV = "场所名称,类别,所在村,地址,负责人,联系电话\n{rows}"
COUNTED = {"seen": 9, "fever": 1, "sampled": 1, "referred": 1}


def a_sheet(count: int) -> PlaceSheet:
    open_event()
    rows = "\n".join(f"便民药店{one},药店,{village()},人民路,李某,0395-3131234" for one in range(count))
    return receive_places(
        actor_with("verification.receive_places"),
        unit_key=COUNTY,
        read=read_places(CSV.format(rows=rows).encode(), "重点场所.csv"),
        now=NOW,
    )


def referrals(count: int) -> list[Referral]:
    [pharmacy] = make_places(1)
    [clinic] = make_places(1, kind="fever_clinic", at=other_village())
    actor = actor_with("verification.send_referral")
    return [
        send_referral(actor, place_id=pharmacy.id, to_place_id=clinic.id, people=2, now=NOW)
        for _ in range(count)
    ]


@case("verification.add_place")
def _add_place(count: int) -> Arguments:
    open_event()
    return {"unit_key": village(), "said": PlaceSaid("hotel", "站前宾馆")}


@case("verification.change_place")
def _change_place(count: int) -> Arguments:
    return {"place_id": make_places(1)[0].id, "version": 1, "said": PlaceSaid("hotel", "站前宾馆")}


@case("verification.remove_place")
def _remove_place(count: int) -> Arguments:
    return {"place_id": make_places(1)[0].id, "version": 1, "reason": "已停业拆除"}


@case("verification.record_visit")
def _record_visit(count: int) -> Arguments:
    return {"place_id": make_places(1)[0].id, "version": 1, "result": "open", "broken": ["masks"]}


@case("verification.receive_places")
def _receive_places(count: int) -> Arguments:
    read = read_places(CSV.format(rows="便民药店,药店,,,,").encode(), "a.csv")
    return {"unit_key": COUNTY, "read": read}


@case("verification.import_places", grows=True)
def _import_places(count: int) -> Arguments:
    sheet = a_sheet(count)
    return {"sheet_id": sheet.id, "meant": [one["meant"] for one in sheet.columns], "kind": ""}


@case("verification.void_places")
def _void_places(count: int) -> Arguments:
    return {"sheet_id": a_sheet(1).id}


@case("verification.get_place_sheet")
def _get_place_sheet(count: int) -> Arguments:
    return {"sheet_id": a_sheet(3).id}


@case("verification.list_places", grows=True)
def _list_places(count: int) -> Arguments:
    make_places(count)
    return {"unit_path": unit(COUNTY).path, "wanted": "due", "kind": "", "page": 1}


@case("verification.count_places", grows=True)
def _count_places(count: int) -> Arguments:
    make_places(count)
    return {"unit_key": COUNTY}


@case("verification.get_place")
def _get_place(count: int) -> Arguments:
    return {"place_id": make_places(1)[0].id}


@case("verification.get_visit_photo")
def _get_visit_photo(count: int) -> Arguments:
    [place] = make_places(1)
    visit = record_visit(
        actor_with("verification.record_visit"),
        place_id=place.id,
        version=1,
        result="open",
        broken=[],
        photo=photo(),
        now=NOW,
    )
    return {"visit_id": visit.id}


@case("verification.open_sweep")
def _open_sweep(count: int) -> Arguments:
    open_event()
    return {
        "area_key": TOWNSHIP,
        "title": "摸排",
        "base": "roster",
        "base_source": "村民花名册",
        "from_on": date(2021, 8, 5),
        "to_on": date(2021, 8, 6),
    }


@case("verification.close_sweep")
def _close_sweep(count: int) -> Arguments:
    return {"sweep_id": make_sweep().id}


@case("verification.report_households")
def _report_households(count: int) -> Arguments:
    line = SweepVillage.objects.get(sweep=make_sweep(at=TOWNSHIP), unit__key=village())
    return {
        "village_id": line.id,
        "version": 1,
        "registered": 320,
        "reached": 120,
        "refused": 2,
        "exempt_by": {"empty": 8},
    }


@case("verification.list_sweeps", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_sweeps(count: int) -> Arguments:
    return {"event_id": make_sweep(at=TOWNSHIP).event_id}


@case("verification.get_sweep_board")
def _get_sweep_board(count: int) -> Arguments:
    return {"sweep_id": make_sweep().id, "unit_key": COUNTY}


@case("verification.get_sweep_village")
def _get_sweep_village(count: int) -> Arguments:
    return {"sweep_id": make_sweep(at=TOWNSHIP).id, "unit_key": village()}


@case("verification.report_person_found")
def _report_person_found(count: int) -> Arguments:
    open_event()
    person = FoundPerson("王某某", phone="13800001111", place="郑州市二七区", on=date(2021, 8, 2))
    return {
        "unit_key": village(),
        "found_as": "returnee",
        "person": person,
        "here": True,
        "measure": "cleared",
    }


@case("verification.report_sentinel")
def _report_sentinel(count: int) -> Arguments:
    [place] = make_places(1, kind="fever_clinic")
    return {"place_id": place.id, "number": 0, "numbers": COUNTED}


@case("verification.list_sentinels", grows=True)
def _list_sentinels(count: int) -> Arguments:
    for one in make_places(count, kind="fever_clinic"):
        report_sentinel(
            actor_with("verification.report_sentinel"), place_id=one.id, number=0, numbers=COUNTED, now=NOW
        )
    return {"event_id": open_event().id, "unit_path": unit(COUNTY).path, "page": 1}


@case("verification.get_sentinel")
def _get_sentinel(count: int) -> Arguments:
    [place] = make_places(1, kind="fever_clinic")
    return {"event_id": open_event().id, "place_id": place.id}


@case("verification.send_referral")
def _send_referral(count: int) -> Arguments:
    [pharmacy], [clinic] = make_places(1), make_places(1, kind="fever_clinic")
    return {"place_id": pharmacy.id, "to_place_id": clinic.id, "people": 1}


@case("verification.receive_referral")
def _receive_referral(count: int) -> Arguments:
    return {"referral_id": referrals(1)[0].id, "came": 2}


@case("verification.withdraw_referral")
def _withdraw_referral(count: int) -> Arguments:
    return {"referral_id": referrals(1)[0].id}


@case("verification.list_referrals", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_referrals(count: int) -> Arguments:
    referrals(count)
    return {"event_id": open_event().id, "wanted": "open", "page": 1}


@case("verification.report_hole")
def _report_hole(count: int) -> Arguments:
    open_event()
    return {
        "unit_key": village(),
        "spot": "村东口",
        "rule": "gate_unguarded",
        "severity": "grave",
        "photos": [photo()],
    }


@case("verification.assign_hole")
def _assign_hole(count: int) -> Arguments:
    return {
        "hole_id": make_holes(1)[0].id,
        "version": 1,
        "owner_key": TOWNSHIP,
        "due_at": NOW + timedelta(hours=2),
        "note": "村里没有人手",
    }


@case("verification.report_hole_fixed")
def _report_hole_fixed(count: int) -> Arguments:
    return {"hole_id": make_holes(1)[0].id, "version": 1, "photos": [photo()]}


@case("verification.recheck_hole")
def _recheck_hole(count: int) -> Arguments:
    return {"hole_id": make_fixed(1)[0].id, "version": 2, "holds": True}


@case("verification.list_holes", grows=True)
def _list_holes(count: int) -> Arguments:
    make_holes(count)
    return {"event_id": open_event().id, "unit_path": unit(COUNTY).path, "wanted": "", "page": 1}


@case("verification.count_holes", grows=True)
def _count_holes(count: int) -> Arguments:
    make_holes(count)
    return {"event_id": open_event().id, "unit_key": COUNTY}


@case("verification.get_hole")
def _get_hole(count: int) -> Arguments:
    return {"hole_id": make_fixed(1)[0].id}


@case("verification.get_hole_photo")
def _get_hole_photo(count: int) -> Arguments:
    make_holes(1)
    return {"photo_id": HolePhoto.objects.get().id}


@case("verification.ring_about_silence", elsewhere=Elsewhere.NOTHING, grows=True)
def _ring_about_silence(count: int) -> Arguments:
    make_sweep(now=NOW - timedelta(days=2))
    Sweep.objects.update(from_on=NOW.date() - timedelta(days=2))
    KeyPlace.objects.filter(id__in=[one.id for one in make_places(count)]).update(
        added_at=NOW - timedelta(days=2)
    )
    Event.objects.update(opened_at=NOW - timedelta(days=2))
    return {}


@case("verification.tend_sweep", elsewhere=Elsewhere.NOTHING, grows=True)
def _tend_sweep(count: int) -> Arguments:
    make_holes(count, now=NOW - timedelta(days=2))
    return {}
