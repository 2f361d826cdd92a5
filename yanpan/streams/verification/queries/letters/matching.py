"""Which person of which letter a row of receipts is about: by the number of the letter and the ID, or the name."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from yanpan.base.gate import Actor, under
from yanpan.base.vault.sealing import unseal
from yanpan.science.record_matching import normal_id, normal_name
from yanpan.streams.verification.exchange.receipts import RowOfReceipts
from yanpan.streams.verification.models import LetterPerson


class NoMatch(StrEnum):
    NUMBER_UNKNOWN = "receipt_number_unknown"
    PERSON_UNKNOWN = "receipt_person_unknown"
    PERSON_UNCLEAR = "receipt_person_unclear"
    TWICE = "receipt_twice_in_sheet"


@dataclass(frozen=True, slots=True)
class Match:
    """person: whom the row is about, or None with why not."""

    row: RowOfReceipts
    person: LetterPerson | None
    why_not: str = ""


# A correction that is signed answers for the number it replaces, though it may not have gone out yet.
_WENT_OUT = Q(letter__document__state__in=["issued", "acknowledged", "corrected"]) | Q(
    letter__document__state="signed", letter__document__corrects__isnull=False
)


def match_rows(actor: Actor, event_id: UUID, rows: Sequence[RowOfReceipts]) -> list[Match]:
    """Every row with its person among the letters that went out. A corrected letter stands for its successor."""
    persons = list(
        LetterPerson.objects.filter(_WENT_OUT, under("letter__unit__path", actor), letter__event_id=event_id)
        .select_related("letter__document__replaced_by__letter", "task__person")
        .order_by("letter__document__signed_at", "number")
    )
    known = _Known(persons)
    matches = [known.match(row) for row in rows]
    return _once_each(matches)


class _Known:
    """The persons of the letters, by letter and by what names them. Opened once for the whole sheet."""

    def __init__(self, persons: Sequence[LetterPerson]) -> None:
        now_in = {(one.letter_id, one.task_id): one for one in persons}
        self.by_id: dict[str, list[LetterPerson]] = defaultdict(list)
        self.by_name: dict[str, list[LetterPerson]] = defaultdict(list)
        self.numbers: dict[UUID, set[str]] = defaultdict(set)
        self.all_numbers: set[str] = set()
        for one in persons:
            number = _bare(one.letter.document.number)
            self.all_numbers.add(number)
            living = _living(one, now_in)
            self.numbers[living.id].add(number)
            if living is not one or one.letter.document.state == "corrected":
                continue
            if identity := normal_id(unseal(one.task.person, "id_number")):
                self.by_id[identity].append(one)
            self.by_name[normal_name(unseal(one.task.person, "name"))].append(one)

    def match(self, row: RowOfReceipts) -> Match:
        number = _bare(row.number)
        if number and number not in self.all_numbers:
            return Match(row, None, NoMatch.NUMBER_UNKNOWN.value)
        found = self.by_id.get(row.id_number, []) if row.id_number else []
        # A name alone says who is meant only within a letter that is named.
        if not found and number and row.name:
            found = self.by_name.get(row.name, [])
        if number:
            found = [one for one in found if number in self.numbers[one.id]]
        open_ones = [one for one in found if not one.result] or found
        if len(open_ones) == 1:
            return Match(row, open_ones[0])
        return Match(row, None, (NoMatch.PERSON_UNCLEAR if open_ones else NoMatch.PERSON_UNKNOWN).value)


def _living(one: LetterPerson, now_in: dict[tuple[UUID, UUID], LetterPerson]) -> LetterPerson:
    """The same person in the letter that replaced this one, as far as the chain goes."""
    seen = {one.id}
    while (successor := one.letter.document.replaced_by) is not None:
        following = now_in.get((successor.letter.id, one.task_id))
        if following is None or following.id in seen:
            return one
        one = following
        seen.add(one.id)
    return one


def _bare(number: str) -> str:
    """〔2021〕, [2021] and (2021) are one writing of a number."""
    return "".join(number.split()).translate(str.maketrans("[]()（）【】", "〔〕〔〕〔〕〔〕"))


def _once_each(matches: Sequence[Match]) -> list[Match]:
    """Two rows on one person contradict each other or repeat themselves: a person decides."""
    counted: dict[UUID, int] = defaultdict(int)
    for one in matches:
        if one.person is not None:
            counted[one.person.id] += 1
    return [
        Match(one.row, None, NoMatch.TWICE.value) if one.person and counted[one.person.id] > 1 else one
        for one in matches
    ]
