"""A paper's way: drafted → checked → numbered and signed → issued → acknowledged; void or corrected at any time.

Called inside operations of the rooms, never alone. Every function takes a `Document` that `locked` gave, so that
two steps never pass each other. What a signed paper says never changes; who errs corrects it by a later number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from yanpan.base.documents.models import Attachment, Document, NumberSeries
from yanpan.base.documents.office_wordings import newest_wording
from yanpan.base.documents.reading import fixed_by, says
from yanpan.base.documents.rules import (
    CHANNELS,
    NUMBERED,
    URGENCIES,
    State,
    body_of,
    check_checker,
    check_signer,
    check_state,
    kinds,
    number_text,
)
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.masks import carries_identifier
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.canonical import canonical_json
from yanpan.kernel.errors import Missing, Refused, Stale


@dataclass(frozen=True, slots=True)
class Draft:
    """What a paper is to say. title: names nobody; text: plain JSON values, everything the paper is set from."""

    title: str
    text: Mapping[str, Any]
    urgency: str = ""


def draft(body_id: int, kind: str, said: Draft, *, by: str, drill: bool, now: datetime) -> Document:
    """A new draft of a body. Refused: unknown_kind_of_paper, unknown_urgency, identifier_in_free_text."""
    if kind not in kinds():
        raise Refused("unknown_kind_of_paper", kind=kind[:24])
    document = Document(
        id=fresh_id(now), body_id=body_id, kind=kind, drill=drill, drafted_by=by, drafted_at=now
    )
    _write(document, said, now)
    document.save(force_insert=True)
    return document


def _write(document: Document, said: Draft, now: datetime) -> None:
    if said.urgency not in URGENCIES:
        raise Refused("unknown_urgency", urgency=said.urgency[:12])
    if carries_identifier(said.title):
        raise Refused("identifier_in_free_text", field="title")
    document.title, document.urgency = said.title[:120], said.urgency
    document.wording_version, document.wording = newest_wording(document.body_id, document.kind)
    document.text = Sealer(Document, now).seal("text", document.id, canonical_json(dict(said.text)).decode())


def locked(document_id: UUID) -> Document:
    """The paper, nobody else's to change until the operation ends. Missing."""
    found = Document.objects.select_for_update(of=("self",)).filter(id=document_id).first()
    if found is None:
        raise Missing("document")
    return found


def redraft(document: Document, said: Draft, *, by: str, now: datetime) -> None:
    """Write a draft anew; a check made before is void with it. Stale once it is signed."""
    check_state(document.state, State.DRAFTED, State.CHECKED)
    _write(document, said, now)
    document.state, document.drafted_by, document.drafted_at = State.DRAFTED.value, by, now
    document.checked_by, document.checked_at = "", None
    _save(document)


def check(document: Document, *, by: str, now: datetime) -> None:
    """核稿. Refused('another_person_checks') for who drafted it."""
    check_state(document.state, State.DRAFTED)
    check_checker(by, document.drafted_by)
    document.state, document.checked_by, document.checked_at = State.CHECKED.value, by, now
    document.sent_back = ""
    _save(document)


def send_back(document: Document, *, reason: str, by: str) -> None:
    """退回: to be written again, with what is wrong."""
    check_state(document.state, State.DRAFTED, State.CHECKED)
    if not reason.strip():
        raise Refused("reason_needed")
    document.state, document.checked_by, document.checked_at = State.DRAFTED.value, "", None
    document.sent_back = f"{reason.strip()[:150]} ({by})"[:200]
    _save(document)


def sign(document: Document, *, by: str, now: datetime) -> None:
    """签发: a third person signs; the next number of the body, kind and year is given, and the text is fixed.

    A number is given once and none is left out: the counter's row stays locked until the operation is over.
    """
    check_state(document.state, State.CHECKED)
    check_signer(by, document.drafted_by, document.checked_by)
    document.text_digest = fixed_by(document, says(document))
    document.year = now.astimezone(CITY_TIME).year
    document.sequence = _next_number(document.body_id, document.kind, document.year, document.drill)
    body = body_of(document.body.key, document.body.name)
    document.number = number_text(body, document.kind, document.year, document.sequence, drill=document.drill)
    document.state, document.signed_by, document.signed_at = State.SIGNED.value, by, now
    _save(document)
    if document.corrects_id:
        _replace(locked(document.corrects_id), document, by=by, now=now)


def _next_number(body_id: int, kind: str, year: int, drill: bool) -> int:
    series, _ = NumberSeries.objects.get_or_create(body_id=body_id, kind=kind, year=year, drill=drill)
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    return NumberSeries.objects.values_list("last", flat=True).get(pk=series.pk)


def _replace(old: Document, new: Document, *, by: str, now: datetime) -> None:
    """更正: the earlier paper keeps its number and names the one that replaces it."""
    check_state(old.state, *(State(one) for one in NUMBERED))
    old.state, old.replaced_by, old.ended_by, old.ended_at = State.CORRECTED.value, new, by, now
    _save(old)


def issue(document: Document, *, channel: str, by: str, now: datetime) -> None:
    """印发: it has gone out by this channel."""
    check_state(document.state, State.SIGNED)
    if channel not in CHANNELS:
        raise Refused("unknown_channel", channel=channel[:12])
    document.state, document.channel = State.ISSUED.value, channel
    document.issued_by, document.issued_at = by, now
    _save(document)


def acknowledge(document: Document, *, at: datetime) -> None:
    """The receiver has answered for it. A second time changes nothing."""
    if document.state == State.ACKNOWLEDGED:
        return
    check_state(document.state, State.ISSUED)
    document.state, document.acknowledged_at = State.ACKNOWLEDGED.value, at
    _save(document)


def void(document: Document, *, reason: str, by: str, now: datetime) -> None:
    """作废: it keeps its number, if it has one, and is never used again."""
    if document.state in (State.VOID, State.CORRECTED):
        raise Stale("document_moved_on", state=document.state)
    if not reason.strip():
        raise Refused("reason_needed")
    document.state, document.reason = State.VOID.value, reason.strip()[:200]
    document.ended_by, document.ended_at = by, now
    _save(document)


def correct(document: Document, said: Draft, *, by: str, now: datetime) -> Document:
    """更正: a new draft that takes this paper's place once it is signed. Refused while one is being written."""
    check_state(document.state, *(State(one) for one in NUMBERED))
    if document.corrections.exclude(state=State.VOID.value).exists():
        raise Stale("correction_is_being_written")
    made = draft(document.body_id, document.kind, said, by=by, drill=document.drill, now=now)
    made.corrects = document
    made.save(update_fields=["corrects"])
    return made


def keep_scan(document: Document, scan: Attachment) -> None:
    """The stamped paper as it went out."""
    if document.state not in NUMBERED:
        raise Stale("document_moved_on", state=document.state)
    document.scan = scan
    _save(document)


def _save(document: Document) -> None:
    document.version += 1
    document.save()
