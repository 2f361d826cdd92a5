"""A letter's steps: three acts by three people, then it goes out and the clock of its receipt runs."""

from datetime import datetime, timedelta
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.documents.keeping import check, issue, keep_scan, send_back, sign
from yanpan.base.gate import Actor, operation
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import Letter, VerificationTask
from yanpan.streams.verification.operations.letters.finding import letter_to_change
from yanpan.streams.verification.queries.living import living_ids
from yanpan.streams.verification.rules.letters import Purpose


@operation("verification.check_letter", subject="letter_id", records=("version",))
def check_letter(actor: Actor, *, letter_id: UUID, version: int, now: datetime) -> Letter:
    """核稿: by anybody but the drafter. Refused('another_person_checks'), Stale if it was changed meanwhile."""
    letter, document = letter_to_change(actor, letter_id, version)
    check(document, by=actor.name, now=now)
    return letter


@operation("verification.send_back_letter", subject="letter_id", records=("version",), words=("reason",))
def send_back_letter(actor: Actor, *, letter_id: UUID, version: int, reason: str, now: datetime) -> Letter:
    """退回: by who checks or who signs, with what is wrong."""
    letter, document = letter_to_change(actor, letter_id, version)
    send_back(document, reason=reason, by=actor.name)
    return letter


@operation("verification.sign_letter", subject="letter_id", records=("version",))
def sign_letter(actor: Actor, *, letter_id: UUID, version: int, now: datetime) -> Letter:
    """签发: by a third person; the letter gets its number, and what it says is fixed from then on.

    Refused('a_third_person_signs'), Refused('letter_names_someone_found') if one of its persons is here after all.
    """
    letter, document = letter_to_change(actor, letter_id, version)
    _check_persons(letter)
    sign(document, by=actor.name, now=now)
    return letter


@operation("verification.issue_letter", subject="letter_id", records=("version", "channel"))
def issue_letter(actor: Actor, *, letter_id: UUID, version: int, channel: str, now: datetime) -> Letter:
    """发出: by platform, fax, confidential post or as a file; the clock of the receipt runs from now on.

    Raises Refused('unknown_channel'), Refused('letter_names_someone_found').
    """
    letter, document = letter_to_change(actor, letter_id, version)
    _check_persons(letter)
    issue(document, channel=channel, by=actor.name, now=now)
    if letter.purpose != Purpose.WITHDRAW:
        letter.answer_by = now + timedelta(hours=letter.hours)
        letter.save(update_fields=["answer_by"])
    return letter


def _check_persons(letter: Letter) -> None:
    """Nobody is asked to look for somebody who has been found here meanwhile."""
    sought = set(living_ids(letter.persons.values_list("task_id", flat=True)).values())
    found = VerificationTask.objects.filter(id__in=sought).exclude(standing="handed_on").count()
    if found and letter.purpose != Purpose.WITHDRAW:
        raise Refused("letter_names_someone_found", count=found)


@operation("verification.keep_letter_scan", subject="letter_id")
def keep_letter_scan(actor: Actor, *, letter_id: UUID, scan: CleanFile, now: datetime) -> Letter:
    """Keep the stamped paper as it went out."""
    letter, document = letter_to_change(actor, letter_id)
    keep_scan(document, keep_attachment(letter.unit_id, scan, by=actor.name, now=now))
    return letter
