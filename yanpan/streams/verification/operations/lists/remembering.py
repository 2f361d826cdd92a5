"""The memory of a sender's layout: every confirmation that differs makes a new version, none is changed."""

from collections.abc import Sequence
from datetime import datetime

from yanpan.base.places.models import Unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import ListBatch, SourceLayout
from yanpan.streams.verification.rules.layouts import says_the_same, to_remember
from yanpan.streams.verification.rules.lists import same_name

COMPARED_VERSIONS = 20


def layouts_of(unit_id: int, source: str, sender: str) -> list[SourceLayout]:
    """The newest versions of this sender's layouts, the last first; however the name was written."""
    known = SourceLayout.objects.filter(unit_id=unit_id, source=source)
    names = [one for one in known.values_list("sender", flat=True).distinct() if same_name(one, sender)]
    return list(known.filter(sender__in=names).order_by("-version")[:COMPARED_VERSIONS])


def remember(batch: ListBatch, *, by: str, now: datetime) -> int:
    """The version that says what was confirmed: a known one that is the same, else a new one."""
    # Two lists of one sender confirmed at once: the second finds the version and the rows of the first (HC-19).
    Unit.objects.select_for_update(no_key=True).get(id=batch.unit_id)
    known = layouts_of(batch.unit_id, batch.source, batch.sender)
    newest = known[0] if known else None
    sheets, colours = to_remember(batch.layout), _colours_known(newest, batch)
    if newest and newest.colours == colours and (same := _same(known, sheets)):
        return same.version
    made = SourceLayout.objects.create(
        id=fresh_id(now),
        unit_id=batch.unit_id,
        source=batch.source,
        sender=newest.sender if newest else batch.sender,
        version=newest.version + 1 if newest else 1,
        sheets=sheets,
        colours=colours,
        confirmed_by=by,
        confirmed_at=now,
    )
    return made.version


def _same(known: Sequence[SourceLayout], sheets: list[dict[str, object]]) -> SourceLayout | None:
    return next((one for one in known if says_the_same(one.sheets, sheets)), None)


def _colours_known(newest: SourceLayout | None, batch: ListBatch) -> list[dict[str, str]]:
    """What was said of colours, now and before; the latest word counts."""
    said = {one["colour"]: one for one in (newest.colours if newest else [])}
    for one in batch.colours:
        said[one["colour"]] = {name: one[name] for name in ("colour", "meaning", "note")}
    return [said[colour] for colour in sorted(said)]
