"""What phones say of this room, shown beside what stands now: the pages of the frame ask here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yanpan.base.gate import Actor
from yanpan.kernel.errors import Missing
from yanpan.shell.field_answers import BothAnswers, Line, register_shown
from yanpan.streams.verification.queries import DoorView, get_door
from yanpan.streams.verification.templatetags.verification_words import (
    CONTACTS,
    MEASURES,
    OBSTACLES,
    STANDINGS,
    WHERES,
    Words,
    word_in,
)

_TAPS: tuple[tuple[str, Any, Words], ...] = (
    ("where", _("What was found"), WHERES),
    ("contact", _("How the person was reached"), CONTACTS),
    ("obstacle", _("Why not reached"), OBSTACLES),
    ("measure", _("What follows"), MEASURES),
    ("deciding_body", _("Who decided"), {}),
    ("document_number", _("Document number"), {}),
    ("note", _("Note"), {}),
)
_KINDS: Words = {"call": _("Rang, nobody answered"), "visit": _("Went there, nobody at home")}


def _task(actor: Actor, payload: Mapping[str, Any], now: datetime) -> DoorView | None:
    """None: not the actor's, not any more, or no task at all."""
    try:
        return get_door(actor, task_id=UUID(str(payload.get("task_id"))), now=now)
    except (Missing, ValueError):
        return None


def _said(payload: Mapping[str, Any]) -> tuple[Line, ...]:
    return tuple(
        (label, word_in(words, str(payload[name]))) for name, label, words in _TAPS if payload.get(name)
    )


def _stands(task: DoorView) -> tuple[Line, ...]:
    taps = {name: getattr(task, name, "") for name, _label, _words in _TAPS}
    return ((_("Standing"), word_in(STANDINGS, task.standing)), *_said(taps))


def _both(task: DoorView | None, said: tuple[Line, ...], payload: Mapping[str, Any]) -> BothAnswers:
    if task is None:
        return BothAnswers(str(payload.get("task_id", ""))[-6:], said, None)
    title = f"{task.person.short_code} {task.person.name}".strip()
    address = reverse("verification:door", args=[task.id])
    return BothAnswers(title, said, _stands(task), task.version, address)


def show_outcome(actor: Actor, payload: Mapping[str, Any], now: datetime) -> BothAnswers:
    """An answer on somebody to be found."""
    return _both(_task(actor, payload, now), _said(payload), payload)


def show_attempt(actor: Actor, payload: Mapping[str, Any], now: datetime) -> BothAnswers:
    """A try that found nobody."""
    said = ((_("Tried"), word_in(_KINDS, str(payload.get("kind")))),)
    return _both(_task(actor, payload, now), said, payload)


def show_signed(actor: Actor, payload: Mapping[str, Any], now: datetime) -> BothAnswers:
    """Hand-overs signed for while there was no network; they stand under Hand-overs."""
    count = len(payload.get("handover_ids", ()))
    address = reverse("shell:handovers") if actor.may("tasks.list_waiting") else ""
    return BothAnswers(str(_("Hand-overs")), ((_("Signed for"), str(count)),), (), 0, address)


register_shown("verification.record_outcome", _("What was found"), show_outcome)
register_shown("verification.note_attempt", _("Tried, nobody there"), show_attempt)
register_shown("tasks.acknowledge_handovers", _("Signed for hand-overs"), show_signed)
