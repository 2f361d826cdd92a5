"""What columns and colours mean, as a person says it; then the list is taken in, or held for a second clerk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Sum

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, operation
from yanpan.base.jobs.running import enqueue
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.queries import get_unit
from yanpan.base.vault.masks import carries_identifier
from yanpan.kernel.errors import Refused, Stale
from yanpan.streams.verification.exchange import field_named
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.operations.lists.finding import batch_to_change
from yanpan.streams.verification.operations.lists.remembering import remember
from yanpan.streams.verification.rules import SUPERVISION, needs_second_clerk
from yanpan.streams.verification.rules.layouts import ColourMeaning
from yanpan.streams.verification.rules.lists import SPLIT_WITHIN, counts_together, same_name

SUSPECTED_CUT = "suspected_cut"
LONGEST_NOTE = 40
_LET_IN = ("confirmed", "held", "taken_in")


@dataclass(frozen=True, slots=True)
class ColourSaid:
    """meaning: nothing, leave_out or mark; note: in the clerk's words, shown beside marked rows."""

    meaning: str
    note: str = ""


@operation("verification.confirm_mapping", subject="batch_id", records=("version", "cut_confirmed"))
def confirm_mapping(
    actor: Actor,
    *,
    batch_id: UUID,
    mapping: Mapping[str, Mapping[str, str]],
    version: int,
    now: datetime,
    colours: Mapping[str, ColourSaid] | None = None,
    cut_confirmed: bool = False,
) -> ListBatch:
    """What each column and colour means, as a person confirmed it; then the list is taken in by a job.

    mapping: sheet → column index → field; what is left out stays as proposed. colours: each colour of the file must
    be said. cut_confirmed: the sender was asked whether a file that ends where a spreadsheet ends is whole. What
    was confirmed is remembered for the sender. A list of a source outside health with more rows than the pack
    allows is held for a second clerk (HC-19).
    """
    batch = batch_to_change(actor, batch_id)
    if batch.state != "proposed" or batch.version != version:
        raise Stale("batch_changed", state=batch.state)
    if batch.content_gone_at:
        raise Stale("file_gone")
    if SUSPECTED_CUT in batch.warnings and not cut_confirmed:
        raise Refused("cut_not_confirmed")
    batch.layout = _confirmed_layout(batch.layout, mapping)
    batch.colours = _confirmed_colours(batch.colours, colours or {})
    batch.cut_confirmed, batch.version = cut_confirmed, batch.version + 1
    batch.layout_version = remember(batch, by=actor.name, now=now)
    _let_in_or_hold(actor, batch, now)
    batch.save(
        update_fields=["layout", "colours", "cut_confirmed", "version", "layout_version", "state", "job"]
    )
    return batch


def _let_in_or_hold(actor: Actor, batch: ListBatch, now: datetime) -> None:
    pack = event_view(batch.event_id).pack
    if needs_second_clerk(batch.source, _rows_of_a_day(batch), pack.second_clerk_above_rows):
        batch.state = "held"
        _tell_supervision(batch, now)
    else:
        batch.state = "confirmed"
        batch.job = enqueue(actor, "verification.take_in", now=now, batch_id=str(batch.id)).id


def _rows_of_a_day(batch: ListBatch) -> int:
    """With what the same sender brought within 24 hours: a list cut in parts is one list (HC-19)."""
    if not counts_together(batch.source):
        return batch.person_rows
    others = ListBatch.objects.filter(
        event_id=batch.event_id,
        source=batch.source,
        state__in=_LET_IN,
        received_at__gt=batch.received_at - SPLIT_WITHIN,
    ).exclude(id=batch.id)
    by_sender = others.values_list("sender").annotate(brought=Sum("person_rows"))
    return batch.person_rows + sum(
        int(brought) for sender, brought in by_sender if same_name(sender, batch.sender)
    )


def _tell_supervision(batch: ListBatch, now: datetime) -> None:
    """A large list from outside health is stopped: the supervision force hears of it (HC-19)."""
    force = get_unit(SUPERVISION)
    make_calls([Call(force.id, "list_held", {"rows": batch.person_rows, "source": batch.source})], now=now)


def _confirmed_layout(
    layout: list[dict[str, Any]], mapping: Mapping[str, Mapping[str, str]]
) -> list[dict[str, Any]]:
    """Raises Refused: unknown sheet, column or field, a field given twice, nobody would be named."""
    if unknown := set(mapping) - {str(sheet["sheet"]) for sheet in layout}:
        raise Refused("no_such_sheet", sheets=", ".join(sorted(unknown)))
    return [_confirmed_sheet(sheet, mapping.get(str(sheet["sheet"]), {})) for sheet in layout]


_NAMING = frozenset({"name", "id_number", "phone", "passport"})
_MANY = frozenset({"unknown", "remark", "outcome", "address", "household_address", "reason"})


def _confirmed_sheet(sheet: dict[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
    columns = sheet["columns"]
    known = {str(column["index"]) for column in columns}
    if unknown := sorted(set(chosen) - known):
        raise Refused("no_such_column", columns=", ".join(unknown))
    confirmed = [
        column | {"field": field_named(chosen[str(column["index"])]).value, "sure": True}
        if str(column["index"]) in chosen
        else column
        for column in columns
    ]
    fields = [column["field"] for column in confirmed]
    if twice := sorted({one for one in fields if one not in _MANY and fields.count(one) > 1}):
        raise Refused("field_given_twice", fields=", ".join(twice), sheet=str(sheet["sheet"]))
    if not _NAMING & set(fields):
        raise Refused("nobody_named_by_mapping", sheet=str(sheet["sheet"]))
    return sheet | {"columns": confirmed}


def _confirmed_colours(
    asked: Sequence[dict[str, Any]], said: Mapping[str, ColourSaid]
) -> list[dict[str, Any]]:
    """Raises Refused: a colour of the file nobody said, one the file has not, a meaning that does not exist."""
    if unknown := sorted(set(said) - {one["colour"] for one in asked}):
        raise Refused("no_such_colour", colours=", ".join(unknown)[:80])
    if unsaid := [one["colour"] for one in asked if one["colour"] not in said]:
        raise Refused("colour_not_said", colours=", ".join(unsaid))
    for one in said.values():
        if one.meaning not in set(ColourMeaning):
            raise Refused("no_such_meaning_of_a_colour", meaning=one.meaning[:40])
        if carries_identifier(one.note):
            raise Refused("identifier_in_free_text", field="note")
    return [
        one
        | {
            "meaning": said[one["colour"]].meaning,
            "note": said[one["colour"]].note.strip()[:LONGEST_NOTE],
        }
        for one in asked
    ]
