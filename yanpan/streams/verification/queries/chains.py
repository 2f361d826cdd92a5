"""A pasted group chain beside the people it may mean; nothing of the text is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query
from yanpan.base.people.queries import ContactFacts, contact_facts
from yanpan.base.places.queries import visible_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.rules.chains import (
    MOST_LINES,
    MOST_SIGNS,
    Proposal,
    proposals,
    read_chain,
)

_MOST_IN_HAND = 400


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody in hand whom a line may mean."""

    task_id: UUID
    version: int
    person: ContactFacts

    @property
    def mark(self) -> str:
        """As a form names this person, in this state."""
        return f"{self.task_id}:{self.version}"


@dataclass(frozen=True, slots=True)
class ChainProposal:
    """One line to confirm. taps and tested_at: filled in only where nothing is doubtful; doubts: codes."""

    number: int
    text: str
    name: str
    taps: Mapping[str, str]
    tested_at: datetime | None
    doubts: tuple[str, ...]
    candidates: tuple[Meant, ...]

    @property
    def id(self) -> str:
        """For the audit's digest: the persons it may mean."""
        return ",".join(str(one.task_id) for one in self.candidates)


@query("verification.match_chain", records=("unit_key",))
def match_chain(actor: Actor, *, unit_key: str, text: str, now: datetime) -> list[ChainProposal]:
    """Read a chain against the people in hand of one unit. Refused('chain_too_long', most=200), ('chain_empty')."""
    unit = visible_unit(actor, unit_key)
    if len(text) > MOST_SIGNS:
        raise Refused("chain_too_long", most=MOST_LINES)
    tasks = VerificationTask.objects.filter(custody_id=unit.id, standing="in_hand", merged_away=False)
    found = tasks.select_related("person").order_by("find_by", "id")[:_MOST_IN_HAND]
    people = {str(one.id): Meant(one.id, one.version, contact_facts(one.person)) for one in found}
    names = {key: one.person.name for key, one in people.items() if one.person.name}
    lines = read_chain(text, list(names.values()), now, CITY_TIME)
    if len(lines) > MOST_LINES:
        raise Refused("chain_too_long", most=MOST_LINES)
    if not lines:
        raise Refused("chain_empty")
    return [_view(one, people) for one in proposals(lines, names)]


def _view(one: Proposal, people: Mapping[str, Meant]) -> ChainProposal:
    return ChainProposal(
        number=one.line.number,
        text=one.line.text,
        name=one.line.name,
        taps=one.line.taps if one.is_clear else {},
        tested_at=one.line.tested_at if one.is_clear else None,
        doubts=tuple(doubt.value for doubt in one.doubts),
        candidates=tuple(people[key] for key in one.candidates),
    )
