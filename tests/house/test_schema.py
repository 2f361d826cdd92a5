"""What the tables may and may not hold, after all migrations, on the database of this run."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from yanpan.base.people.models import Person
from yanpan.base.vault.fields import BlindIndexField, DataClass, SealedField

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "yanpan"
pytestmark = pytest.mark.django_db


def _own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("yanpan.")]


def _own_fields() -> "list[models.Field[Any, Any]]":
    """Their str() is 'app.Model.field'."""
    return [field for model in _own_models() for field in model._meta.local_fields]


def _named_constraints() -> list[tuple[str, str]]:
    return [(model._meta.db_table, one.name) for model in _own_models() for one in model._meta.constraints]


@pytest.mark.parametrize(("table", "name"), _named_constraints())
def test_a_named_constraint_is_in_the_database(table: str, name: str) -> None:
    """A later rebuild of a SQLite table may drop what raw SQL made; so the database is asked."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    assert name in found


def test_a_constraint_is_named_as_a_truth() -> None:
    """Several words, no table prefix, none twice."""
    names = [name for _, name in _named_constraints()]
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+){2,}", name)] == []
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("model", _own_models(), ids=lambda model: model._meta.label)
def test_every_field_is_a_column(model: type[models.Model]) -> None:
    """Migrations and models agree on the database itself, not only in Django's state."""
    with connection.cursor() as cursor:
        columns = {
            one.name for one in connection.introspection.get_table_description(cursor, model._meta.db_table)
        }
    assert {field.column for field in model._meta.local_concrete_fields} == columns


MARKS_OF_A_PERSON = re.compile(
    r"colou?r|score|status|level|risk|tag|label|code_state|grade|rating", re.IGNORECASE
)
ATTRIBUTES = re.compile(
    r"occupation|employer|job_title|profession|bank|petition|ethnic|nation|religio|belief|party|union|income",
    re.IGNORECASE,
)


def test_a_person_has_no_colour_score_or_status() -> None:
    """HC-1: restriction is a function of orders in force, never a column."""
    names = {field.name for field in Person._meta.get_fields()}
    assert {name for name in names if MARKS_OF_A_PERSON.search(name)} == set()


def test_nothing_holds_what_nobody_may_be_sought_by() -> None:
    """HC-16 and HC-22: no column of occupation, employer, bank, petition, ethnicity, religion."""
    found = {str(field) for field in _own_fields() if ATTRIBUTES.search(field.name)}
    assert found == set()


PERSONAL = {"name", "phone", "address", "id_number", "passport", "fields", "note", "content", "record"}
# Units, officials in duty, files, views of lists, questions of a form and what a village says of its day (numbers of
# persons are refused there as in every line's report) are internal facts (C1), not persons.
INTERNAL = {
    "accounts.FailedSignIn.name",
    "accounts.SavedView.name",
    "events.Event.name",
    "hq.LineForm.fields",
    "hq.VillageReport.note",
    "indicators.Confirmation.name",
    "indicators.CutOff.name",
    "notices.Notice.phone",
    "places.GeoUnit.name",
    "places.Unit.name",
    "places.Unit.phone",
}


def test_what_tells_of_a_person_is_sealed_and_has_a_data_class() -> None:
    plain = {
        str(field) for field in _own_fields() if field.name in PERSONAL and not isinstance(field, SealedField)
    }
    assert plain - INTERNAL == set()
    sealed = [field for field in _own_fields() if isinstance(field, SealedField)]
    assert sealed and all(field.data_class in set(DataClass) for field in sealed)


def test_a_sealed_field_belongs_to_a_row_with_a_uuid() -> None:
    """The seal is bound to the row's id, so the id must exist before the row does."""
    owners = {field.model for field in _own_fields() if isinstance(field, SealedField)}
    assert {m._meta.label for m in owners if not isinstance(m._meta.pk, models.UUIDField)} == set()


def test_migrations_see_plain_django_fields() -> None:
    text = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("migrations/0*.py"))
    assert SealedField.__name__ not in text and BlindIndexField.__name__ not in text and "yanpan." not in text
