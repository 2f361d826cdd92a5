"""What is due to be destroyed, per event and rule: whole groups of merged records, and rows without a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from yanpan.base.events.queries import EventView
from yanpan.base.people.models import Merge, Person
from yanpan.base.policy.retention import retention_rule
from yanpan.base.policy.rules import CITY_TIME
from yanpan.kernel.canonical import digest_of_ids
from yanpan.streams.verification.models import (
    Application,
    Correction,
    HomeMonitoring,
    KeepLonger,
    ListRow,
    Need,
    PoliceSearch,
    SpotFinding,
    VerificationTask,
)
from yanpan.streams.verification.queries.retention.words import words_of_event
from yanpan.streams.verification.rules.retention import NO_MEASURE, due_since, groups_of

# When the search for a person ended; searches that ended by themselves at the hour they were given.
ENDED_AT = Case(
    When(standing="lapsed", then=Coalesce("lapses_at", "answered_at", "received_at")),
    default=Coalesce("answered_at", "received_at"),
)


@dataclass(frozen=True, slots=True)
class Due:
    """groups: persons that go together; rows: rows without a person; row_count: all rows that go.

    word_count: notes, photos and papers of the event that hang on no person.
    """

    groups: list[tuple[UUID, ...]]
    rows: list[UUID]
    row_count: int
    word_count: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.groups or self.rows or self.word_count)

    @property
    def person_count(self) -> int:
        return sum(len(group) for group in self.groups)

    @property
    def digest(self) -> str:
        return digest_of_ids([*(one for group in self.groups for one in group), *self.rows])


def kept_until(event_id: UUID) -> datetime | None:
    """The last day two persons agreed to keep a closed event's data; the end of that day."""
    granted = KeepLonger.objects.filter(event_id=event_id, granted=True)
    last = granted.order_by("-until").values_list("until", flat=True).first()
    return datetime.combine(last, time.max, CITY_TIME) if last else None


def event_due_at(event: EventView) -> datetime | None:
    """When everything left of a closed event is due; None while it is open."""
    if event.closed_at is None:
        return None
    return due_since(event.closed_at, retention_rule("rest_of_event").keep, kept_until(event.id))


def tasks_due(event: EventView, rule: str, at: datetime) -> QuerySet[VerificationTask]:
    """Tasks a rule lets go at this moment; a merged record's task is looked at like any other."""
    tasks = VerificationTask.objects.filter(event_id=event.id)
    if rule == "rest_of_event":
        due_at = event_due_at(event)
        return tasks if due_at is not None and due_at <= at else tasks.none()
    if rule != "no_exposure":
        return tasks.none()
    ended = at - retention_rule(rule).keep
    quiet = tasks.annotate(ended_at=ENDED_AT).filter(~Q(standing="in_hand"), ended_at__lte=ended)
    return quiet.filter(_no_exposure(), ~_open_matters())


def _no_exposure() -> Q:
    """Nobody decided a measure, no test was positive, no list called the person a close contact."""
    was_home = HomeMonitoring.objects.filter(task=OuterRef("pk"))
    nothing_found = Q(measure__in=NO_MEASURE) & ~Q(test_result="positive") & ~Q(urgency="contact")
    return nothing_found & ~Q(Exists(was_home))


def _open_matters() -> Q:
    """Somebody still waits for something that hangs on the person."""
    needs = Need.objects.filter(task=OuterRef("pk"), confirmed_at=None, withdrawn_at=None)
    police = PoliceSearch.objects.filter(task=OuterRef("pk"), state="waiting")
    findings = SpotFinding.objects.filter(check_made__task=OuterRef("pk"), closed_at=None)
    asked = Application.objects.filter(person=OuterRef("person"), answered_at=None)
    wrong = Correction.objects.filter(application__person=OuterRef("person"), answer="")
    waiting = Q(Exists(needs)) | Q(Exists(police)) | Q(Exists(findings))
    return waiting | Q(Exists(asked)) | Q(Exists(wrong))


def rows_due(event: EventView, rule: str, at: datetime) -> QuerySet[ListRow]:
    """Rows no person was looked for by: held, refused, or of a list put away."""
    rows = ListRow.objects.filter(batch__event_id=event.id, task=None)
    if rule == "rest_of_event":
        due_at = event_due_at(event)
        return rows if due_at is not None and due_at <= at else rows.none()
    if rule != "undecided_rows":
        return rows.none()
    received = at - retention_rule(rule).keep
    nobody_waits = Q(state__in=["held", "refused"]) | Q(batch__state="void")
    return rows.filter(nobody_waits, batch__received_at__lte=received)


def what_is_due(event: EventView, rule: str, at: datetime) -> Due:
    """Everything of a rule at a moment. A group goes when each of its records may go; as many queries as tables."""
    due = tasks_due(event, rule, at)
    people = set(due.values_list("person_id", flat=True))
    links = merged_links(event.id)
    linked = {one for pair in links for one in pair}
    holding = VerificationTask.objects.filter(event_id=event.id, person_id__in=linked).exclude(
        pk__in=due.values("pk")
    )
    held = set(holding.values_list("person_id", flat=True))
    ties = [pair for pair in links if pair[0] in people or pair[1] in people or rule == "rest_of_event"]
    groups = [group for group in groups_of(people, ties) if not held.intersection(group)]
    rows = list(rows_due(event, rule, at).order_by("id").values_list("id", flat=True))
    named = _rows_of_people(due)
    row_count = len(rows) + sum(named.get(one, 0) for group in groups for one in group)
    words = words_of_event(event.id).count if _words_are_due(event, rule, at) else 0
    return Due(groups, rows, row_count, words)


def _words_are_due(event: EventView, rule: str, at: datetime) -> bool:
    due_at = event_due_at(event)
    return rule == "rest_of_event" and due_at is not None and due_at <= at


def merged_links(event_id: UUID) -> list[tuple[UUID, UUID]]:
    """Records that are, or were taken for, one person: they are destroyed together."""
    living = Person.objects.filter(event_id=event_id, merged_into__isnull=False)
    merges = Merge.objects.filter(kept__event_id=event_id, undone_at=None)
    links = [*living.values_list("id", "merged_into_id"), *merges.values_list("gone_id", "kept_id")]
    return sorted({(one, other) for one, other in links if other is not None})


def _rows_of_people(due: QuerySet[VerificationTask]) -> dict[UUID, int]:
    counted = ListRow.objects.filter(task__in=due.values("pk")).values_list("task__person_id")
    return {one: rows for one, rows in counted.annotate(rows=Count("id")).order_by() if one is not None}


def still_due(event: EventView, rule: str, at: datetime, people: Iterable[UUID]) -> set[UUID]:
    """Of these people those every task of whom may still go: looked at again the moment before."""
    wanted = list(people)
    due = tasks_due(event, rule, at).filter(person_id__in=wanted)
    all_tasks = VerificationTask.objects.filter(person_id__in=wanted)
    holding = set(all_tasks.exclude(pk__in=due.values("pk")).values_list(F("person_id"), flat=True))
    return set(wanted) - holding
