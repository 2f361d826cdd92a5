"""A letter to be changed: of the actor's units, locked with its paper."""

from uuid import UUID

from yanpan.base.documents.keeping import locked
from yanpan.base.documents.models import Document
from yanpan.base.gate import Actor, under
from yanpan.kernel.errors import Missing, Stale
from yanpan.streams.verification.models import Letter


def letter_to_change(actor: Actor, letter_id: UUID, version: int | None = None) -> tuple[Letter, Document]:
    """Missing elsewhere; Stale('document_moved_on') if the paper is not as the person saw it."""
    found = Letter.objects.select_for_update(of=("self",)).filter(under("unit__path", actor), id=letter_id)
    letter = found.first()
    if letter is None:
        raise Missing("letter")
    document = locked(letter.document_id)
    if version is not None and document.version != version:
        raise Stale("document_moved_on", state=document.state)
    letter.document = document
    return letter, document
