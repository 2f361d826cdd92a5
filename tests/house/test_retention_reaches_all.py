"""Every sealed word and every picture is ended by a dated rule; nothing that is added later is forgotten."""

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Model, Q

from yanpan.base.documents.models import Attachment, Document
from yanpan.base.events.models import Event
from yanpan.base.policy.retention import retention_rules
from yanpan.base.vault.rotation import sealed_models
from yanpan.streams.verification.queries.retention.belongings import ROOTS, ties
from yanpan.streams.verification.queries.retention.words import (
    models_of_event,
    personal_columns,
    pointers,
)

# Ended through whatever leads to them: a list, a letter, a visit, a hole.
LED_TO = (Attachment, Document)


def _own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("yanpan.")]


def _of_people() -> set[type[Model]]:
    return {*ROOTS, *(tie.model for root in ROOTS for tie in ties(root))}


def _by_itself() -> set[str]:
    return {table for rule in retention_rules() for table in rule.tables}


def _is_ended(model: type[Model]) -> bool:
    label = model._meta.label
    return label in _by_itself() or model in _of_people() or model in models_of_event()


@pytest.mark.parametrize("model", sealed_models().values(), ids=lambda model: model._meta.label)
def test_every_sealed_word_of_a_person_is_ended_by_a_rule(model: type[Model]) -> None:
    assert not personal_columns(model) or model in LED_TO or _is_ended(model)


def _leading() -> list[tuple[type[Model], str]]:
    found = [(model, column) for model in _own_models() for to in LED_TO for column in pointers(model, to)]
    return [(model, column) for model, column in found if model not in LED_TO]


@pytest.mark.parametrize(("model", "column"), _leading(), ids=lambda one: getattr(one, "__name__", one))
def test_every_picture_and_paper_hangs_on_what_a_rule_ends(model: type[Model], column: str) -> None:
    assert _is_ended(model)


def test_the_rules_name_tables_that_exist() -> None:
    assert _by_itself() - {model._meta.label for model in _own_models()} == set()


def test_no_constraint_keeps_a_word_from_being_blotted_out() -> None:
    """A table that demands its word would stop a witnessed purge half-way."""
    blotted: list[type[Model]] = [*models_of_event(), *LED_TO]
    demanding = [
        (model._meta.label, one.name)
        for model in blotted
        for one in model._meta.constraints
        if isinstance(one, CheckConstraint) and _named(one.condition) & set(personal_columns(model))
    ]
    assert demanding == []


def _named(condition: object) -> set[str]:
    """The columns a condition speaks of."""
    if isinstance(condition, Q):
        return {name for child in condition.children for name in _named(child)}
    return {str(condition[0]).partition("__")[0]} if isinstance(condition, tuple) else set()


def test_places_and_needs_of_nobody_belong_to_the_event_and_persons_do_not() -> None:
    """The walk itself: what it must find, and what goes with a person."""
    names = {model.__name__ for model in models_of_event()}
    assert {"PlaceVisit", "HolePhoto", "Need", "NeedStep", "Letter", "ListBatch"} <= names
    assert not {"Person", "ListRow", "Outcome", "FollowUp", "Attempt", "Arrival"} & names
    assert {tie.model.__name__ for tie in ties(Event)} >= {"FollowUp", "Attempt", "RosterLine", "Receipt"}
