"""Finding an item to change, and the line each change leaves."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.gate import Actor, under
from yanpan.base.vault.masks import carries_identifier, check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.hq.models import Item, ItemFile, ItemStep
from yanpan.hq.rules.items import ItemState, Step
from yanpan.kernel.errors import Missing, Refused, Stale


def item_to_change(
    actor: Actor, item_id: UUID, side: str, *states: ItemState, version: int | None = None
) -> Item:
    """Locked. side: 'unit' for who gave it out, 'owner' for who does it.

    Missing where it is elsewhere; Stale('item_moved_on') in another state, Stale('item_changed') where somebody
    has written it since the page with this version was shown.
    """
    item = Item.objects.select_for_update(of=("self",)).filter(under(f"{side}__path", actor), id=item_id)
    found = item.select_related("owner", "unit", "event", "sheet").first()
    if found is None:
        raise Missing("item")
    if found.state not in states:
        raise Stale("item_moved_on", state=found.state)
    if version is not None and found.version != version:
        raise Stale("item_changed")
    return found


def written(text: str, field: str, most: int) -> str:
    """Free text as it is kept: no person's number, nothing masked. Refused."""
    if carries_identifier(text):
        raise Refused("identifier_in_free_text", field=field)
    check_written_out(text)
    return text.strip()[:most]


def changed(
    actor: Actor,
    item: Item,
    step: Step,
    now: datetime,
    *fields: str,
    note: str = "",
    files: Sequence[CleanFile] = (),
) -> Item:
    """Save these fields with the next version, and the step in the chain."""
    item.version += 1
    item.save(update_fields=[*fields, "version"])
    add_step(actor, item, step, now, note=note, files=files)
    return item


def add_step(
    actor: Actor, item: Item, step: Step, now: datetime, *, note: str = "", files: Sequence[CleanFile] = ()
) -> ItemStep:
    made = step_of(item, step, actor.name, now, note=written(note, "note", 500))
    made.save(force_insert=True)
    for file in files:
        kept = keep_attachment(item.owner_id, file, by=actor.name, now=now)
        ItemFile.objects.create(id=fresh_id(now), step=made, kept=kept)
    return made


def step_of(item: Item, step: Step, by: str, now: datetime, *, note: str = "") -> ItemStep:
    """Not saved yet; its number is the version the item has now."""
    step_id = fresh_id(now)
    return ItemStep(
        id=step_id,
        item=item,
        number=item.version,
        step=step.value,
        note=Sealer(ItemStep, now).seal("note", step_id, note),
        at=now,
        by=by,
    )
