"""Persons found by a sweep: rows of the village's own list of the day, taken in as any list is."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yanpan.base.events.queries import EventView, current_event, event_view
from yanpan.base.gate import Actor, operation
from yanpan.base.jobs.running import enqueue
from yanpan.base.places.queries import UnitView, view_unit, visible_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.sending import Parcel, call_back, send_many
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.exchange import PersonRow, problems_of
from yanpan.streams.verification.exchange.typed import layout_of
from yanpan.streams.verification.intake import take_rows
from yanpan.streams.verification.models import ListBatch, ListRow, VerificationTask
from yanpan.streams.verification.operations.answers import Given
from yanpan.streams.verification.operations.answers.given import checked
from yanpan.streams.verification.operations.answers.recording import record
from yanpan.streams.verification.operations.handing_out import first_stop
from yanpan.streams.verification.queries.opening import fields_of
from yanpan.streams.verification.rules import CHECK_OF_SOURCE, Source
from yanpan.streams.verification.rules.sweep import FOUND_WORDS, FoundAs, found_problems

WAY = "found"


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody as the finder wrote it down; place and on: where the person comes from, and the last day there."""

    name: str
    id_number: str = ""
    phone: str = ""
    address: str = ""
    place: str = ""
    on: date | None = None

    def fields(self, found_as: str) -> dict[str, str]:
        said = {
            "name": self.name,
            "id_number": self.id_number,
            "phone": self.phone,
            "address": self.address,
            "reason": FOUND_WORDS[FoundAs(found_as)],
            "exposed_place": self.place,
            "exposed_on": self.on.isoformat() if self.on else "",
        }
        return {name: text.strip()[:120] for name, text in said.items() if text.strip()}


@operation(
    "verification.report_person_found",
    subject="unit_key",
    records=("found_as", "here", "measure", "deciding_body", "document_number"),
    words=("deciding_body", "document_number"),
)
def report_person_found(
    actor: Actor,
    *,
    unit_key: str,
    found_as: str,
    person: FoundPerson,
    here: bool,
    now: datetime,
    measure: str = "",
    deciding_body: str = "",
    document_number: str = "",
) -> ListRow:
    """A person found becomes a row of source own_sweep, to be seen to by the finder's unit.

    here: the person stands there: measure and its body are the answer, given as soon as the row has its task.
    Raises Refused('found_incomplete', problems=…), Refused('outcome_incomplete', problems=…).
    """
    unit, event = visible_unit(actor, unit_key), current_event()
    today = now.astimezone(CITY_TIME).date()
    numbers = (person.id_number, person.phone)
    if problems := found_problems(found_as, person.name, numbers, person.place, person.on, today):
        raise Refused("found_incomplete", problems=",".join(one.value for one in problems))
    check_written_out(person.name, *numbers, person.address, person.place)
    answer = {"measure": measure, "deciding_body": deciding_body, "document_number": document_number}
    if here:
        checked(_given(answer), now)
    batch, fields = _list_of_the_day(actor, unit, event, today, now), person.fields(found_as)
    if same := _said_before(batch, fields):
        return same
    row = _row(batch, fields, event, now)
    enqueue(
        actor,
        "verification.take_in_found",
        now=now,
        batch_id=str(batch.id),
        row_id=str(row.id),
        **({"answer": answer} if here else {}),
    )
    return row


def _given(answer: Mapping[str, str]) -> Given:
    """What the finder says of who stands there."""
    return Given(
        where="here",
        contact="met",
        measure=answer["measure"],
        deciding_body=answer["deciding_body"],
        document_number=answer["document_number"],
    )


def _list_of_the_day(actor: Actor, unit: UnitView, event: EventView, today: date, now: datetime) -> ListBatch:
    """One list per unit and day: a list for each person would bury the lists of others."""
    digest = hashlib.sha256(f"{Source.OWN_SWEEP.value}|{unit.key}|{today}".encode()).hexdigest()
    living = ListBatch.objects.select_for_update(of=("self",)).exclude(state="void")
    batch = living.filter(event_id=event.id, file_digest=digest).first()
    return batch or ListBatch.objects.create(
        id=fresh_id(now),
        event_id=event.id,
        unit_id=unit.id,
        kind="typed",
        source=Source.OWN_SWEEP.value,
        sender=unit.name[:80],
        file_name=f"{unit.name} {today.isoformat()}",
        file_digest=digest,
        content_gone_at=now,
        check_kind=CHECK_OF_SOURCE[Source.OWN_SWEEP],
        received_at=now,
        received_by=actor.name,
        state="taken_in",
        layout=layout_of(0),
    )


def _said_before(batch: ListBatch, fields: dict[str, str]) -> ListRow | None:
    """The same words sent twice."""
    return next((row for row in batch.rows.all() if fields_of(row) == fields), None)


def _row(batch: ListBatch, fields: dict[str, str], event: EventView, now: datetime) -> ListRow:
    batch.person_rows += 1
    batch.layout = layout_of(batch.person_rows)
    batch.save(update_fields=["person_rows", "layout"])
    row = PersonRow("", batch.person_rows, fields, tuple(problems_of(fields)))
    take_rows(batch, [row], pack=event.pack, now=now, limit=1)
    return batch.rows.get(number=batch.person_rows)


def settle_found(actor: Actor, row_id: UUID, answer: Mapping[str, str] | None, now: datetime) -> None:
    """Once the row has its task: it is the finder's, and answered if the person stood there.

    A person somebody else has in hand goes on to the finder's unit, which signs for it; who is answered for
    already stays so, and the row stands beside the others.
    """
    row = ListRow.objects.select_related("batch__unit").get(id=row_id)
    if row.state != "accepted" or row.task_id is None:
        return
    tasks = VerificationTask.objects.select_for_update(of=("self",)).select_related("custody", "person")
    task, there = tasks.get(id=row.task_id), view_unit(row.batch.unit)
    if task.standing != "in_hand":
        return
    if task.target_id != there.id or not row.duplicate:
        task.target_id, task.routed_by = there.id, WAY
        task.save(update_fields=["target", "routed_by"])
    if task.custody_id != there.id:
        call_back(actor, FindPerson.REQUEST, [task.id], now=now)
        here = view_unit(task.custody)
        parcel = Parcel(task.id, here, first_stop(here, there), task.urgency, WAY)
        send_many(actor, FindPerson.REQUEST, [parcel], event=event_view(task.event_id), now=now)
    elif answer is not None:
        record(actor, task, _given(answer), way=WAY, now=now)
