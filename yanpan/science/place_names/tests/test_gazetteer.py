"""Hand-worked addresses of a small city of two districts, one county and one zone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.science.place_names import Alias, City, Gazetteer, Place
from yanpan.science.place_names.places import SURE

TOWNS = {
    "411121102": ("北舞渡镇", "舞阳县"),
    "411121201": ("保和乡", "舞阳县"),
    "411103103": ("裴城镇", "郾城区"),
    "411103101": ("孟庙镇", "郾城区"),
    "411104100": ("召陵区召陵镇", "召陵区"),
    "411104003": ("召陵区东城街道", "召陵区"),
    "411122101": ("繁城回族镇", "临颍县"),
    "411122001": ("城关街道", "临颍县"),
    "411122002": ("新城街道", "临颍县"),
    "411171102": ("邓襄镇", "漯河经济技术开发区"),
}
VILLAGES = {
    "411121102212": "冢张村村民委员会",
    "411121102213": "大李村村民委员会",
    "411121201235": "陡沟陈村村民委员会",
    "411121201236": "张庄村村民委员会",
    "411103103224": "中周村民委员会",
    "411103103225": "小徐村民委员会",
    "411103101201": "孟庙村民委员会",
    "411103101001": "中村居民委员会",
    "411104100236": "蒋庄村村民委员会",
    "411104003202": "李村村民委员会",
    "411104003209": "张庄村村民委员会",
    "411122101221": "贾刘村村民委员会",
    "411122101222": "张庄村村民委员会",
    "411122001001": "郭庄社区居民委员会",
    "411122001201": "郭庄村村民委员会",
    "411122002207": "耿庄村村民委员会",
    "411171102218": "洼张村村民委员会",
}
ALIASES = [
    Alias("召陵区邓襄镇", "411171102", "411104101"),
    Alias("经开区", "411171"),
    Alias("郾城县", "411103", "411123"),
    Alias("郾城县", "411104", "411123"),
    Alias("繁城镇", "411122101"),
    Alias("城关镇", "411122001", "411122100"),
    Alias("城关镇", "411122002", "411122100"),
    Alias("位李村村民委员会", "411103103225"),
    Alias("示范区", "411100"),
]
ELSEWHERE = ("郑州市", "驻马店市", "西平县", "周口市", "湖北省", "张家界市")


def _places() -> list[Place]:
    return [Place(code, name, *_town(code[:9])) for code, name in VILLAGES.items()]


def _town(code: str) -> tuple[str, str, str, str]:
    name, county = TOWNS[code]
    return name, code, county, code[:6]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(_places(), ALIASES, city=City("411100", "漯河市", "河南省", ELSEWHERE))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("河南省漯河市舞阳县北舞渡镇冢张村村民委员会1号", "411121102212"),  # in full
        ("舞阳县北舞渡镇冢张村村民委员会251号", "411121102212"),  # without the prefix
        ("河南舞阳北舞渡冢张", "411121102212"),  # everything cut short
        ("北舞渡镇冢张村3组12号", "411121102212"),
        ("北舞渡镇冢张村东头老槐树旁", "411121102212"),
        ("裴城中周", "411103103224"),
        ("孟庙中村居民委员会", "411103101001"),  # 中村 is not 中
        ("漯河郾城裴城镇小徐村民委员会", "411103103225"),  # every level cut short
        (
            "漯河漯河邓襄镇洼张村民委员会",
            "411171102218",
        ),  # city and zone cut short alike
        (
            "河南省漯河市舞阳县北舞渡乡冢张村村民委员会1号",
            "411121102212",
        ),  # old type of township
        ("舞阳县保和镇陡沟陈村", "411121201235"),
        ("召陵区东城办事处李村", "411104003202"),
        ("河南省漯河市郾城县裴城镇中周村民委员会5号", "411103103224"),  # old county
        ("河南省漯河市郾城县郾城县召陵镇蒋庄村村民委员会28号", "411104100236"),
        (
            "河南省漯河市召陵区召陵区召陵镇蒋庄村村民委员会138号",
            "411104100236",
        ),  # county said twice
        (
            "召陵区召陵区邓襄镇洼张村村民委员会250号",
            "411171102218",
        ),  # town moved to the zone
        ("召陵区邓襄镇洼张村", "411171102218"),
        ("经开区邓襄镇洼张", "411171102218"),
        ("示范区裴城镇中周村", "411103103224"),  # a zone without a code
        ("临颍县繁城镇贾刘村", "411122101221"),  # 回族 left out
        ("临颍县繁城回族乡贾刘村", "411122101221"),
        ("临颍县城关镇耿庄村", "411122002207"),  # the old town was split in two
        ("郾城区裴城镇位李村村民委员会7号", "411103103225"),  # renamed village
        ("召陵区东城街道李村村民委员会", "411104003202"),
        ("召陵区东城街道李村民委员会", "411104003202"),
        (
            "临颍县城关街道郭庄社区居民委员会21号楼3单元302",
            "411122001001",
        ),  # two 郭庄: the full name tells
        ("临颍县城关街道郭庄村村民委员会3号", "411122001201"),
        ("北舞渡镇北舞渡镇冢张村", "411121102212"),
        (
            "　河南省 漯河市 舞阳县 北舞渡镇 冢张村１２号 ",
            "411121102212",
        ),  # full width, spaces
        (
            "临颖縣繁城鎮贾劉村",
            "411122101221",
        ),
        ("孟庙孟庙村", "411103101201"),
        ("舞阳县冢张村", "411121102212"),  # no township, one in the county
    ],
)
def test_an_address_leads_to_its_village(gazetteer: Gazetteer, text: str, code: str) -> None:
    answer = gazetteer.resolve(text)
    assert (answer.code, answer.level) == (code, "village")
    assert answer.confidence >= SURE


def test_a_mistyped_name_is_answered_less_surely_and_says_so(
    gazetteer: Gazetteer,
) -> None:
    look_alike = gazetteer.resolve("舞阳县北舞渡镇家张村")
    homophone = gazetteer.resolve("舞阳县北午渡镇冢张村")
    assert look_alike.code == homophone.code == "411121102212"
    assert "similar_name" in look_alike.reasons
    assert "similar_township" in homophone.reasons
    assert max(look_alike.confidence, homophone.confidence) < gazetteer.resolve("北舞渡镇冢张村").confidence


def test_a_name_that_several_villages_bear_is_not_guessed(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve("张庄村民委员会")
    assert (answer.level, answer.code) == ("city", "411100")
    assert answer.candidates == ("411104003209", "411121201236", "411122101222")
    assert answer.confidence <= 0.5
    assert "ambiguous" in answer.reasons


def test_a_repeated_name_is_clear_within_its_county_or_township(
    gazetteer: Gazetteer,
) -> None:
    assert gazetteer.resolve("舞阳县张庄村").code == "411121201236"
    assert gazetteer.resolve("东城张庄").code == "411104003209"


def test_two_villages_of_one_name_in_a_township_end_at_the_township(
    gazetteer: Gazetteer,
) -> None:
    answer = gazetteer.resolve("临颍县城关街道郭庄")
    assert (answer.code, answer.level) == ("411122001", "township")
    assert answer.candidates == ("411122001001", "411122001201")


def test_a_longer_name_than_ours_is_another_village(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve("北舞渡镇大李庄")  # 大李 is there, 大李庄 is not
    assert (answer.code, answer.level) == ("411121102", "township")
    assert answer.candidates == ("411121102213",)


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("舞阳县北舞渡镇", "411121102", "township"),
        ("漯河市舞阳县北舞渡", "411121102", "township"),
        ("召陵区召陵镇", "411104100", "township"),
        ("舞阳县北舞渡镇不存在的地方", "411121102", "township"),
        ("召陵区邓襄镇", "411171102", "township"),
        ("召陵", "411104", "county"),
        ("召陵区", "411104", "county"),
        ("召陵区无名庄园", "411104", "county"),
        ("漯河市源汇路1号", "411100", "city"),
        ("河南省漯河市", "411100", "city"),
    ],
)
def test_less_than_a_village_gives_the_smallest_area_named(
    gazetteer: Gazetteer, text: str, code: str, level: str
) -> None:
    answer = gazetteer.resolve(text)
    assert (answer.code, answer.level) == (code, level)


@pytest.mark.parametrize(
    "text",
    [
        "驻马店市西平县",
        "河南省郑州市二七区",
        "西平县",
        "郑州二七区京广路",
        "湖北省武汉市",
        "湖北",
        "河南西平县",
    ],
)
def test_another_city_is_outside(gazetteer: Gazetteer, text: str) -> None:
    answer = gazetteer.resolve(text)
    assert (answer.code, answer.level) == ("", "outside")


@pytest.mark.parametrize(
    "text",
    [
        "郑州市二七区务工(户籍:舞阳县保和乡)",
        "郑州市二七区务工（户籍：舞阳县保和乡）",
        "户籍地舞阳县保和乡,现住郑州市金水区",
        "舞阳县保和乡(现在郑州务工)",
    ],
)
def test_the_present_place_counts_and_the_household_is_kept(gazetteer: Gazetteer, text: str) -> None:
    answer = gazetteer.resolve(text)
    assert (answer.level, answer.code, answer.household_code) == (
        "outside",
        "",
        "411121201",
    )


def test_a_person_living_here_registered_elsewhere_is_here(
    gazetteer: Gazetteer,
) -> None:
    answer = gazetteer.resolve("现住漯河市郾城区裴城镇中周村，户籍周口市西华县")
    assert (answer.code, answer.household_code) == ("411103103224", "")


def test_a_remark_in_brackets_is_no_address(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("裴城镇中周村(家中三人)").code == "411103103224"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), ("  ", "empty"), ("不详", "unknown"), ("123", "empty")],
)
def test_nothing_to_read_is_said(gazetteer: Gazetteer, text: str, reason: str) -> None:
    answer = gazetteer.resolve(text)
    assert (answer.level, answer.code, answer.reasons) == ("", "", (reason,))


def test_the_wrong_county_is_reported(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve("召陵区北舞渡镇冢张村")
    assert answer.code == "411121102212"
    assert "county_mismatch" in answer.reasons
    assert answer.confidence < gazetteer.resolve("舞阳县北舞渡镇冢张村").confidence


def test_bulk_gives_one_code_per_text_in_order(gazetteer: Gazetteer) -> None:
    texts = ["裴城中周", "西平县", "召陵区", "裴城中周", ""]
    assert gazetteer.resolve_codes(texts) == [
        "411103103224",
        "",
        "411104",
        "411103103224",
        "",
    ]


@given(
    st.text(
        alphabet="河南省漯河市舞阳县召陵区郑州西平北渡镇乡街道冢张庄村民居委员会社区号12(户籍:)现住，, 旸",
        max_size=30,
    )
)
def test_any_text_is_answered_within_the_rules(text: str) -> None:
    answer = _SHARED.resolve(text)
    digits = {"village": 12, "township": 9, "county": 6, "city": 6, "outside": 0, "": 0}
    assert len(answer.code) == digits[answer.level]
    assert 0.0 <= answer.confidence <= 1.0
    assert answer.level != "village" or (answer.code in VILLAGES and answer.confidence >= SURE)


@given(
    st.sampled_from(sorted(VILLAGES)),
    st.integers(1, 9999),
    st.booleans(),
    st.booleans(),
)
def test_every_village_is_found_by_its_full_address(
    code: str, house: int, province: bool, city: bool
) -> None:
    town, county = TOWNS[code[:9]]
    prefix = "河南省" * province + "漯河市" * city
    assert _SHARED.resolve(f"{prefix}{county}{town}{VILLAGES[code]}{house}号").code == code


_SHARED = Gazetteer(_places(), ALIASES, city=City("411100", "漯河市", "河南省", ELSEWHERE))
