"""What is said of one person, as it came, and as it counts once it was checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from yanpan.base.vault.masks import check_written_out
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.rules.outcomes import (
    ASKED_HOW,
    DECIDED,
    Contact,
    Measure,
    OutcomeProblem,
    Standing,
    TestResult,
    Tried,
    Where,
    outcome_problems,
    standing_after,
    test_problems,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The taps and what belongs to them, as they came from a page, a telephone, a paper or a machine.

    A measure without a document number was said by word of mouth: its paper follows within 24 h. told: whether
    the person was told; tried: with not_reached, call or visit; other_unit_key: only with elsewhere.
    """

    where: str
    contact: str = ""
    measure: str = ""
    obstacle: str = ""
    deciding_body: str = ""
    document_number: str = ""
    told: bool | None = None
    test_at: datetime | None = None
    test_result: str = ""
    tried: str = ""
    note: str = ""
    other_unit_key: str = ""

    def problems(self, now: datetime) -> list[OutcomeProblem]:
        """All that is missing or unknown, at once."""
        found = outcome_problems(
            self.where,
            self.contact,
            self.measure,
            obstacle=self.obstacle,
            other_unit=self.other_unit_key,
            body=self.deciding_body,
        )
        if self.tried not in ("", *Tried):
            found.append(OutcomeProblem.TRIED_UNKNOWN)
        return [*found, *test_problems(self.test_result, self.test_at, now)]


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer: what does not belong to it is left out."""

    where: str
    contact: str
    obstacle: str
    measure: str
    deciding_body: str
    document_number: str
    told: bool | None
    test_at: datetime | None
    test_result: str
    tried: str
    note: str
    other_unit_key: str
    standing: Standing


def checked(given: Given, now: datetime) -> Answer:
    """Raises Refused('outcome_incomplete', problems=…) with all that is missing; a mask is never written back."""
    if problems := given.problems(now):
        raise Refused("outcome_incomplete", problems=said_in_one(problems))
    check_written_out(given.note)
    contact = given.contact if given.where in ASKED_HOW else ""
    reached = contact != Contact.NOT_REACHED
    measure = given.measure if given.where == Where.HERE and reached else ""
    decided = measure in DECIDED
    tested = given.test_result if contact and reached else ""
    return Answer(
        where=given.where,
        contact=contact,
        obstacle="" if reached else given.obstacle,
        measure=measure,
        deciding_body=given.deciding_body[:60] if measure else "",
        document_number=given.document_number[:60] if measure else "",
        told=given.told if decided or measure == Measure.IN_HOSPITAL else None,
        test_at=given.test_at if tested and tested != TestResult.NOT_TESTED else None,
        test_result=tested,
        tried="" if reached else given.tried,
        note=given.note[:500],
        other_unit_key=given.other_unit_key,
        standing=standing_after(given.where, contact, measure),
    )


def said_in_one(problems: Iterable[OutcomeProblem]) -> str:
    """The codes with commas between, as the pages put words on them."""
    return ",".join(one.value for one in problems)
