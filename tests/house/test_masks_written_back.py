"""T19b: what a page shows masked is never written over what is true, through whatever door it comes back.

Every operation gets the masked forms in each of its texts, one after another. Either it refuses, or no sealed value
anywhere carries a mask afterwards and every value that was there before is there still.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django.fixtures import Settings

from tests.house.cases import CASES
from tests.house.test_permissions import _through_the_door
from tests.world import NOW, make_event
from yanpan.base.gate import OPERATIONS
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.people.models import Person
from yanpan.base.vault.fields import SealedField
from yanpan.base.vault.masks import is_masked, mask_id_number, mask_name, mask_phone
from yanpan.base.vault.sealing import open_bytes
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import ListBatch

pytestmark = pytest.mark.django_db
MASKS = (mask_name("张三丰"), mask_phone("13812345634"), mask_id_number("411102199001011234"))
# A file or a letter is kept as its sender wrote it, masks and all: what it says is not what is known of a person.
AS_IT_CAME = {
    "verification.receive_list",
    "verification.type_letter",
    "verification.upload_places",
    "verification.receive_receipts",
}
Values = dict[tuple[str, str, str], bytes]


def _texts(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to every text in an argument: names of fields, places in lists, keys."""
    if isinstance(value, str):
        yield way
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _texts(getattr(value, one.name), (*way, one.name))
    elif isinstance(value, (list, tuple)):
        for place, one in enumerate(value):
            yield from _texts(one, (*way, place))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, (*way, key))


def _with(value: Any, way: tuple[Any, ...], text: str) -> Any:
    """The argument with one of its texts exchanged."""
    if not way:
        return text
    step, *rest = way
    if isinstance(value, dict):
        return {**value, step: _with(value[step], tuple(rest), text)}
    if isinstance(value, (list, tuple)):
        return type(value)(
            _with(one, tuple(rest), text) if place == step else one for place, one in enumerate(value)
        )
    return replace(value, **{step: _with(getattr(value, step), tuple(rest), text)})


def _sealed_values() -> Values:
    """Every sealed value of every table, opened."""
    return {
        (model._meta.db_table, field.name, str(row.pk)): open_bytes(
            model._meta.db_table, field.name, row.pk, getattr(row, field.attname)
        )
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
        for row in model._base_manager.all()
    }


def _carries_a_mask(value: bytes) -> bool:
    return is_masked(value.decode("utf-8", errors="ignore"))


def _in_a_world(name: str) -> tuple[Any, dict[str, Any]]:
    """The case's world, with somebody in it whose true values could be overwritten."""
    actor, arguments = CASES[name].ready(1)
    event = ListBatch.objects.values_list("event_id", flat=True).first()
    if event is not None and not Person.objects.exists():
        make_people(
            event,
            [PersonFacts("张三丰", "411102199001011234", "13812345634", "召陵区")],
            now=arguments["now"],
        )
    return actor, arguments


def _tried(name: str, way: tuple[Any, ...], mask: str) -> str:
    """'' where it was refused or did no harm, else what it did; the world is gone afterwards."""
    with transaction.atomic():
        actor, arguments = _in_a_world(name)
        before = _sealed_values()
        try:
            with transaction.atomic():
                _through_the_door(name, actor, _with(arguments, way, mask))
        except Refused:
            return ""
        finally:
            after = _sealed_values()
            transaction.set_rollback(True)
    changed = [key for key, value in after.items() if value != before.get(key)]
    masked = [key[:2] for key in changed if _carries_a_mask(after[key])]
    gone = [key[:2] for key in before if key not in after]
    return f"{name} {way}: {masked or gone}" if masked or gone else ""


@pytest.mark.parametrize("name", sorted(set(OPERATIONS) & set(CASES) - AS_IT_CAME))
def test_a_mask_in_any_text_of_an_operation_is_refused_or_does_no_harm(name: str, settings: Settings) -> None:
    settings.DRILL = CASES[name].drill
    with transaction.atomic():
        arguments = CASES[name].ready(1)[1]
        ways = list(_texts(arguments))
        transaction.set_rollback(True)
    assert not [found for way in ways for mask in MASKS[:2] if (found := _tried(name, way, mask))]


def test_the_masks_of_every_kind_are_known_as_masks() -> None:
    assert all(is_masked(mask) for mask in MASKS)
    assert not any(is_masked(text) for text in ("张三丰", "13812345634", "411102199001011234", "召陵区*号楼"))


def test_the_search_finds_a_mask_where_one_was_written() -> None:
    """A test that looks for nothing finds nothing."""
    make_people(make_event().id, [PersonFacts(MASKS[0], phone=MASKS[1])], now=NOW)
    assert {key[1] for key, value in _sealed_values().items() if _carries_a_mask(value)} == {"name", "phone"}


def test_every_sealed_field_is_looked_at() -> None:
    found = [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    ]
    assert len(found) > 20
