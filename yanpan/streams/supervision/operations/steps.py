"""What every write about a finding does: find it, check whose turn it is, keep the step."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.gate import Actor
from yanpan.base.places.models import Unit
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.streams.supervision.models import Finding, FindingPhoto, FindingStep
from yanpan.streams.supervision.queries.findings import of_the_actor
from yanpan.streams.supervision.rules.findings import MOST_PHOTOS, State, Step

HEADQUARTERS = ("city", "county")


def body_of_actor(actor: Actor) -> Unit:
    """The headquarters the actor inspects for. Refused('no_headquarters') for a task force or a village."""
    body = Unit.objects.filter(path=actor.home, kind__in=HEADQUARTERS).first()
    if body is None:
        raise Refused("no_headquarters")
    return body


def taken(actor: Actor, finding_id: UUID, version: int, *states: State) -> Finding:
    """Locked. Missing elsewhere; Stale if somebody acted on it meanwhile, or it stands elsewhere by now."""
    finding = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("unit", "owner", "body", "site", "fixing_unit")
        .filter(of_the_actor(actor), id=finding_id)
        .first()
    )
    if finding is None:
        raise Missing("finding")
    if finding.version != version or finding.state not in states:
        raise Stale("finding_moved_on", state=finding.state)
    return finding


def taken_by_its_body(actor: Actor, finding_id: UUID, version: int, *states: State, right: str) -> Finding:
    """For the headquarters that found it, or the one above. NotPermitted for others who see it."""
    finding = taken(actor, finding_id, version, *states)
    if not actor.covers(finding.body.path):
        raise NotPermitted(right)
    return finding


def taken_by_its_owner(actor: Actor, finding_id: UUID, version: int, *states: State) -> Finding:
    """For the owner, or a unit below it: who orders does not answer for itself."""
    finding = taken(actor, finding_id, version, *states)
    if not actor.home.startswith(finding.owner.path):
        raise Refused("owner_puts_it_right", unit=finding.owner.name)
    return finding


def kept(
    actor: Actor,
    finding: Finding,
    step: Step,
    now: datetime,
    *fields: str,
    note: str = "",
    photos: Sequence[CleanFile] = (),
) -> Finding:
    """The finding as it stands now, and the step that led there."""
    finding.version += 1
    finding.save(update_fields=[*fields, "version"])
    write_step(actor, finding, step, now, note=note, photos=photos)
    return finding


def write_step(
    actor: Actor,
    finding: Finding,
    step: Step,
    now: datetime,
    *,
    note: str = "",
    photos: Sequence[CleanFile] = (),
) -> None:
    """Raises Refused('masked_value_written_back'), Refused('finding_too_many_photos')."""
    check_written_out(note)
    if len(photos) > MOST_PHOTOS:
        raise Refused("finding_too_many_photos")
    step_id = fresh_id(now)
    made = FindingStep.objects.create(
        id=step_id,
        finding=finding,
        number=finding.version,
        step=step.value,
        note=Sealer(FindingStep, now).seal("note", step_id, note.strip()[:500]),
        at=now,
        by=actor.name,
    )
    for photo in photos:
        file = keep_attachment(finding.unit_id, photo, by=actor.name, now=now)
        FindingPhoto.objects.create(id=fresh_id(now), step=made, kept=file)
