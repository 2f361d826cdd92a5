"""Destroying persons and rows with all that hangs on them, and words of nobody; numbers stay. In a purge's job."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Model, QuerySet

from yanpan.base.documents.attachments import destroy_attachments
from yanpan.base.documents.models import Attachment, Document
from yanpan.base.people.models import Person
from yanpan.base.sync.models import FieldRecord
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.rotation import keys_of
from yanpan.streams.verification.models import (
    LetterPerson,
    ListRow,
    Receipt,
    RowTally,
    VerificationTask,
)
from yanpan.streams.verification.queries.account import ROW_STANDING
from yanpan.streams.verification.queries.retention.belongings import Ids, belonging_to
from yanpan.streams.verification.queries.retention.words import personal_columns, words_of_event


@dataclass(slots=True)
class Gone:
    """counts: table → rows; keys: table → data keys what is gone lay under."""

    counts: Counter[str] = field(default_factory=Counter)
    keys: dict[str, set[int]] = field(default_factory=dict)

    def note(self, rows: QuerySet[Model]) -> None:
        """Called while the rows are still there."""
        if keys := keys_of(rows):
            self.keys.setdefault(rows.model._meta.db_table, set()).update(keys)


def destroy_people(ids: Iterable[UUID], *, now: datetime) -> Gone:
    """Persons, their tasks, rows, answers and whatever else belongs to them."""
    return _destroy(Person, ids, now)


def destroy_rows(ids: Iterable[UUID], *, now: datetime) -> Gone:
    """Rows nobody was looked for by."""
    return _destroy(ListRow, ids, now)


def destroy_words(event_id: UUID, *, now: datetime) -> Gone:
    """Notes, photos and papers of an event that hang on no person: the lines stay with their numbers, the words go."""
    words, gone = words_of_event(event_id), Gone()
    for model, ids in words.rows.items():
        rows = model._default_manager.filter(pk__in=ids)
        gone.note(rows)
        if count := rows.update(**dict.fromkeys(personal_columns(model), b"")):
            gone.counts[model._meta.db_table] += count
    texts = Document.objects.filter(id__in=words.texts)
    gone.note(texts)
    if count := texts.update(text=b""):
        gone.counts["letter_texts"] += count
    _blot_out_scans(words.scans, gone, now)
    return gone


def _destroy(root: type[Model], ids: Iterable[UUID], now: datetime) -> Gone:
    belongings, gone = belonging_to(root, ids), Gone()
    _tally(belongings.get(ListRow, set()), now)
    tasks = belongings.get(VerificationTask, set())
    _blot_out_letters(belongings, gone, now)
    _forget_phones(tasks, gone)
    _delete(Handover.objects.filter(subject__in=tasks), gone)
    for model in reversed(belongings):
        if belongings[model]:
            _delete(model._default_manager.filter(pk__in=belongings[model]), gone)
    return gone


def _delete(rows: QuerySet[Model], gone: Gone) -> None:
    gone.note(rows)
    # Django's own delete() reads every row and all that points to it first; here nothing points any more.
    if count := rows._raw_delete(rows.db):
        gone.counts[rows.model._meta.db_table] += count


def _tally(rows: set[UUID], now: datetime) -> None:
    """Each row goes on standing where it stood, as a number."""
    counted = (
        ListRow.objects.filter(id__in=rows)
        .annotate(stands=ROW_STANDING, task_unit=F("task__custody"), list_unit=F("batch__unit"))
        .values_list("batch_id", "task_unit", "list_unit", "stands")
        .annotate(count=Count("id"))
        .order_by()
    )
    for batch, task_unit, list_unit, standing, count in counted:
        tally, _ = RowTally.objects.get_or_create(
            batch_id=batch, unit_id=task_unit or list_unit, standing=standing, defaults={"id": fresh_id(now)}
        )
        RowTally.objects.filter(id=tally.id).update(rows=F("rows") + count)


def _blot_out_letters(belongings: Ids, gone: Gone, now: datetime) -> None:
    """A letter that names one of them keeps number, dates and digest; its text and scans go, whoever else is in it."""
    named = LetterPerson.objects.filter(id__in=belongings.get(LetterPerson, set()))
    letters = Document.objects.filter(letter__persons__in=named, letter__isnull=False).distinct()
    ids = list(letters.values_list("id", flat=True))
    texts = Document.objects.filter(id__in=ids).exclude(text=b"")
    scans = set(texts.exclude(scan=None).values_list("scan_id", flat=True))
    receipts = Receipt.objects.filter(id__in=belongings.get(Receipt, set())).exclude(scan=None)
    scans |= set(receipts.values_list("scan_id", flat=True))
    _blot_out_scans(scans, gone, now)
    gone.note(texts)
    if count := texts.update(text=b""):
        gone.counts["letter_texts"] += count


def _blot_out_scans(ids: set[UUID], gone: Gone, now: datetime) -> None:
    gone.note(Attachment.objects.filter(id__in=ids, gone_at=None))
    if count := destroy_attachments(sorted(ids), now=now):
        gone.counts["scans"] += count


def _forget_phones(tasks: set[UUID], gone: Gone) -> None:
    """What phones sent of them: the line with its sequence stays, so that no record seems lost."""
    records = FieldRecord.objects.filter(subject__in=tasks)
    gone.note(records)
    if count := records.update(payload=b"", subject=None, facts={}, digest=""):
        gone.counts["field_records"] += count
