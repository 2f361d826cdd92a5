"""What the simulated city does for those nobody reached, those outside, and those called back."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.gate import Actor
from yanpan.base.places.queries import UnitView
from yanpan.demo import behaviour
from yanpan.demo.cast import city_actor, office_actor
from yanpan.demo.story import Story
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import (
    Attempt,
    LetterPerson,
    PoliceSearch,
    SpotCheck,
    VerificationTask,
)
from yanpan.streams.verification.operations import note_attempt
from yanpan.streams.verification.operations.letters import enter_receipt
from yanpan.streams.verification.operations.police import ask_police, return_place
from yanpan.streams.verification.operations.spot_checks import record_spot_check
from yanpan.streams.verification.rules.police import REACHED
from yanpan.streams.verification.rules.receipts import Answered

Act = Callable[[datetime], None]
ActorOf = Callable[[UnitView, datetime], Actor]
SUPPLY_BODY = "当地社区防控指挥部"


@dataclass(frozen=True, slots=True)
class Due:
    """Something somebody does at a time; `order` breaks ties the same way every time."""

    at: datetime
    order: str
    act: Act


class Seeking:
    """Tries, the police, receipts of other cities, calls back."""

    def __init__(self, seed: int, story: Story, units: dict[int, UnitView], actor_of: ActorOf) -> None:
        self.seed, self.story, self.units, self._actor_of = seed, story, units, actor_of
        self._villages = [unit for unit in units.values() if unit.kind == "village"]

    def due(self) -> list[Due]:
        return [*self._tries(), *self._police(), *self._receipts(), *self._calls_back()]

    # Who was not reached is tried again: two calls at other hours, then a visit.

    def _tries(self) -> list[Due]:
        missed = VerificationTask.objects.filter(standing="in_hand", contact="not_reached", merged_away=False)
        made = _made_in_vain(missed)
        holders = missed.order_by("id").values_list("id", "custody_id")
        return [due for task, custody in holders if (due := self._try(task, self.units[custody], made[task]))]

    def _try(self, task_id: UUID, unit: UnitView, made: list[datetime]) -> Due | None:
        if not made or len(made) > len(behaviour.TRIES) or unit.kind == "city":
            return None
        kind, minutes = behaviour.TRIES[len(made) - 1]
        moment = behaviour.awake(made[0] + timedelta(minutes=minutes))

        def act(now: datetime) -> None:
            note_attempt(self._actor_of(unit, now), task_id=task_id, kind=kind, now=now)

        return Due(max(moment, made[-1]), f"4{task_id}", act)

    # The police return a place

    def _police(self) -> list[Due]:
        waiting = PoliceSearch.objects.filter(state="waiting").order_by("id")
        return [self._found(one.id, one.task_id, one.asked_at) for one in waiting]

    def _found(self, search_id: UUID, task_id: UUID, asked_at: datetime) -> Due:
        place = self._somewhere(task_id)

        def act(now: datetime) -> None:
            return_place(city_actor("police_finder"), search_id=search_id, found=True, place=place, now=now)

        return Due(behaviour.pace_of_police(self.seed, task_id, asked_at), f"5{search_id}", act)

    def _somewhere(self, task_id: UUID) -> str:
        """A village of the city that is awake: where the aunt lives."""
        awake = [one for one in self._villages if f"/{behaviour.SILENT_COUNTY}/" not in one.path]
        village = awake[int(len(awake) * behaviour.share(self.seed, "aunt", task_id))]
        names = {unit.path: unit.name for unit in self.units.values()}
        township = village.path.rstrip("/").rpartition("/")[0] + "/"
        county = township.rstrip("/").rpartition("/")[0] + "/"
        return f"漯河市{names[county]}{names[township]}{village.name}（亲属家）"

    # Receipts come back

    def _receipts(self) -> list[Due]:
        out = LetterPerson.objects.filter(
            result="", letter__document__state__in=["issued", "acknowledged"], letter__purpose="ask"
        ).select_related("letter__document", "letter__unit")
        return [self._receipt(one) for one in out.order_by("id")]

    def _receipt(self, person: LetterPerson) -> Due:
        letter, sent_at = person.letter, person.letter.document.issued_at
        assert sent_at is not None
        moment = behaviour.pace_of_other_city(self.seed, person.task_id, sent_at)
        force = self.units[letter.unit_id]

        def act(now: datetime) -> None:
            said = Answered(
                result="found",
                place=f"{letter.city_name}某社区",
                controlled_at=now - timedelta(hours=2),
                measure="monitoring",
                deciding_body=SUPPLY_BODY,
                reporter="协查专班",
                checker="带班领导",
                receipted_on=now.date(),
            )
            enter_receipt(
                office_actor(force),
                person_id=person.id,
                seen=0,
                said=said,
                received_at=now,
                scan=None,
                now=now,
            )

        return Due(moment, f"6{person.id}", act)

    # Closed rows are called back by another unit

    def _calls_back(self) -> list[Due]:
        waiting = SpotCheck.objects.filter(verdict="").select_related("outcome", "draw").order_by("id")
        return [due for one in waiting if (due := self._call_back(one))]

    def _call_back(self, check: SpotCheck) -> Due | None:
        checker = self.units[check.checker_id]
        if checker.kind not in ("county", "township"):
            return None
        is_false = check.task_id in self.story.falsely_closed()

        def act(now: datetime) -> None:
            record_spot_check(
                office_actor(checker),
                check_id=check.id,
                version=check.version,
                where=check.outcome.where,
                measure=check.outcome.measure,
                asked=not is_false,
                now=now,
            )

        moment = behaviour.pace_of_calling_back(self.seed, check.id, check.draw.drawn_at)
        due = behaviour.awake(moment)
        return Due(due, f"7{check.id}", act)


def _made_in_vain(tasks: QuerySet[VerificationTask]) -> dict[UUID, list[datetime]]:
    """Task → its tries since somebody was reached last."""
    made: dict[UUID, list[datetime]] = defaultdict(list)
    tries = Attempt.objects.filter(task__in=tasks, withdrawn_at=None).order_by("at", "id")
    for task, at, result in tries.values_list("task_id", "at", "result"):
        made[task] = [] if result == REACHED else [*made[task], at]
    return made


def ask_if_ripe(county: UnitView, task_id: UUID, now: datetime) -> None:
    """Three calls at different hours and a visit come first; else the person stays with the village."""
    try:
        ask_police(office_actor(county), task_ids=[task_id], now=now)
    except Refused:
        return
