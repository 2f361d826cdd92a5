"""A witnessed purge, in steps that may run again; and what is looked at every day."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Max

from yanpan.base.documents.exports import ended_exports
from yanpan.base.documents.models import Attachment, Export
from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.jobs.running import Step, work
from yanpan.base.policy.retention import retention_rule
from yanpan.base.vault.certificates import Destroyed, issue_certificate
from yanpan.base.vault.destroyed import note_destroyed
from yanpan.base.vault.models import DataKey
from yanpan.base.vault.rotation import (
    ROWS_PER_STEP,
    destroy_key,
    idle_keys,
    reseal,
    retire_key,
    sealed_models,
)
from yanpan.base.vault.sweeping import sweep, write_over_what_is_deleted
from yanpan.streams.verification.intake import matching
from yanpan.streams.verification.models import ListBatch, Purge, PurgeItem, ReceiptSheet, Reply
from yanpan.streams.verification.operations.exports import destroy_exports
from yanpan.streams.verification.operations.retention.destroying import (
    Gone,
    destroy_people,
    destroy_rows,
    destroy_words,
)
from yanpan.streams.verification.operations.retention.rounds import destroy_idle_keys, say_what_is_due
from yanpan.streams.verification.queries.retention.due import still_due

GROUPS_PER_STEP = 200
# Values of megabytes: few at a time.
_LARGE = {model._meta.db_table for model in (Attachment, Export, ListBatch, ReceiptSheet, Reply)}
_LARGE_PER_STEP = 20


def make_ready(arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> None:
    """Outside the step's transaction: pages are zeroed as they are freed, and at the end the files are rewritten."""
    write_over_what_is_deleted()
    if cursor.get("phase") == "certificate":
        purge = Purge.objects.get(id=UUID(str(arguments["purge_id"])))
        _note_for_older_backups(purge)
        swept = sweep({*purge.counts, *purge.keys})
        Purge.objects.filter(id=purge.id).update(swept=swept)


def _note_for_older_backups(purge: Purge) -> None:
    """Ids of what is gone, outside the database, before the purge forgets them itself."""
    for kind, is_row in (("person", False), ("row", True)):
        gone = purge.items.filter(gone=True, is_row=is_row)
        note_destroyed(kind, gone.order_by("number").values_list("subject", flat=True))


@work("verification.purge", before=make_ready)
def purge_step(actor: Actor, arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> Step:
    """Persons and rows, then the keys they lay under, then the certificate."""
    purge = Purge.objects.select_for_update().get(id=UUID(str(arguments["purge_id"])))
    total = purge.items.aggregate(last=Max("number"))["last"] or 0
    phase = cursor.get("phase", "items")
    if phase == "items":
        return _destroy_items(purge, int(cursor.get("number", 0)), total, now)
    if phase == "keys":
        return _destroy_keys(purge, cursor, total, now)
    _certify(purge, now)
    return Step(total, total, finished=True)


def _destroy_items(purge: Purge, after: int, total: int, now: datetime) -> Step:
    items = list(purge.items.filter(number__gt=after, number__lte=after + GROUPS_PER_STEP).order_by("number"))
    if not items:
        if purge.rule == "rest_of_event":
            _note(purge, destroy_words(purge.event_id, now=now))
            purge.save(update_fields=["counts", "keys"])
        queue = [[table, key] for table in sorted(purge.keys) for key in purge.keys[table]]
        return Step(total, total, finished=False, cursor={"phase": "keys", "queue": queue})
    chosen = _still_to_go(purge, items)
    people = [one.subject for one in chosen if not one.is_row]
    rows = [one.subject for one in chosen if one.is_row]
    _note(purge, destroy_people(people, now=now), destroy_rows(rows, now=now))
    purge.spared += len(items) - len(chosen)
    purge.save(update_fields=["counts", "keys", "spared"])
    purge.items.filter(id__in=[one.id for one in chosen]).update(gone=True)
    number = items[-1].number
    return Step(number, total, finished=False, cursor={"phase": "items", "number": number})


def _still_to_go(purge: Purge, items: list[PurgeItem]) -> list[PurgeItem]:
    """A group one of whose records is wanted again is spared whole."""
    people = [one.subject for one in items if not one.is_row]
    free = still_due(event_view(purge.event_id), purge.rule, purge.due_at, people)
    chosen: list[PurgeItem] = []
    for _, group in groupby(items, key=lambda one: one.number):
        together = list(group)
        if all(one.is_row or one.subject in free for one in together):
            chosen.extend(together)
    return chosen


def _note(purge: Purge, *what: Gone) -> None:
    for gone in what:
        for table, count in gone.counts.items():
            purge.counts[table] = purge.counts.get(table, 0) + count
        for table, keys in gone.keys.items():
            purge.keys[table] = sorted({*purge.keys.get(table, []), *(f"{key:016x}" for key in keys)})


def _destroy_keys(purge: Purge, cursor: dict[str, Any], total: int, now: datetime) -> Step:
    """One key a step at most: retired, then what lives on sealed anew, then gone."""
    queue = list(cursor["queue"])
    if not queue:
        _let_go(purge, idle_keys(now))
        return Step(total, total, finished=False, cursor={"phase": "certificate"})
    table, key = queue[0][0], int(queue[0][1], 16)
    state = DataKey.objects.filter(id=key).values_list("retired_at", flat=True)
    if not state:  # gone already, with another table's purge or before a fault
        return Step(total, total, finished=False, cursor={"phase": "keys", "queue": queue[1:]})
    if state[0] is None:
        retire_key(key, now=now)
        return Step(total, total, finished=False, cursor=cursor)
    after = UUID(cursor["after"]) if cursor.get("after") else None
    limit = _LARGE_PER_STEP if table in _LARGE else ROWS_PER_STEP
    last = reseal(sealed_models()[table], key, now=now, after=after, limit=limit)
    if last is not None:
        return Step(
            total, total, finished=False, cursor={"phase": "keys", "queue": queue, "after": str(last)}
        )
    _let_go(purge, [key])
    return Step(total, total, finished=False, cursor={"phase": "keys", "queue": queue[1:]})


def _let_go(purge: Purge, keys: list[int]) -> None:
    """The key is gone; the certificate will name it."""
    for key in DataKey.objects.filter(id__in=keys).order_by("table", "month", "id"):
        purge.keys_gone = [*purge.keys_gone, [key.table, key.month, f"{key.id:016x}"]]
        purge.old_keys += 0 if destroy_key(key.id) else 1
    purge.save(update_fields=["keys_gone", "old_keys"])


def _certify(purge: Purge, now: datetime) -> None:
    """The purge is over: its ids are kept as one digest, nothing else."""
    what = Destroyed(
        matter="verification.purge",
        about=event_view(purge.event_id).name,
        rule=purge.rule,
        basis=retention_rule(purge.rule).basis,
        signed_by=purge.proposed_by,
        signed_at=purge.proposed_at,
        witnessed_by=purge.witnessed_by,
        witnessed_at=purge.witnessed_at,
        subjects=purge.items.filter(gone=True).values_list("subject", flat=True),
        counts=purge.counts,
        keys=[(table, month, int(key, 16)) for table, month, key in purge.keys_gone],
        old_keys=purge.old_keys,
        swept=purge.swept,
    )
    purge.certificate = issue_certificate(what, now=now)
    purge.state, purge.ended_at = "done", now
    purge.save(update_fields=["certificate", "state", "ended_at"])
    purge.items.all().delete()


@work("verification.forget_register")
def forget_register(actor: Actor, arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> Step:
    """In the worker's own process: nothing of a destroyed register stays in its memory."""
    matching.forget_register()
    return Step(1, 1, finished=True)


# Rounds


@every(timedelta(hours=24), "verification.purge_due", rights=("verification.say_what_is_due",))
def look_at_what_is_due(actor: Actor, now: datetime) -> None:
    """Every day it is said how much is due to be destroyed; destroying is two persons' act."""
    say_what_is_due(actor, now=now)


@every(timedelta(hours=24), "verification.idle_keys", rights=("verification.destroy_idle_keys",))
def let_idle_keys_go(actor: Actor, now: datetime) -> None:
    """Keys of months past under which nothing lies any more."""
    if idle_keys(now):
        destroy_idle_keys(actor, now=now)


@every(timedelta(minutes=30), "verification.ended_exports", rights=("verification.destroy_exports",))
def let_exports_go(actor: Actor, now: datetime) -> None:
    """Exported files go after 72 hours."""
    if ended_exports(now).exists():
        destroy_exports(actor, now=now)
