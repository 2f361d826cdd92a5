"""Applications and corrections as their desks see them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yanpan.base.gate import Actor, query
from yanpan.base.places.queries import city_unit
from yanpan.base.vault.masks import mask_name
from yanpan.base.vault.sealing import unseal
from yanpan.streams.verification.models import Application, Correction

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """One application: short code, who asks by which document, by when it is answered."""

    id: UUID
    short_code: str
    name: str
    relation: str
    document: str
    last_four: str
    proof: str
    asked_at: datetime
    asked_of: str
    answer_by: date
    answered_at: datetime | None
    late: bool
    open_corrections: int


@query("verification.list_applications")
def list_applications(actor: Actor, *, now: datetime) -> list[ApplicationView]:
    """What was asked: the unanswered first, by their day; at most 200. For the desk of the city."""
    if not actor.covers(city_unit().path):
        return []
    found = Application.objects.select_related("person").prefetch_related("corrections")
    shown = sorted(
        found.order_by("-asked_at")[:MOST_SHOWN], key=lambda one: (one.answered_at is not None, one.answer_by)
    )
    return [_view(one, now) for one in shown]


def _view(one: Application, now: datetime) -> ApplicationView:
    return ApplicationView(
        one.id,
        one.person.short_code,
        mask_name(unseal(one.person, "name")),
        one.relation,
        one.document,
        one.last_four,
        one.proof,
        one.asked_at,
        one.asked_of,
        one.answer_by,
        one.answered_at,
        one.answered_at is None and one.answer_by < now.date(),
        sum(not correction.answer for correction in one.corrections.all()),
    )


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What an applicant says is wrong, in the own words; due_at: its clock."""

    id: UUID
    short_code: str
    kind: str
    said: str
    asked_at: datetime
    due_at: datetime
    late: bool
    answer: str
    reason: str
    answered_by: str


@query("verification.list_corrections")
def list_corrections(actor: Actor, *, now: datetime) -> list[CorrectionView]:
    """What is asked to be put right: the open ones first, by their clock; at most 200. For the city."""
    if not actor.covers(city_unit().path):
        return []
    found = Correction.objects.select_related("application__person").order_by("answer", "due_at", "id")
    return [
        CorrectionView(
            one.id,
            one.application.person.short_code,
            one.kind,
            unseal(one, "said"),
            one.asked_at,
            one.due_at,
            not one.answer and one.due_at < now,
            one.answer,
            one.reason,
            one.answered_by,
        )
        for one in found[:MOST_SHOWN]
    ]
