"""Call backs as the checker sees them (blind), and what they contradict."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.queries import ContactFacts, MaskedPerson, contact_facts, masked, unnamed
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import SpotCheck, SpotFinding
from yanpan.streams.verification.queries.door import READ_BACK

PAGE = 20


@dataclass(frozen=True, slots=True)
class CheckView:
    """One call back. closed_by and by_hand (drawn for a reason) are told once the verdict stands, and to whoever
    gives call backs out."""

    id: UUID
    task_id: UUID
    person: MaskedPerson
    checker: str
    checker_key: str
    closed_by: str
    by_hand: bool
    due_by: datetime
    late: bool
    tries: int
    verdict: str
    checked_at: datetime | None
    version: int


WANTED = {"": Q(), "waiting": Q(verdict=""), "contradicts": Q(verdict="contradicts"), "done": ~Q(verdict="")}


@query("verification.list_spot_checks", records=("wanted", "page"))
def list_spot_checks(
    actor: Actor, *, event_id: UUID, wanted: str, page: int, now: datetime
) -> list[CheckView]:
    """A page of 20 call backs given to the actor's units, the nearest hour first; by short code and masked name.

    Without the right to call back: the short code alone.
    """
    start = PAGE * max(0, page - 1)
    found = matching_checks(actor, event_id, wanted)
    return checks_as_shown(actor, found[start : start + PAGE], now)


def matching_checks(actor: Actor, event_id: UUID, wanted: str) -> QuerySet[SpotCheck]:
    """The call backs a view shows, in its order."""
    found = SpotCheck.objects.filter(
        WANTED.get(wanted, WANTED[""]), under("checker__path", actor), draw__event_id=event_id
    )
    ordered = found.annotate(open=Case(When(verdict="", then=Value(0)), default=Value(1)))
    return ordered.select_related("task__person", "checker", "closed_by", "draw").order_by(
        "open", "due_by", "id"
    )


def checks_as_shown(actor: Actor, found: QuerySet[SpotCheck], now: datetime) -> list[CheckView]:
    """Masked for those who may call back; else the short code alone."""
    shown = masked if actor.may("verification.get_spot_check") else unnamed
    gives_out = actor.may("verification.hand_spot_check")
    return [_view(one, shown(one.task.person), gives_out, now) for one in found]


def _view(one: SpotCheck, person: MaskedPerson, gives_out: bool, now: datetime) -> CheckView:
    is_told = gives_out or bool(one.verdict)
    return CheckView(
        one.id,
        one.task_id,
        person,
        one.checker.name,
        one.checker.key,
        one.closed_by.name if is_told else "",
        is_told and not one.draw.nightly,
        one.due_by,
        not one.verdict and one.due_by < now,
        one.tries,
        one.verdict,
        one.checked_at,
        one.version,
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """Both answers side by side; there is none before the own one is entered."""

    closed_by: str
    reported_where: str
    reported_contact: str
    reported_measure: str
    reported_at: datetime
    where: str
    measure: str
    asked: bool | None
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What is needed to call: name, telephone, short code. compared: None until the verdict stands."""

    check: CheckView
    contact: ContactFacts
    compared: Compared | None


@query("verification.get_spot_check", subject="check_id")
def get_spot_check(actor: Actor, *, check_id: UUID, now: datetime) -> CheckFacts:
    """One call back of the actor's units. Blind: nothing of the earlier answer before the own result is entered."""
    one = (
        SpotCheck.objects.filter(under("checker__path", actor), id=check_id)
        .select_related("task__person", "checker", "closed_by", "outcome", "finding", "draw")
        .first()
    )
    if one is None:
        raise Missing("spot_check")
    person = one.task.person
    known = contact_facts(person)
    # The house is not needed to call, and would name the village that closed the row. A day after the call nobody
    # of another unit needs name and telephone any more.
    is_over = one.checked_at is not None and one.checked_at <= now - READ_BACK
    name, phone = ("", "") if is_over else (known.name, known.phone)
    called = ContactFacts(known.id, known.short_code, name, phone, "")
    return CheckFacts(_view(one, masked(person), False, now), called, _compared(one) if one.verdict else None)


def _compared(one: SpotCheck) -> Compared:
    finding: SpotFinding | None = getattr(one, "finding", None)
    said = one.outcome
    return Compared(
        one.closed_by.name,
        said.where,
        said.contact,
        said.measure,
        said.at,
        one.where,
        one.measure,
        one.asked,
        tuple(finding.against) if finding else (),
    )


@dataclass(frozen=True, slots=True)
class FindingView:
    """A contradicted closure, by short code: no name, no telephone. may_explain, may_close: for this actor."""

    id: UUID
    short_code: str
    unit: str
    unit_key: str
    against: tuple[str, ...]
    found_at: datetime
    answer_by: datetime
    late: bool
    explanation: str
    answered_at: datetime | None
    closing: str
    closing_reason: str
    closed_at: datetime | None
    random: bool
    may_explain: bool
    may_close: bool
    version: int


@query("verification.list_spot_findings", records=("unit_path", "page"))
def list_spot_findings(
    actor: Actor, *, event_id: UUID, unit_path: str, only_open: bool, page: int, now: datetime
) -> list[FindingView]:
    """A page of 20 findings on a unit and those below it: the open ones first, the nearest hour first."""
    actor.must_cover(unit_path)
    found = SpotFinding.objects.filter(
        unit__path__startswith=unit_path, check_made__draw__event_id=event_id
    ).select_related("unit", "check_made__task__person", "check_made__draw")
    if only_open:
        found = found.filter(closed_at=None)
    start = PAGE * max(0, page - 1)
    ordered = found.annotate(open=Case(When(closed_at=None, then=Value(0)), default=Value(1)))
    rows = ordered.order_by("open", "answer_by", "id")[start : start + PAGE]
    return [_finding(actor, one, now) for one in rows]


def _finding(actor: Actor, one: SpotFinding, now: datetime) -> FindingView:
    own = actor.home == one.unit.path
    late = one.answered_at is None and one.closed_at is None and one.answer_by < now
    is_open = one.closed_at is None
    return FindingView(
        one.id,
        one.check_made.task.person.short_code,
        one.unit.name,
        one.unit.key,
        tuple(one.against),
        one.found_at,
        one.answer_by,
        late,
        unseal(one, "answer"),
        one.answered_at,
        one.closing,
        one.closing_reason,
        one.closed_at,
        one.check_made.draw.nightly,
        is_open and actor.may("verification.explain_spot_finding"),
        is_open
        and not own
        and actor.name != one.answered_by
        and (one.answered_at is not None or one.answer_by <= now)
        and actor.may("verification.close_spot_finding"),
        one.version,
    )
