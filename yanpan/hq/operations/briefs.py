"""研判材料 on its way to the signature: its figures are those of the cut-off, which nobody changes."""

from datetime import datetime
from uuid import UUID

from yanpan.base.documents.keeping import Draft, correct, draft, locked
from yanpan.base.documents.models import Document
from yanpan.base.documents.rules import ENDED, NUMBERED
from yanpan.base.gate import Actor, operation
from yanpan.base.indicators.models import CutOff
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import BriefPaper
from yanpan.kernel.errors import Missing, Stale

KIND = "brief"


@operation("hq.draft_brief", subject="cut_off_id")
def draft_brief(actor: Actor, *, cut_off_id: UUID, now: datetime) -> BriefPaper:
    """The brief of these figures as a paper to be checked and signed; of a later version, it corrects the earlier.

    Raises Missing for another headquarters' figures, Stale('brief_is_drafted') where there is one already.
    """
    cut_off = CutOff.objects.filter(id=cut_off_id, unit__path__in=actor.units).select_related("unit", "event")
    found = cut_off.select_for_update(of=("self",)).first()
    if found is None:
        raise Missing("cut_off")
    there = BriefPaper.objects.filter(cut_off=found).select_related("document").first()
    if there and there.document.state not in ENDED:
        raise Stale("brief_is_drafted")
    said = Draft(
        f"{found.unit.name}研判材料（{found.on:%Y-%m-%d} {found.name}）"[:120],
        {"cut_off": str(found.id), "digest": found.digest, "version": found.version},
    )
    made = _drafted(actor, found, said, now)
    if there:
        there.document = made
        there.save(update_fields=["document"])
        return there
    return BriefPaper.objects.create(id=fresh_id(now), cut_off=found, document=made)


def _drafted(actor: Actor, cut_off: CutOff, said: Draft, now: datetime) -> Document:
    earlier = BriefPaper.objects.filter(
        cut_off__event_id=cut_off.event_id,
        cut_off__unit_id=cut_off.unit_id,
        cut_off__name=cut_off.name,
        cut_off__on=cut_off.on,
        cut_off__version__lt=cut_off.version,
        document__state__in=NUMBERED,
    )
    before = earlier.order_by("-cut_off__version").first()
    if before:
        return correct(locked(before.document_id), said, by=actor.name, now=now)
    return draft(cut_off.unit_id, KIND, said, by=actor.name, drill=cut_off.event.drill, now=now)
