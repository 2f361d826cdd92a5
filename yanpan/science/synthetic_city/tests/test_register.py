"""The register against the census, and against itself."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yanpan.science.synthetic_city import COLUMNS, Village, register_columns
from yanpan.science.synthetic_city.census import BAND_STARTS, COUNTIES, county_census
from yanpan.science.synthetic_city.households import (
    CHILD_1,
    HUSBAND,
    WIFE,
    members,
    pattern_shares,
)
from yanpan.science.synthetic_city.id_numbers import check_character, is_valid
from yanpan.science.synthetic_city.register import REGISTER_DAY
from yanpan.science.synthetic_city.village import shares

VILLAGES = [
    Village("411102001001", "滨西社区居民委员会", "老街街道", "源汇区"),
    Village("411102002201", "闫庄村村民委员会", "大刘镇", "源汇区"),
    Village("411103100201", "孟庙村民委员会", "孟庙镇", "郾城区"),
    Village("411104100201", "黄庄村村民委员会", "召陵区召陵镇", "召陵区"),
    Village("411121101201", "冢张村村民委员会", "北舞渡镇", "舞阳县"),
    Village("411122101211", "司马村村民委员会", "繁城回族镇", "临颍县"),
    Village("411171102228", "任庄村村委会", "邓襄镇", "漯河经济技术开发区"),
]


@pytest.fixture(scope="module")
def register() -> pl.DataFrame:
    return register_columns(VILLAGES, 40_000, 7)


def test_the_six_units_add_up_to_the_city() -> None:
    assert {name: unit.residents for name, unit in COUNTIES.items()} == {
        "源汇区": 322334,
        "郾城区": 505302,
        "召陵区": 400875,
        "舞阳县": 447130,
        "临颍县": 593673,
        "漯河经济技术开发区": 98176,
    }


def test_a_known_number_has_the_known_check_character() -> None:
    assert check_character("11010519491231002") == "X"  # the example of GB 11643-1999
    assert is_valid("11010519491231002X")
    assert not is_valid("110105194912310020")


def test_every_number_is_valid_unique_and_says_birth_and_sex(
    register: pl.DataFrame,
) -> None:
    numbers = register["id_number"]
    assert all(is_valid(number) for number in numbers)
    assert numbers.n_unique() == 40_000
    assert (numbers.str.slice(6, 8) == register["birth_date"].str.replace_all("-", "")).all()
    is_male = numbers.str.slice(16, 1).cast(pl.Int64) % 2 == 1
    assert (is_male == (register["sex"] == "男")).all()


def test_the_old_county_code_is_borne_by_those_born_before_the_split(
    register: pl.DataFrame,
) -> None:
    born = register.filter(pl.col("id_number").str.starts_with("411123"))["birth_date"]
    assert len(born) > 4_000
    assert born.max() < "2005"  # type: ignore[operator]


def test_counties_get_their_census_populations(register: pl.DataFrame) -> None:
    counts = dict(register.group_by("county").len().iter_rows())
    assert counts["源汇区"] == round(40_000 * 322334 / 2367490)
    assert counts["漯河经济技术开发区"] == round(40_000 * 98176 / 2367490)
    assert sum(counts.values()) == 40_000


def test_ages_by_sex_follow_the_census_of_each_county() -> None:
    for county, census in COUNTIES.items():
        group = members(np.random.default_rng(5), census, 20_000, REGISTER_DAY)
        ages = (REGISTER_DAY.toordinal() - group.birth_day) / 365.2425
        for is_male, bands in ((True, census.males), (False, census.females)):
            found, _ = np.histogram(ages[group.is_male == is_male], [*BAND_STARTS, 200])
            expected = 20_000 * np.array(bands) / census.residents
            assert np.abs(found - expected).max() < 20, county


def test_households_have_the_census_mean_size() -> None:
    for mean in (2.82, 2.93, 3.08):
        group = members(np.random.default_rng(1), county_census("?"), 30_000, REGISTER_DAY)
        assert abs(30_000 / (group.household[-1] + 1) - 2.93) < 0.03
        assert pattern_shares(mean).sum() == pytest.approx(1)
    assert pattern_shares(3.08)[0] < pattern_shares(2.82)[0]


def test_mothers_are_older_than_their_children() -> None:
    group = members(np.random.default_rng(2), county_census("临颍县"), 50_000, REGISTER_DAY)
    births = np.full((group.household[-1] + 1, 7), np.nan)
    births[group.household, group.place] = group.birth_day
    years = (births[:, CHILD_1] - births[:, WIFE]) / 365.2425
    years = years[~np.isnan(years)]
    assert years.min() > 12
    assert np.percentile(years, 1) > 17
    assert 24 < np.median(years) < 31


def test_a_household_shares_its_address_and_children_their_fathers_surname(
    register: pl.DataFrame,
) -> None:
    assert register.group_by("household_id").agg(pl.col("address").n_unique())["address"].max() == 1
    assert register["address"].n_unique() == register["household_id"].n_unique()
    child = (REGISTER_DAY - dt.timedelta(days=14 * 365)).isoformat()
    families = register.group_by("household_id", maintain_order=True).agg(
        pl.col("name").first().str.slice(0, 1).alias("head"),
        pl.col("name").filter(pl.col("birth_date") > child).str.slice(0, 1).alias("children"),
        pl.col("sex").first(),
    )
    named = families.filter(pl.col("sex") == "男").explode("children").drop_nulls("children")
    assert 0.92 < (named["head"] == named["children"]).mean() < 1  # type: ignore[operator]


def test_an_address_says_the_county_once(register: pl.DataFrame) -> None:
    zhaoling = register.filter(pl.col("county") == "召陵区")["address"]
    assert zhaoling.str.starts_with("河南省漯河市召陵区召陵镇黄庄村村民委员会").all()


def test_names_collide_as_in_a_city(register: pl.DataFrame) -> None:
    assert 20_000 < register["name"].n_unique() < 36_000
    share = (register["name"].str.slice(0, 1) == "王").mean()
    assert 0.04 < share < 0.14  # type: ignore[operator]
    assert register["name"].str.len_chars().min() == 2


def test_some_children_have_the_phone_of_the_family(register: pl.DataFrame) -> None:
    assert register["phone"].str.contains(r"^1\d{10}$").all()
    assert 0.7 < register["phone"].n_unique() / 40_000 < 0.9


def test_the_same_seed_makes_the_same_people_and_another_seed_others() -> None:
    first = register_columns(VILLAGES, 500, 3)
    assert first.equals(register_columns(VILLAGES, 500, 3))
    assert not first.equals(register_columns(VILLAGES, 500, 4))


def test_nobody_is_an_empty_register_with_its_columns() -> None:
    empty = register_columns(VILLAGES, 0, 1)
    assert empty.is_empty()
    assert tuple(empty.columns) == COLUMNS


def test_a_city_without_census_figures_is_filled_by_its_villages() -> None:
    villages = [Village(f"50010100{i:04d}", f"第{i}村村民委员会", "某镇", "万州区") for i in range(3)]
    people = register_columns(villages, 300, 1, city="重庆市")
    assert people.height == 300
    assert people["address"].str.starts_with("重庆市万州区某镇第").all()


@pytest.mark.parametrize(("residents", "seed", "word"), [(-1, 1, "residents"), (10, -1, "seed")])
def test_absurd_numbers_are_refused(residents: int, seed: int, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        register_columns(VILLAGES, residents, seed)


def test_a_city_without_villages_is_refused() -> None:
    with pytest.raises(ValueError, match="village list is empty"):
        register_columns([], 10, 1)


@given(st.integers(0, 10_000), st.lists(st.floats(0.01, 100), min_size=1, max_size=20))
def test_shares_add_up_and_stay_within_one_of_exact(total: int, weights: list[float]) -> None:
    array = np.array(weights)
    parts = shares(total, array)
    assert parts.sum() == total
    assert (np.abs(parts - total * array / array.sum()) < 1 + 1e-6).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 60), st.integers(0, 2**31))
def test_any_small_city_is_whole(residents: int, seed: int) -> None:
    people = register_columns(VILLAGES, residents, seed)
    assert people.height == residents
    assert all(is_valid(number) for number in people["id_number"])
    assert people.null_count().sum_horizontal().item() == 0


def test_couples_come_as_man_and_woman() -> None:
    group = members(np.random.default_rng(2), county_census("舞阳县"), 2_000, REGISTER_DAY)
    assert group.is_male[group.place == HUSBAND].all()
    assert not group.is_male[group.place == WIFE].any()
