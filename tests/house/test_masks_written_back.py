"""T19b: what a page shows masked is never written over what is true, through whatever door it comes back.

Every operation gets the masked forms in each of its texts, one after another. Either it refuses, or no sealed value
anywhere carries a mask afterwards and nothing is changed but what it changes without one.
"""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django.fixtures import Settings

from tests.house.cases import CASES
from tests.house.cases.verification_letters import SCAN
from tests.house.test_permissions import _entry, _through_the_door
from tests.world import COUNTY, NOW, actor_with, make_event, make_people_sought, villages_of
from tests.world_letters import FACTS, ZHENGZHOU, identity, letter_desk, make_letter, make_outside, persons_of
from yanpan.base.documents.attachments import CleanFile
from yanpan.base.gate import OPERATIONS, Actor
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.people.models import Person
from yanpan.base.sync.tests.phones import FieldPhone
from yanpan.base.vault.fields import SealedField
from yanpan.base.vault.masks import is_masked, mask_id_number, mask_name, mask_phone
from yanpan.base.vault.sealing import forget_keys, open_bytes
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import ListBatch, Outcome
from yanpan.streams.verification.operations import Letter as TypedLetter
from yanpan.streams.verification.operations import LetterPerson as TypedPerson
from yanpan.streams.verification.operations import type_letter
from yanpan.streams.verification.operations.letters import draft_letter, redraft_letter
from yanpan.streams.verification.operations.letters.drafting import About

pytestmark = pytest.mark.django_db
MASKS = (mask_name("张三丰"), mask_phone("13812345634"), mask_id_number("411102199001011234"))
# A file, a letter, a register or a record of a phone is kept as its sender wrote it, masks and all: what it says
# is not yet what is known of a person. What becomes of it then is tried below and beside the rooms.
AS_IT_CAME = {
    "people.load_register",
    "verification.receive_list",
    "verification.type_letter",
    "verification.correct_typed_letter",
    "verification.receive_places",
    "verification.receive_receipts",
    "sync.receive_records",
}
Values = dict[tuple[str, str, str], bytes]
Way = tuple[Any, ...]


def _texts(value: Any, way: Way = ()) -> Iterator[Way]:
    """The ways to every text in an argument: names of fields, places in lists, keys."""
    if isinstance(value, str):
        yield way
    elif isinstance(value, CleanFile):
        return  # made by ourselves from pixels
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _texts(getattr(value, one.name), (*way, one.name))
    elif isinstance(value, (list, tuple)):
        for place, one in enumerate(value):
            yield from _texts(one, (*way, place))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, (*way, key))


def _with(value: Any, way: Way, text: str) -> Any:
    """The argument with one of its texts exchanged."""
    if not way:
        return text
    step, *rest = way
    if isinstance(value, dict):
        return {**value, step: _with(value.get(step), tuple(rest), text)}
    if isinstance(value, (list, tuple)):
        return type(value)(
            _with(one, tuple(rest), text) if place == step else one for place, one in enumerate(value)
        )
    return replace(value, **{step: _with(getattr(value, step), tuple(rest), text)})


def _left_out(name: str, arguments: dict[str, Any]) -> list[Way]:
    """Texts the case does not give because they may be left out."""
    parameters = inspect.signature(_entry(name).function).parameters.values()
    return [(one.name,) for one in parameters if one.default == "" and one.name not in arguments]


def _sealed_values() -> Values:
    """Every sealed value of every table, opened."""
    return {
        (model._meta.db_table, field.name, str(row.pk)): open_bytes(
            model._meta.db_table, field.name, row.pk, getattr(row, field.attname)
        )
        for model, field in _sealed_fields()
        for row in model._base_manager.all()
    }


def _sealed_fields() -> list[tuple[Any, SealedField]]:
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    ]


def _carries_a_mask(value: bytes) -> bool:
    return is_masked(value.decode("utf-8", errors="ignore"))


@dataclass(frozen=True)
class Did:
    """What a call left: sealed values it made anew or changed, and those that were there and are other or gone."""

    written: Values
    touched: frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class World:
    """A case's world, with somebody in it whose true values could be overwritten."""

    name: str
    actor: Actor
    arguments: dict[str, Any]
    before: Values

    def call(self, arguments: dict[str, Any]) -> Did | None:
        """None where it was refused. The world is as before afterwards."""
        with transaction.atomic():
            try:
                with transaction.atomic():
                    _through_the_door(self.name, self.actor, arguments)
            except Refused:
                return None
            finally:
                after = _sealed_values()
                transaction.set_rollback(True)
                forget_keys()
        written = {key: value for key, value in after.items() if self.before.get(key) != value}
        return Did(written, frozenset(key for key in self.before if after.get(key) != self.before[key]))

    def harm(self, way: Way, mask: str, allowed: frozenset[tuple[str, str, str]]) -> str:
        """'' where it was refused or did no harm."""
        did = self.call(_with(self.arguments, way, mask))
        if did is None:
            return ""
        masked = sorted({key[:2] for key, value in did.written.items() if _carries_a_mask(value)})
        lost = sorted({key[:2] for key in did.touched - allowed})
        return f"{way} {mask}: {masked} {lost}" if masked or lost else ""


def _world(name: str) -> World:
    actor, arguments = CASES[name].ready(1)
    event = ListBatch.objects.values_list("event_id", flat=True).first()
    if event is not None and not Person.objects.exists():
        make_people(
            event,
            [PersonFacts("张三丰", "411102199001011234", "13812345634", "召陵区")],
            now=arguments["now"],
        )
    return World(name, actor, arguments, _sealed_values())


@pytest.mark.parametrize("name", sorted(set(OPERATIONS) & set(CASES) - AS_IT_CAME))
def test_a_mask_in_any_text_of_an_operation_is_refused_or_does_no_harm(name: str, settings: Settings) -> None:
    settings.DRILL = CASES[name].drill
    world = _world(name)
    ways = [*_texts(world.arguments), *_left_out(name, world.arguments)]
    if not ways:
        return
    usual = world.call(world.arguments)
    assert usual is not None, "the case works without a mask"
    assert not [
        found for way in ways for mask in MASKS[:2] if (found := world.harm(way, mask, usual.touched))
    ]


def test_the_masks_of_every_kind_are_known_as_masks() -> None:
    assert all(is_masked(mask) for mask in MASKS)
    assert not any(is_masked(text) for text in ("张三丰", "13812345634", "411102199001011234", "降压药×2盒"))


def test_the_search_finds_a_mask_where_one_was_written() -> None:
    """A test that looks for nothing finds nothing."""
    make_people(make_event().id, [PersonFacts(MASKS[0], phone=MASKS[1])], now=NOW)
    assert {key[1] for key, value in _sealed_values().items() if _carries_a_mask(value)} == {"name", "phone"}


def test_what_a_drafter_says_of_one_person_carries_no_mask_either() -> None:
    """Their own words of a person lie deeper than the cases go."""
    [task], words = make_outside(1), ("last_contact", "last_place", "travel")
    letter = make_letter(1)
    [person] = persons_of(letter)
    for word in words:
        facts = replace(FACTS, about={task.id: About(**{word: "同住" + MASKS[0]})})
        with pytest.raises(Refused, match="masked_value_written_back"):
            draft_letter(letter_desk(), city=ZHENGZHOU, task_ids=[task.id], facts=facts, now=NOW)
        with pytest.raises(Refused, match="masked_value_written_back"):
            redraft_letter(
                letter_desk(),
                letter_id=letter.id,
                version=letter.document.version,
                city=ZHENGZHOU,
                task_ids=[person.task_id],
                facts=replace(FACTS, about={person.task_id: About(**{word: "同住" + MASKS[0]})}),
                now=NOW,
            )


def test_a_mask_in_a_record_of_a_phone_is_no_answer() -> None:
    village = villages_of(COUNTY)[0].key
    [task] = make_people_sought(1, at=village)
    phone = FieldPhone(village)
    said = {"task_id": str(task.id), "where": "here", "contact": "met", "measure": "cleared"}
    masked, whole = (
        phone.record("verification.record_outcome", said | {"note": note}, base_version=task.version)
        for note in (MASKS[1], "躺椅上")
    )
    assert phone.told(masked) == ["refused: masked_value_written_back"]
    assert not Outcome.objects.exists()
    assert phone.told(whole) == ["created"]


def test_a_mask_in_a_letter_is_typed_only_as_the_letter_itself_has_it() -> None:
    make_event()
    letter = TypedLetter("郑州市", "协查函", "1号", "contact", "郑州六院", date(2021, 8, 3))
    actor = actor_with("verification.type_letter", unit_key=COUNTY)
    for field, mask in zip(("name", "phone", "id_number"), MASKS, strict=True):
        whole = TypedPerson("张三丰", "男", identity(1), "13812345634", "召陵区")
        with pytest.raises(Refused, match="letter_needs_a_look"):
            type_letter(
                actor,
                unit_key=COUNTY,
                letter=letter,
                persons=[replace(whole, **{field: mask})],
                scan=SCAN,
                as_written=False,
                now=NOW,
            )


def test_every_sealed_field_is_looked_at() -> None:
    assert len(_sealed_fields()) > 30
