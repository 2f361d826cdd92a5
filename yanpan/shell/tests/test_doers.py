"""Who did something, in the words a reader knows."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tests import world
from yanpan.base.jobs.rounds import KEEPER
from yanpan.shell.tests.desk import make_account
from yanpan.shell.words import doer_word, forget_labels

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _liaison() -> Iterator[None]:
    make_account("county-411104", "county_liaison", world.COUNTY)
    forget_labels()
    with translation.override("zh-hans"):
        yield
    forget_labels()


def test_an_account_is_called_by_its_label() -> None:
    assert doer_word("county-411104") == "王值班"


def test_a_phone_is_called_by_its_village() -> None:
    village = world.villages_of(world.TOWNSHIP)[0]
    said = doer_word(f"phone:{village.key}:a1b2c3")
    assert village.name in said and "a1b2c3" in said and village.key not in said


def test_who_entered_it_for_somebody_on_the_telephone_is_called_by_the_label() -> None:
    said = doer_word("tel:王建国/county-411104")
    assert "王建国" in said and "王值班" in said and "county-411104" not in said


@pytest.mark.parametrize("name", ["", "somebody-who-left", "tel:", "phone:nowhere"])
def test_a_name_of_no_account_stays_as_it_is(name: str) -> None:
    assert doer_word(name) == name


def test_the_keeper_is_no_person() -> None:
    assert doer_word(KEEPER) == "系统"


def test_a_page_of_many_names_asks_the_database_once(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(2):
        for number in range(200):
            doer_word(f"county-{number}")
