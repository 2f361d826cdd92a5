"""Sealed words and pictures of an event that hang on no person of a list, found in the tables themselves.

Notes of visits, photos of holes, needs of somebody on no list, letters whose persons are gone, and whatever a room
adds to the event later. Words classed as internal (C1) name nobody and stay.
"""

from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from django.db.models import ForeignKey, Model, QuerySet

from yanpan.base.documents.models import Attachment, Document
from yanpan.base.events.models import Event
from yanpan.base.people.models import Person
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.verification.models import LetterPerson, ListRow
from yanpan.streams.verification.queries.retention.belongings import ROOTS, ties


@dataclass(slots=True)
class Words:
    """rows: with a sealed word of a person's class; scans: pictures still there; texts: of papers."""

    rows: dict[type[Model], set[UUID]] = field(default_factory=dict)
    scans: set[UUID] = field(default_factory=set)
    texts: set[UUID] = field(default_factory=set)

    @property
    def count(self) -> int:
        return sum(map(len, self.rows.values())) + len(self.scans) + len(self.texts)


@cache
def personal_columns(model: type[Model]) -> tuple[str, ...]:
    """Sealed columns that may tell of a person."""
    return tuple(
        one.name
        for one in model._meta.local_fields
        if isinstance(one, SealedField) and one.data_class not in (DataClass.PUBLIC, DataClass.INTERNAL)
    )


def pointers(model: type[Model], to: type[Model]) -> list[str]:
    """Columns by which a table's rows lead to a scan or a paper."""
    return [
        one.name
        for one in model._meta.local_fields
        if isinstance(one, ForeignKey) and one.remote_field.model is to
    ]


@cache
def paths(model: type[Model], root: type[Model]) -> tuple[str, ...]:
    """Every way from a row up to what it belongs to, as look-ups; none if it does not."""
    if model is root:
        return ("pk",)
    return tuple(
        f"{tie.column}__{above}"
        for tie in ties(root)
        if tie.model is model
        for above in paths(tie.owner, root)
    )


@cache
def models_of_event() -> tuple[type[Model], ...]:
    """Every table whose rows belong to an event and need not belong to a person or a row of a list."""
    owned = dict.fromkeys(tie.model for tie in ties(Event))
    return tuple(model for model in owned if not always_of_a_person(model))


@cache
def always_of_a_person(model: type[Model]) -> bool:
    """Whether a row cannot be without its person, or its row of a list."""
    if model in ROOTS:
        return True
    own = [tie for root in ROOTS for tie in ties(root) if tie.model is model]
    return any(not model._meta.get_field(tie.column).null and always_of_a_person(tie.owner) for tie in own)


def words_of_event(event_id: UUID) -> Words:
    """What is there to be blotted out beside the event's persons and rows."""
    found, papers = Words(), set[UUID]()
    for model in models_of_event():
        own = _of_nobody(model, event_id)
        if columns := personal_columns(model):
            said = own.exclude(**dict.fromkeys(columns, b""))
            found.rows[model] = set(said.values_list("pk", flat=True))
        for column in pointers(model, Attachment):
            found.scans |= _led_to(own, column)
        for column in pointers(model, Document):
            papers |= _led_to(own, column)
    papers -= set(LetterPerson.objects.values_list("letter__document", flat=True))
    written = Document.objects.filter(id__in=papers)
    found.texts = set(written.exclude(text=b"").values_list("id", flat=True))
    found.scans |= _led_to(written, "scan")
    there = Attachment.objects.filter(id__in=found.scans, gone_at=None)
    found.scans = set(there.values_list("id", flat=True))
    return found


def _of_nobody(model: type[Model], event_id: UUID) -> QuerySet[Model]:
    """The event's rows of a table without those that go, or stay, with a person or a row of a list."""
    way = min(paths(model, Event), key=len)
    lacking = {f"{one}__isnull": True for root in (Person, ListRow) for one in paths(model, root)}
    return model._default_manager.filter(**{way: event_id}, **lacking)


def _led_to(rows: QuerySet[Model], column: str) -> set[UUID]:
    return set(rows.exclude(**{column: None}).values_list(column, flat=True))
