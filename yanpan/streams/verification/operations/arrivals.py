"""What became of those who were due: met, not there, gone elsewhere; who was not met in time is rung about."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.places.queries import city_unit, get_unit
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Arrival
from yanpan.streams.verification.queries.arrivals import not_met
from yanpan.streams.verification.rules.arrivals import ArrivalState, arrival_problems

NOT_MET = "verification_arrivals"


@operation(
    "verification.record_arrival",
    subject="arrival_id",
    records=("state", "condition", "to_unit_key"),
    words=("handed_by",),
)
def record_arrival(
    actor: Actor,
    *,
    arrival_id: UUID,
    state: str,
    version: int,
    now: datetime,
    condition: str = "",
    handed_by: str = "",
    note: str = "",
    to_unit_key: str = "",
) -> Arrival:
    """Say that somebody was met, did not come, or goes elsewhere; said again it corrects, and the audit keeps both.

    to_unit_key: the unit of the city that meets a diverted person instead; there the arrival is expected anew.
    Refused('arrival_incomplete', problems=…) says all; Stale: somebody else said something meanwhile.
    """
    mine = Arrival.objects.select_for_update().filter(under("unit__path", actor), event__closed_at=None)
    arrival = mine.filter(id=arrival_id).first()
    if arrival is None:
        raise Missing("arrival")
    if arrival.version != version:
        raise Stale("arrival_changed")
    if problems := arrival_problems(state, condition, handed_by, to_unit_key, note):
        raise Refused("arrival_incomplete", problems=",".join(one.value for one in problems))
    check_written_out(note)
    arrival.state, arrival.said_at, arrival.said_by = state, now, actor.name
    arrival.condition = condition if state == ArrivalState.RECEIVED else ""
    arrival.handed_by = handed_by.strip()[:60]
    arrival.note = Sealer(Arrival, now).seal("note", arrival.id, note.strip()[:400])
    if state == ArrivalState.DIVERTED and to_unit_key:
        arrival.unit_id, arrival.state = get_unit(to_unit_key).id, ArrivalState.EXPECTED.value
    arrival.version += 1
    arrival.save()
    return arrival


@operation("verification.call_for_arrivals", records=())
def call_for_arrivals(actor: Actor, *, now: datetime) -> int:
    """Put on the call list who says nothing two hours after somebody was due; who said what became of it leaves it."""
    city, event = city_unit(), current_event()
    actor.must_cover(city.path)
    silent = not_met(event.id, now).filter(state=ArrivalState.EXPECTED)
    counted = silent.values_list("unit_id").annotate(people=Count("id")).order_by("unit_id")
    calls = [Call(unit_id, NOT_MET, {"people": people}, urgency="topic") for unit_id, people in counted]
    return keep_calls(calls, matter=NOT_MET, under_path=city.path, now=now)
