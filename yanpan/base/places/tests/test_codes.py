import pytest

from yanpan.base.places import codes


@pytest.fixture(scope="module")
def luohe() -> codes.CityCodes:
    return codes.load_city("411100")


def test_luohe_has_six_county_units_58_townships_and_1334_villages(
    luohe: codes.CityCodes,
) -> None:
    assert (luohe.code, luohe.name, luohe.province) == ("411100", "漯河市", "河南省")
    assert (len(luohe.counties), len(luohe.townships), len(luohe.villages)) == (
        6,
        58,
        1334,
    )
    assert codes.County("411171", "漯河经济技术开发区") in luohe.counties


def test_villages_per_county_are_those_of_the_published_edition(
    luohe: codes.CityCodes,
) -> None:
    expected = {
        "411102": 129,
        "411103": 198,
        "411104": 189,
        "411121": 398,
        "411122": 367,
        "411171": 53,
    }
    assert {c: sum(v.code.startswith(c) for v in luohe.villages) for c in expected} == expected


def test_the_codes_hang_together(luohe: codes.CityCodes) -> None:
    assert {t.county_code for t in luohe.townships} == {c.code for c in luohe.counties}
    assert {v.township_code for v in luohe.villages} == {t.code for t in luohe.townships}
    assert len({v.code for v in luohe.villages}) == 1334
    assert all(len(v.code) == 12 and v.code.startswith(v.township_code) for v in luohe.villages)


def test_a_village_has_its_full_name_and_kind(luohe: codes.CityCodes) -> None:
    by_code = {v.code: v for v in luohe.villages}
    assert by_code["411102001001"].name == "滨西社区居民委员会"
    assert by_code["411102001001"].kind == "residents_committee"
    assert by_code["411122101211"].name == "司马村村民委员会"
    assert by_code["411122101211"].kind == "village_committee"
    assert by_code["411104103220"].kind == "village_committee"  # the edition's own misprint: 村民员委会


def test_villages_of_one_township(luohe: codes.CityCodes) -> None:
    expected = tuple(v for v in luohe.villages if v.township_code == "411171102")
    assert codes.villages_of("411171102") == expected
    assert len(expected) > 10


def test_former_names_lead_to_todays_codes(luohe: codes.CityCodes) -> None:
    formers = set(luohe.formers)
    assert codes.FormerName("411171102", "召陵区邓襄镇", "411104101", "2020-06-30") in formers
    assert codes.FormerName("411122101", "繁城镇", "411122101", "2021-10-31") in formers
    assert codes.FormerName("411103106208", "位李村村民委员会", "411103106208", "2021-10-31") in formers
    assert codes.FormerName("411121109", "章化乡", "411121206", "2016-07-31") in formers


def test_a_former_name_never_points_to_a_place_that_is_gone(
    luohe: codes.CityCodes,
) -> None:
    today = {v.code for v in luohe.villages} | {t.code for t in luohe.townships}
    assert {f.code for f in luohe.formers} <= today


@pytest.mark.parametrize(
    ("code", "city", "counties", "townships"),
    [
        ("110000", "北京市", 16, 349),
        ("310100", "上海市", 16, 234),
        ("500200", "重庆市", 38, 1031),
        ("419001", "济源市", 1, 16),
        ("441900", "东莞市", 1, 36),
        ("460400", "儋州市", 1, 18),
        ("4111", "漯河市", 6, 58),
    ],
)
def test_cities_of_every_shape_load(code: str, city: str, counties: int, townships: int) -> None:
    found = codes.load_city(code)
    assert (found.name, len(found.counties), len(found.townships)) == (
        city,
        counties,
        townships,
    )


def test_every_listed_city_of_a_province_loads_and_together_they_are_the_province() -> None:
    cities = [c for c in codes.list_cities() if c.province == "河南省"]
    loaded = [codes.load_city(c.code) for c in cities]
    assert [c.name for c in loaded] == [c.name for c in cities]
    assert len(cities) == 18
    villages = {v.code for city in loaded for v in city.villages}
    assert len(villages) == sum(len(city.villages) for city in loaded)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "41",
        "411199",
        "999999",
        "411102",
        "411102001",
        "４１１１００",
        "漯河",
        "41110a",
    ],
)
def test_an_unknown_code_is_refused_with_what_to_do(code: str) -> None:
    with pytest.raises(codes.UnknownCity) as error:
        codes.load_city(code)
    assert str(error.value).startswith(f"{code}: no city")
    assert "411100" in str(error.value)


def test_an_unknown_township_is_refused() -> None:
    for code in ("411199001", "990000001", ""):
        with pytest.raises(codes.UnknownCity):
            codes.villages_of(code)


def test_names_elsewhere_are_other_cities_and_the_counties_around_but_none_of_the_city() -> None:
    names = set(codes.names_elsewhere("411100"))
    assert {"郑州市", "西平县", "二七区", "上海市", "湖北省", "香港"} <= names
    assert not names & {"漯河市", "河南省", "舞阳县", "源汇区"}
