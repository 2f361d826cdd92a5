"""The simulated counties, townships, villages and forces: they sign, hand on, answer, refuse or stay silent.

They look at the database like everybody else, so they also react to what the user does.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import F, Max, OuterRef, Q, Subquery

from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import Actor
from yanpan.base.places.queries import UnitView, list_units
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import DoItem
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers, open_handovers, refuse_handovers
from yanpan.demo import behaviour
from yanpan.demo.cast import office_actor, office_actor_of_path, village_actor
from yanpan.demo.seeking import Due, Seeking
from yanpan.demo.story import LOST_FROM, Story
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import Outcome, VerificationTask
from yanpan.streams.verification.operations import enter_by_telephone, hand_down, record_outcome


@dataclass(frozen=True, slots=True)
class Held:
    """A person somebody has signed for and nobody has answered for yet."""

    id: UUID
    custody: int
    target: str
    version: int
    signed_at: datetime
    again: bool = False  # somebody answered before


_NEVER = datetime.max.replace(tzinfo=UTC)
# Nobody has answered, or another unit has: whoever holds the person now looks for itself.
_UNANSWERED = Q(answered_at=None) | ~Q(custody=F("answering_unit"))


def _held_tasks() -> list[Held]:
    """One query: tasks in hand that are not on their way, with the hour of the newest signature."""
    signature = Handover.objects.filter(subject=OuterRef("id"), acknowledged_at__isnull=False)
    said = Outcome.objects.filter(task=OuterRef("id")).order_by("-at", "-id").values("at")[:1]
    tasks = (
        VerificationTask.objects.filter(_UNANSWERED, standing="in_hand", merged_away=False)
        .exclude(id__in=open_handovers().values("subject"))
        .annotate(signed=Subquery(signature.order_by("-acknowledged_at").values("acknowledged_at")[:1]))
        .annotate(reopened=Subquery(said))
        .order_by("id")
        .values_list("id", "custody_id", "target__path", "version", "signed", "received_at", "reopened")
    )
    return [
        # Who is sought again is answered for after that, not when the first signature would have it.
        Held(i, custody, path, version, max(signed or received, reopened or received), reopened is not None)
        for i, custody, path, version, signed, received, reopened in tasks
    ]


class Units:
    """All simulated units below the city. One object per process."""

    def __init__(self, seed: int, story: Story) -> None:
        self.seed, self.story = seed, story
        self.units = {unit.id: unit for unit in list_units()}
        self._held: list[Held] = []
        self._newest_line, self._next_at = -1, datetime.min.replace(tzinfo=UTC)
        self._seeking = Seeking(seed, story, self.units, self._actor)

    def due(self, now: datetime) -> list[Due]:
        """Everything that should have happened by now, in order.

        Nothing before the hour found last time, as long as nobody did anything: every act leaves a line in the audit.
        """
        newest = AuditLine.objects.aggregate(newest=Max("id"))["newest"] or 0
        if newest == self._newest_line and now < self._next_at:
            return []
        self._newest_line = newest
        self.story.look_again()
        self._held = _held_tasks()
        found = [*self._signatures(), *self._handing_down(), *self._answers(), *self._seeking.due()]
        self._next_at = min((one.at for one in found if one.at > now), default=_NEVER)
        return sorted((one for one in found if one.at <= now), key=lambda one: (one.at, one.order))

    def _actor(self, unit: UnitView, now: datetime) -> Actor:
        return village_actor(unit, now) if unit.kind == "village" else office_actor(unit)

    # Signing

    def _signatures(self) -> list[Due]:
        waiting: dict[tuple[int, datetime, bool], list[tuple[UUID, UUID]]] = defaultdict(list)
        sent = open_handovers().order_by("id")
        columns = ("receiver_id", "sent_at", "request", "id", "subject")
        for receiver, sent_at, request, handover, subject in sent.values_list(*columns):
            # The city's own people are at the desk; nobody plays them.
            if receiver in self.units and self.units[receiver].kind != "city":
                waiting[receiver, sent_at, request == DoItem.REQUEST].append((handover, subject))
        return [
            self._signature(
                self.units[unit], self._signed_at(self.units[unit], sent_at, is_item, group), group
            )
            for (unit, sent_at, is_item), group in waiting.items()
        ]

    def _signed_at(
        self, unit: UnitView, sent_at: datetime, is_item: bool, group: list[tuple[UUID, UUID]]
    ) -> datetime:
        if is_item:
            return behaviour.items_signed_at(self.seed, unit.key, sent_at)
        pace = behaviour.pace_of_acknowledging(self.seed, unit.key, str(group[0][1]))
        return behaviour.before_the_deadline(sent_at + pace, sent_at)

    def _signature(self, unit: UnitView, signed_at: datetime, group: list[tuple[UUID, UUID]]) -> Due:
        """group: (hand-over, what it is about)."""
        ids = [handover for handover, _subject in group]
        moved = self.story.refused_subjects(unit.key)
        refused = [handover for handover, subject in group if subject in moved]

        def act(now: datetime) -> None:
            actor = self._actor(unit, now)
            if refused:
                reason = "所涉村已划归经济技术开发区管理"
                refuse_handovers(
                    actor, handover_ids=refused, reason=reason, right_unit_key=behaviour.RIGHT_COUNTY, now=now
                )
            if rest := [one for one in ids if one not in refused]:
                acknowledge_handovers(actor, handover_ids=rest, now=now)

        return self._unless_silent(unit, Due(signed_at, f"1{unit.key}{ids[0]}", act))

    def _unless_silent(self, unit: UnitView, due: Due) -> Due:
        """A silent unit does it when it wakes."""
        if not behaviour.is_silent(unit.path, due.at):
            return due
        local = due.at.astimezone(CITY_TIME)
        woken = datetime.combine(local.date(), behaviour.SILENT_TO, CITY_TIME)
        return Due(woken, due.order, due.act)

    # Handing down

    def _handing_down(self) -> list[Due]:
        """Offices pass on what they signed for, ten minutes after they did."""
        newest: dict[int, datetime] = {}
        idle = self._idle_with_signature()
        for unit_id, signed_at in idle:
            newest[unit_id] = min(signed_at, newest.get(unit_id, signed_at))
        return [self._hand_down(self.units[unit_id], at) for unit_id, at in newest.items()]

    def _idle_with_signature(self) -> list[tuple[int, datetime]]:
        held = [one for one in self._held if self.units[one.custody].kind in ("county", "township")]
        return [(one.custody, one.signed_at) for one in held if not self._ends_here(one)]

    def _hand_down(self, unit: UnitView, signed_at: datetime) -> Due:
        pause = timedelta(minutes=3 + 9 * behaviour.share(self.seed, "pause", unit.key, signed_at))

        def act(now: datetime) -> None:
            hand_down(office_actor(unit), unit_key=unit.key, now=now)

        return self._unless_silent(unit, Due(signed_at + pause, f"2{unit.key}", act))

    # Answering

    def _answers(self) -> list[Due]:
        """Whoever has a person and nobody further down to give them to: villages, forces, and dead ends."""
        return [self._answer(one) for one in self._held if self._ends_here(one)]

    def _ends_here(self, one: Held) -> bool:
        unit = self.units[one.custody]
        if unit.kind in ("village", "force"):
            return True
        return unit.kind in ("county", "township") and not (
            one.target.startswith(unit.path) and one.target != unit.path
        )

    def _answer(self, task: Held) -> Due:
        unit, signed_at = self.units[task.custody], task.signed_at
        told = self._told_at(unit, task)
        usual = behaviour.awake(signed_at + behaviour.pace_of_answering(self.seed, task.id))
        at = told or behaviour.before_the_deadline(usual, signed_at)

        def act(now: datetime) -> None:
            facts = asdict(self._found(unit, task))
            if unit.kind in ("county", "township") or task.id in self.story.telephone_subjects():
                clerk = office_actor(unit) if unit.kind != "village" else office_actor_of_path(unit.path)
                enter_by_telephone(
                    clerk, task_id=task.id, version=task.version, told_by=unit.leader, now=now, **facts
                )
            else:
                record_outcome(
                    self._actor(unit, now), task_id=task.id, version=task.version, now=now, **facts
                )

        return self._unless_silent(unit, Due(max(at, signed_at), f"3{task.id}", act))

    def _told_at(self, unit: UnitView, task: Held) -> datetime | None:
        if task.id in self.story.subjects("lost_returnee") and unit.key == behaviour.SILENT_COUNTY:
            return LOST_FROM
        return None if task.again else self.story.answer_time(task.id)

    def _found(self, unit: UnitView, task: Held) -> behaviour.Answered:
        if said := self._as_the_story_has_it(unit, task):
            return said
        if unit.kind == "force":
            return behaviour.answer_by_telephone_from_the_city(self.seed, task.id)
        return behaviour.answer_at_the_door(self.seed, task.id)

    def _as_the_story_has_it(self, unit: UnitView, task: Held) -> behaviour.Answered | None:
        """What was closed falsely is answered truly the second time.

        Who is lost says that he will isolate in another county: his village believes it, and he never arrives.
        """
        if task.id in self.story.subjects("lost_returnee") and unit.key == behaviour.SILENT_COUNTY:
            return behaviour.Answered("here", "not_reached", "", "off")
        if task.again:
            return None
        if task.id in self.story.subjects("lost_returnee"):
            return behaviour.Answered("elsewhere", "own_phone", other_unit_key=behaviour.SILENT_COUNTY)
        if task.id in self.story.falsely_closed() | self.story.quick_subjects():
            return behaviour.Answered("here", "own_phone", "cleared")
        if task.id in self.story.subjects("eve_unreached"):
            return behaviour.Answered("here", "not_reached", "", "off")
        return (
            behaviour.Answered("outside", "own_phone")
            if task.id in self.story.subjects("eve_outside")
            else None
        )


def play_due(units: Units, now: datetime, set_time: Callable[[datetime], None]) -> int:
    """Let everything due by now happen, each at its own time. Returns how many acts there were."""
    acts = units.due(now)
    for one in acts:
        set_time(one.at)
        try:
            one.act(one.at)
        except Refused:
            # The user was faster: signed, answered or recalled it. The unit looks again next time.
            continue
    return len(acts)
