"""Letters as figures: number, city, step, clock. No person, no line in the audit."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from yanpan.base.documents.reading import DocumentView, view_document
from yanpan.base.documents.rules import ENDED
from yanpan.base.gate import Actor, query, under
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import Letter, LetterPerson, VerificationTask
from yanpan.streams.verification.queries.letters.outside import people_outside
from yanpan.streams.verification.queries.living import living_ids
from yanpan.streams.verification.rules import Standing

PAGE = 50
OUT = Q(document__state="issued", answered_at=None) & ~Q(purpose="withdraw")
STEPS: dict[str, Q] = {
    "sent_back": Q(document__state="drafted") & ~Q(document__sent_back=""),
    "to_check": Q(document__state="drafted", document__sent_back=""),
    "to_sign": Q(document__state="checked"),
    "to_send": Q(document__state="signed"),
    "out": OUT,
    "late": OUT,
    "answered": Q(answered_at__isnull=False) & ~Q(document__state__in=ENDED),
    "ended": Q(document__state__in=ENDED),
    "": Q(),
}
_IN_THE_CITY = [one.value for one in Standing if one not in (Standing.HANDED_ON, Standing.DUPLICATE)]


@dataclass(frozen=True, slots=True)
class LetterCard:
    """One letter (C1). open: persons without a receipt; found_here: of them, who is no longer outside."""

    id: UUID
    document: DocumentView
    purpose: str
    city: str
    city_name: str
    hours: int
    persons: int
    open: int
    found_here: int
    answer_by: datetime | None
    answered_at: datetime | None
    late: bool
    their_phone: str
    called_at: datetime | None
    call_answer: str
    follows: UUID | None
    followers: tuple[UUID, ...]

    @property
    def is_ended(self) -> bool:
        return self.document.state in ENDED


def _cards(actor: Actor) -> QuerySet[Letter]:
    return (
        Letter.objects.filter(under("unit__path", actor))
        .select_related("document__body", "document__corrects", "document__replaced_by")
        .prefetch_related("followers")
        .annotate(open=Count("persons", filter=Q(persons__result="")))
    )


def _shown(letters: Iterable[Letter], now: datetime) -> list[LetterCard]:
    found = list(letters)
    here = _found_here(one.id for one in found)
    return [_card(one, here[one.id], now) for one in found]


def _found_here(letter_ids: Iterable[UUID]) -> Counter[UUID]:
    """By letter: who is in the city after all, while the other city still looks; each as the record that counts."""
    looked_for = LetterPerson.objects.filter(letter__in=list(letter_ids), result="")
    asked = list(looked_for.values_list("letter", "task"))
    living = living_ids(task for _, task in asked)
    found = VerificationTask.objects.filter(id__in=set(living.values()), standing__in=_IN_THE_CITY)
    here = set(found.values_list("id", flat=True))
    return Counter(letter for letter, task in asked if living[task] in here)


def _card(letter: Letter, found_here: int, now: datetime) -> LetterCard:
    is_out = letter.document.state == "issued" and letter.answered_at is None
    ended = letter.document.state in ENDED
    return LetterCard(
        id=letter.id,
        document=view_document(letter.document),
        purpose=letter.purpose,
        city=letter.city,
        city_name=letter.city_name,
        hours=letter.hours,
        persons=letter.person_count,
        open=getattr(letter, "open"),  # noqa: B009
        found_here=0 if ended else found_here,
        answer_by=letter.answer_by,
        answered_at=letter.answered_at,
        late=is_out and letter.answer_by is not None and letter.answer_by < now,
        their_phone=letter.their_phone,
        called_at=letter.called_at,
        call_answer=letter.call_answer,
        follows=letter.follows_id,
        followers=tuple(one.id for one in letter.followers.all()),
    )


def _at_step(wanted: str, now: datetime) -> Q:
    step = STEPS.get(wanted, Q())
    return step & Q(answer_by__lt=now) if wanted == "late" else step


@query("verification.list_letters", personal=False)
def list_letters(
    actor: Actor, *, event_id: UUID, wanted: str, page: int, now: datetime, text: str = ""
) -> list[LetterCard]:
    """A page of 50 letters of the actor's units at a step; those with a clock first, the newest before the rest.

    text: only those whose number, title or city holds it.
    """
    start = PAGE * max(0, page - 1)
    found = _cards(actor).filter(_at_step(wanted, now), event_id=event_id)
    if text:
        named = Q(document__number__icontains=text) | Q(document__title__icontains=text)
        found = found.filter(named | Q(city_name__icontains=text))
    order = (
        F("answer_by").asc(nulls_last=True) if wanted in ("out", "late") else F("document__drafted_at").desc()
    )
    return _shown(found.order_by(order, "id")[start : start + PAGE], now)


@query("verification.get_letter_card", subject="letter_id", personal=False)
def get_letter_card(actor: Actor, *, letter_id: UUID, now: datetime) -> LetterCard:
    """One letter without what it says; Missing elsewhere."""
    found = _shown(_cards(actor).filter(id=letter_id), now)
    if not found:
        raise Missing("letter")
    return found[0]


@query("verification.count_letters", personal=False)
def count_letters(actor: Actor, *, event_id: UUID, now: datetime) -> dict[str, int]:
    """How many letters stand at each step, and how many persons are still to be written about; without zeros."""
    counted = Letter.objects.filter(under("unit__path", actor), event_id=event_id).aggregate(
        **{f"n_{name}": Count("id", filter=_at_step(name, now)) for name in STEPS if name}
    )
    counts = {name: int(counted[f"n_{name}"]) for name in STEPS if name}
    if actor.may("verification.list_people_outside"):
        counts["to_write"] = people_outside(actor).filter(event_id=event_id).count()
    return {name: count for name, count in counts.items() if count}
