"""Letters that come as a fax or a photo: typed, with the scan; the number may follow within 24 hours."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.documents.models import Attachment
from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.jobs.running import enqueue
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.queries import visible_unit
from yanpan.base.vault.masks import carries_identifier, is_masked
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Refused, Stale
from yanpan.streams.verification.exchange import problems_of
from yanpan.streams.verification.exchange.naming import name_of_list
from yanpan.streams.verification.exchange.typed import content_of, digest_of, layout_of
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.operations.lists.finding import batch_to_change
from yanpan.streams.verification.operations.lists.receiving import kept_until
from yanpan.streams.verification.rules import CHECK_OF_SOURCE, Source
from yanpan.streams.verification.rules.lists import (
    MOST_TYPED,
    NUMBER_FOLLOWS,
    TRADE_WORDS,
    ReasonClass,
    wrong_in_letter,
)

NUMBER_MISSING = "letter_number_missing"
CALLED_AGAIN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says of all its persons. number: '' = to follow within 24 hours; on: the day of exposure."""

    sender: str
    subject: str
    number: str
    reason: str
    place: str
    on: date | None


@dataclass(frozen=True, slots=True)
class LetterPerson:
    """One person as the letter has it; '' for what it leaves open."""

    name: str = ""
    sex: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""

    def fields(self, reason: str) -> dict[str, str]:
        typed = {name: text.strip() for name, text in asdict(self).items()}
        return {name: text for name, text in (typed | {"reason": reason}).items() if text}


@operation("verification.type_letter", subject="unit_key", records=("as_written",))
def type_letter(
    actor: Actor,
    *,
    unit_key: str,
    letter: Letter,
    persons: Sequence[LetterPerson],
    scan: CleanFile,
    as_written: bool,
    now: datetime,
) -> ListBatch:
    """Keep a typed letter with its scan and take its persons in, as a list is.

    Raises Refused('letter_incomplete', problems) with all that is missing, Refused('letter_needs_a_look', problems)
    with all that looks mistyped, unless as_written says that the letter itself has it so; Stale: typed already.
    """
    return keep_letter(actor, visible_unit(actor, unit_key).id, letter, persons, scan, as_written, now)


def keep_letter(
    actor: Actor,
    unit_id: int,
    letter: Letter,
    persons: Sequence[LetterPerson],
    scan: CleanFile | Attachment | None,
    as_written: bool,
    now: datetime,
    replaces: ListBatch | None = None,
) -> ListBatch:
    """Checked, sealed, and on its way to be taken in. Called inside operations."""
    event, rows = current_event(), _checked(letter, persons, as_written)
    digest = digest_of(asdict(letter) | {"number": ""}, rows)
    if isinstance(scan, CleanFile):
        scan = keep_attachment(unit_id, scan, by=actor.name, now=now)
    living = ListBatch.objects.filter(event_id=event.id, file_digest=digest).exclude(state="void")
    if same := living.only("file_name", "received_at").first():
        raise Stale("same_letter_typed", file=same.file_name, at=same.received_at.isoformat())
    batch_id, number, sealer = fresh_id(now), letter.number.strip(), Sealer(ListBatch, now)
    return ListBatch.objects.create(
        id=batch_id,
        event_id=event.id,
        unit_id=unit_id,
        kind="typed",
        source=Source.OTHER_CITY.value,
        sender=letter.sender.strip()[:80],
        letter_number=number[:60],
        number_due_at=None if number else now + NUMBER_FOLLOWS,
        scan=scan,
        replaces=replaces,
        file_name=name_of_list(Source.OTHER_CITY, batch_id, now),
        name_as_sent=sealer.seal("name_as_sent", batch_id, letter.subject.strip()[:255]),
        file_digest=digest,
        content=sealer.seal_bytes("content", batch_id, content_of(rows)),
        **kept_until(event, now, reply_due=True),
        check_kind=CHECK_OF_SOURCE[Source.OTHER_CITY],
        place=letter.place.strip()[:80],
        window_from=letter.on,
        window_to=letter.on,
        received_at=now,
        received_by=actor.name,
        state="confirmed",
        layout=layout_of(len(rows)),
        person_rows=len(rows),
        job=enqueue(actor, "verification.take_in", now=now, batch_id=str(batch_id)).id,
    )


def _checked(letter: Letter, persons: Sequence[LetterPerson], as_written: bool) -> list[dict[str, str]]:
    """The persons as fields; lines left empty are no persons, and problems name the line as typed."""
    for text in (letter.sender, letter.subject, letter.number, letter.place):
        if carries_identifier(text):
            raise Refused("identifier_in_free_text", field="letter")
    known = letter.reason in set(ReasonClass)
    reason = TRADE_WORDS[ReasonClass(letter.reason)] if known else ""
    lines = [one.fields(reason) if one != LetterPerson() else {} for one in persons]
    rows = [line for line in lines if line]
    wrong = wrong_in_letter([_problems(line) for line in lines])
    missing = [
        code
        for code, is_missing in (
            ("sender_missing", not letter.sender.strip()),
            ("subject_missing", not letter.subject.strip()),
            ("reason_class_unknown", not known),
            ("no_persons", not rows),
            ("too_many_persons", len(rows) > MOST_TYPED),
        )
        if is_missing
    ]
    if missing or any(one.endswith(":no_identity") for one in wrong):
        raise Refused("letter_incomplete", problems=",".join([*missing, *wrong]))
    if wrong and not as_written:
        raise Refused("letter_needs_a_look", problems=",".join(wrong))
    return rows


def _problems(line: dict[str, str]) -> list[str]:
    """A name behind a mask is typed only where the letter itself has it so."""
    if not line:
        return []
    return [*problems_of(line), *(["name:name_masked"] if is_masked(line.get("name", "")) else [])]


@operation("verification.enter_letter_number", subject="batch_id", records=("number",))
def enter_letter_number(actor: Actor, *, batch_id: UUID, number: str, now: datetime) -> None:
    """The number that followed, or a number that was mistyped before; the audit keeps each."""
    batch = batch_to_change(actor, batch_id)
    if batch.state == "void":
        raise Stale("batch_changed", state=batch.state)
    if not number.strip():
        raise Refused("letter_number_needed")
    batch.letter_number, batch.number_due_at = number.strip()[:60], None
    batch.save(update_fields=["letter_number", "number_due_at"])


def letters_without_number(now: datetime) -> QuerySet[ListBatch]:
    """Letters whose number did not follow in time."""
    return ListBatch.objects.filter(number_due_at__lte=now, letter_number="").exclude(state="void")


def to_call_for(now: datetime) -> QuerySet[ListBatch]:
    """Of these, those the desk was not rung about for a day."""
    silent = Q(number_called_at=None) | Q(number_called_at__lte=now - CALLED_AGAIN_AFTER)
    return letters_without_number(now).filter(silent)


@operation("verification.call_for_numbers")
def call_for_numbers(actor: Actor, *, now: datetime) -> int:
    """Put the duty desks on the call list whose letters have no number after 24 hours; returns how many letters."""
    mine = under("unit__path", actor)
    ringing = list(to_call_for(now).filter(mine).values_list("id", "unit_id"))
    desks = {unit_id for _, unit_id in ringing}
    late = letters_without_number(now).filter(mine, unit_id__in=desks)
    counted = late.values_list("unit_id").annotate(count=Count("id")).order_by("unit_id")
    make_calls([Call(unit_id, NUMBER_MISSING, {"letters": count}) for unit_id, count in counted], now=now)
    return ListBatch.objects.filter(id__in=[one for one, _ in ringing]).update(number_called_at=now)
