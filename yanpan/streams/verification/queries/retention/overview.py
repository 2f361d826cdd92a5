"""The page of retention: what is due, what was proposed, what stops it, what was destroyed. Numbers, no person."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from yanpan.base.events.queries import EventView, list_events
from yanpan.base.gate import Actor, query
from yanpan.base.jobs.models import Job
from yanpan.base.people.models import Register
from yanpan.base.places.queries import city_unit
from yanpan.base.policy.retention import RetentionRule, retention_rules
from yanpan.base.vault.certificates import certificate_digest
from yanpan.base.vault.models import Certificate
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import KeepLonger, Purge
from yanpan.streams.verification.queries.retention.due import event_due_at, what_is_due
from yanpan.streams.verification.rules.retention import PURGED_BY_TWO

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PurgeView:
    """job_state: of the job that does it; done of total groups of records."""

    id: UUID
    rule: str
    event: str
    state: str
    person_count: int
    row_count: int
    word_count: int
    spared: int
    proposed_by: str
    proposed_at: datetime
    witnessed_by: str
    witnessed_at: datetime | None
    job_state: str
    done: int
    total: int
    certificate_id: UUID | None


@dataclass(frozen=True, slots=True)
class DueLine:
    """One rule of one event: due now, and due within a week if nothing is done. under_way: a purge not yet over.

    words: notes, photos and papers of no person.
    """

    rule: str
    people: int
    rows: int
    words: int
    soon_people: int
    soon_rows: int
    under_way: bool


@dataclass(frozen=True, slots=True)
class ExtensionView:
    id: UUID
    purpose: str
    reason: str
    assessment: str
    until: date
    asked_by: str
    decided_by: str
    granted: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class EventDue:
    """due_at: when everything left of a closed event is due; None while it is open."""

    id: UUID
    name: str
    closed_at: datetime | None
    due_at: datetime | None
    lines: list[DueLine]
    extensions: list[ExtensionView]


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A register of residents that is still there: no resident, their number."""

    id: UUID
    authority: str
    loaded_at: datetime
    resident_count: int


@dataclass(frozen=True, slots=True)
class Retention:
    events: list[EventDue]
    open_purges: list[PurgeView]
    rules: tuple[RetentionRule, ...]
    registers: list[RegisterView] = field(default_factory=list)


@query("verification.get_retention", personal=False)
def get_retention(actor: Actor, *, now: datetime) -> Retention:
    """What is due of every event, the purges under way, the table of rules; below the city the table alone."""
    if not actor.covers(city_unit().path):
        return Retention([], [], retention_rules())
    purges = list(Purge.objects.filter(state__in=["proposed", "witnessed"]).order_by("proposed_at", "id"))
    names = {event.id: event.name for event in list_events()}
    jobs = Job.objects.in_bulk([one.job for one in purges if one.job])
    return Retention(
        [_event_due(event, purges, now) for event in list_events()],
        [_purge_view(one, names, jobs) for one in purges],
        retention_rules(),
        [
            RegisterView(one.id, one.authority, one.loaded_at, one.resident_count)
            for one in Register.objects.filter(resident_count__gt=0).order_by("loaded_at")
        ],
    )


def _event_due(event: EventView, purges: list[Purge], now: datetime) -> EventDue:
    extensions = KeepLonger.objects.filter(event_id=event.id).order_by("-asked_at")
    return EventDue(
        event.id,
        event.name,
        event.closed_at,
        event_due_at(event),
        [_line(event, rule, purges, now) for rule in PURGED_BY_TWO],
        [_extension(one) for one in extensions],
    )


def _line(event: EventView, rule: str, purges: list[Purge], now: datetime) -> DueLine:
    due, soon = what_is_due(event, rule, now), what_is_due(event, rule, now + SOON)
    return DueLine(
        rule,
        due.person_count,
        due.row_count,
        due.word_count,
        soon.person_count - due.person_count,
        soon.row_count - due.row_count,
        any(one.event_id == event.id and one.rule == rule for one in purges),
    )


def _extension(one: KeepLonger) -> ExtensionView:
    return ExtensionView(
        one.id,
        one.purpose,
        one.reason,
        one.assessment,
        one.until,
        one.asked_by,
        one.decided_by,
        one.granted,
        one.decided_at is None,
    )


def _purge_view(one: Purge, names: dict[UUID, str], jobs: dict[UUID, Job]) -> PurgeView:
    job = jobs.get(one.job) if one.job else None
    return PurgeView(
        one.id,
        one.rule,
        names[one.event_id],
        one.state,
        one.person_count,
        one.row_count,
        one.word_count,
        one.spared,
        one.proposed_by,
        one.proposed_at,
        one.witnessed_by,
        one.witnessed_at,
        job.state if job else "",
        job.done if job else 0,
        job.total if job else 0,
        one.certificate_id,
    )


@dataclass(frozen=True, slots=True)
class CertificateView:
    """agrees: whether what it says is still what was signed. keys: table, month and number of each destroyed."""

    id: UUID
    number: str
    matter: str
    about: str
    rule: str
    basis: str
    signed_by: str
    signed_at: datetime
    witnessed_by: str
    witnessed_at: datetime | None
    document: str
    counts: dict[str, int]
    subject_count: int
    subjects_digest: str
    keys: list[list[str]]
    old_keys: int
    swept: str
    made_at: datetime
    digest: str
    agrees: bool


def _certificate(one: Certificate) -> CertificateView:
    return CertificateView(
        id=one.id,
        number=f"销证〔{one.made_at.year}〕{one.number}号",
        matter=one.matter,
        about=one.about,
        rule=one.rule,
        basis=one.basis,
        signed_by=one.signed_by,
        signed_at=one.signed_at,
        witnessed_by=one.witnessed_by,
        witnessed_at=one.witnessed_at,
        document=one.document,
        counts=dict(one.counts),
        subject_count=one.subject_count,
        subjects_digest=one.subjects_digest,
        keys=list(one.keys),
        old_keys=one.old_keys,
        swept=one.swept,
        made_at=one.made_at,
        digest=one.digest,
        agrees=certificate_digest(one) == one.digest,
    )


@query("verification.list_certificates", personal=False)
def list_certificates(actor: Actor, *, now: datetime) -> list[CertificateView]:
    """Every destruction there ever was, the newest first. For the city."""
    actor.must_cover(city_unit().path)
    return [_certificate(one) for one in Certificate.objects.order_by("-number")]


@query("verification.get_certificate", personal=False)
def get_certificate(actor: Actor, *, certificate_id: UUID, now: datetime) -> CertificateView:
    """One of them; Missing."""
    actor.must_cover(city_unit().path)
    found = Certificate.objects.filter(id=certificate_id).first()
    if found is None:
        raise Missing("certificate")
    return _certificate(found)
