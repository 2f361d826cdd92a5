"""The gazetteer of the real city: every village of three editions, one after the other."""

import json
from importlib.resources import files

import pytest

from yanpan.base.places.codes import CityCodes, load_city
from yanpan.base.places.gazetteer import gazetteer_of
from yanpan.base.places.loading import zones_of
from yanpan.science.place_names import Gazetteer


@pytest.fixture(scope="module")
def luohe() -> CityCodes:
    return load_city("411100")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return gazetteer_of("411100")


def test_every_village_resolves_from_its_full_address(luohe: CityCodes, gazetteer: Gazetteer) -> None:
    counties = {c.code: c.name for c in luohe.counties}
    towns = {t.code: counties[t.county_code] + t.name for t in luohe.townships}
    texts = [f"河南省漯河市{towns[v.township_code]}{v.name}{i}号" for i, v in enumerate(luohe.villages)]
    assert gazetteer.resolve_codes(texts) == [v.code for v in luohe.villages]


def test_no_former_village_name_leads_to_a_wrong_village(luohe: CityCodes, gazetteer: Gazetteer) -> None:
    towns = {t.code: t.name for t in luohe.townships}
    formers = [f for f in luohe.formers if len(f.code) == 12]
    answers = [gazetteer.resolve(towns[f.code[:9]] + f.name) for f in formers]
    assert len(formers) > 100
    assert [a.code for a in answers] == [f.code for f in formers]


def test_short_forms_are_right_or_answered_with_candidates(luohe: CityCodes, gazetteer: Gazetteer) -> None:
    for village in luohe.villages:
        answer = gazetteer.resolve(village.name)
        assert answer.code == village.code or village.code in answer.candidates


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("召陵区召陵区邓襄镇洼张村村民委员会250号", "411171102218"),
        ("漯河漯河邓襄镇郭庄村民委员会", "411171102223"),
        ("郾城县万金镇西李村村民委员会398号", "411104102228"),
        ("临颍县城关镇耿庄村", "411122002207"),
        ("开发区后谢西坡李", "411171101221"),
    ],
)
def test_moved_and_renamed_places_are_found(gazetteer: Gazetteer, text: str, code: str) -> None:
    answer = gazetteer.resolve(text)
    assert (answer.code, answer.level) == (code, "village")


@pytest.mark.parametrize(
    "text",
    [
        "驻马店市西平县",
        "周口市西华县",
        "许昌市襄城县",
        "郑州市二七区",
        "上海市浦东新区",
    ],
)
def test_neighbouring_and_far_cities_are_outside(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.resolve(text).level == "outside"


def test_a_city_without_zones_and_one_without_districts_have_gazetteers() -> None:
    assert zones_of("441900") == {}
    assert gazetteer_of("441900").resolve("广东省东莞市虎门镇").level == "township"


def test_the_zones_answer_only_for_townships_that_exist_or_existed(
    luohe: CityCodes,
) -> None:
    zones = zones_of("411100")
    units = {u["key"] for u in zones["units"]}
    known = {t.code for t in luohe.townships} | {f.former_code for f in luohe.formers}
    assert {a["unit"] for a in zones["answers_for"]} <= units
    assert {a["township"] for a in zones["answers_for"]} <= known
    assert {c.code for c in luohe.counties} <= units
    for former in (*zones["former_codes"], *zones["former_townships"]):
        assert set(former["became"]) <= known | {c.code for c in luohe.counties}


def test_the_outlines_are_those_of_the_five_counties_on_the_map(
    luohe: CityCodes,
) -> None:
    text = files("yanpan.base.places").joinpath("data/polygons/411100.json").read_text("utf-8")
    features = json.loads(text)["features"]
    names = {c.code: c.name for c in luohe.counties}
    assert {f["id"] for f in features} == set(names) - {"411171"}
    for feature in features:
        assert feature["properties"]["name"] == names[feature["id"]]
        for ring in _rings(feature["geometry"]):
            assert ring[0] == ring[-1]
            assert all(113 < x < 115 and 33 < y < 35 for x, y in ring)


def _rings(
    geometry: dict[str, list[list[list[list[float]]]]],
) -> list[list[list[float]]]:
    shapes = geometry["coordinates"]
    if str(geometry["type"]) == "Polygon":
        return shapes  # type: ignore[return-value]
    return [ring for polygon in shapes for ring in polygon]
