"""Push lists: their shape, their mess, and the truth about both."""

import datetime as dt
import random
from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yanpan.science.synthetic_city import register_columns
from yanpan.science.synthetic_city.id_numbers import is_valid
from yanpan.science.synthetic_city.lists import (
    ListSet,
    drill_lists,
    hidden_population,
    push_lists,
)
from yanpan.science.synthetic_city.lists.addresses import written_address
from yanpan.science.synthetic_city.lists.damage import (
    ID_DAMAGES,
    NAME_DAMAGES,
    NAME_SHARES,
    PHONE_DAMAGES,
    damaged,
)
from yanpan.science.synthetic_city.lists.dates import typed_date
from yanpan.science.synthetic_city.lists.layouts import (
    HOSPITAL,
    INSURANCE,
    LETTERS,
    PROVINCE,
)
from yanpan.science.synthetic_city.lists.persons import Person, draw_residents, stranger
from yanpan.science.synthetic_city.village import Village

from .test_register import VILLAGES

ID = "41112219690115277X"
WANG = Person(
    resident_id="R000001",
    name="王海虎",
    sex="男",
    birth_date="1969-01-15",
    id_number=ID,
    phone="15855214835",
    address="河南省漯河市召陵区召陵镇黄庄村村民委员会223号",
    place=Village("411104100201", "黄庄村村民委员会", "召陵区召陵镇", "召陵区"),
    city="河南省漯河市",
)


@pytest.fixture(scope="module")
def register() -> pl.DataFrame:
    return register_columns(VILLAGES, 20_000, 7)


@pytest.fixture(scope="module")
def lists(register: pl.DataFrame) -> ListSet:
    return push_lists(register, 4_000, 11)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("masked", "王*虎"),
        ("space", "王 海虎"),
        ("mou", "王某某"),
        ("pinyin", "WANG HAI HU"),
        ("swapped_chars", "王虎海"),
    ],
)
def test_names_are_damaged_as_desks_do_it(kind: str, expected: str) -> None:
    assert NAME_DAMAGES[kind]("王海虎", random.Random(1)) == expected


def test_two_characters_cannot_be_swapped_or_dropped() -> None:
    assert NAME_DAMAGES["swapped_chars"]("王虎", random.Random(1)) is None
    assert NAME_DAMAGES["dropped_char"]("王虎", random.Random(1)) is None


def test_a_homophone_sounds_the_same_and_is_written_otherwise() -> None:
    from pypinyin import lazy_pinyin

    name = NAME_DAMAGES["homophone"]("王志成", random.Random(4))
    assert name is not None and name != "王志成"
    assert lazy_pinyin(name) == lazy_pinyin("王志成")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("missing", ""),
        ("lowercase", "41112219690115277x"),
        ("masked", "411122********277X"),
        ("truncated", "41112219690115277"),
        ("15_digit", "411122690115277"),
        ("fullwidth", "４１１１２２１９６９０１１５２７７Ｘ"),
    ],
)
def test_id_numbers_are_damaged_as_desks_do_it(kind: str, expected: str) -> None:
    assert ID_DAMAGES[kind](ID, random.Random(1)) == expected


@given(st.integers())
def test_one_wrong_digit_or_two_swapped_break_the_number(seed: int) -> None:
    for kind in ("digit", "transposed"):
        other = ID_DAMAGES[kind]("11010519491231002X", random.Random(seed))
        assert other is not None and len(other) == 18 and not is_valid(other)


@given(st.integers(), st.sampled_from(sorted(PHONE_DAMAGES)))
def test_a_written_phone_still_holds_its_digits(seed: int, kind: str) -> None:
    text = PHONE_DAMAGES[kind](WANG.phone, random.Random(seed))
    assert text is not None and text != WANG.phone
    if kind == "format":
        assert "".join(filter(str.isdigit, text)).endswith(WANG.phone)
    if kind == "digit":
        assert sum(a != b for a, b in zip(text, WANG.phone, strict=True)) == 1


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("none", WANG.address),
        ("missing", ""),
        ("noprefix", "召陵区召陵镇黄庄村村民委员会223号"),
        ("township_only", "召陵区召陵镇"),
        ("old_county", "河南省漯河市郾城县召陵镇黄庄村村民委员会223号"),
        ("old_township_type", "河南省漯河市召陵区召陵乡黄庄村村民委员会223号"),
        ("work_address", "郑州市二七区务工(户籍:召陵区召陵镇)"),
    ],
)
def test_addresses_are_written_in_many_ways(kind: str, expected: str) -> None:
    assert written_address(WANG, kind, random.Random(1)) == expected


def test_short_addresses_keep_township_and_village() -> None:
    assert written_address(WANG, "short", random.Random(1)).startswith("召陵黄庄")
    assert written_address(WANG, "abbrev", random.Random(1)).startswith("漯河召陵召陵镇黄庄")


def test_dates_come_in_six_styles() -> None:
    rng = random.Random(2)
    assert {typed_date(dt.date(2021, 8, 2), rng) for _ in range(200)} == {
        "2021-08-02",
        "2021/08/02",
        "20210802",
        "2021年8月2日",
        "2021.8.2",
        "8月2日",
    }


def test_damage_without_effect_is_not_called_damage() -> None:
    text, kind = damaged("411122196901152772", {"lowercase": 1.0}, ID_DAMAGES, 1.0, random.Random(1))
    assert (text, kind) == ("411122196901152772", "")


def test_the_lists_hold_just_the_rows_asked_for(lists: ListSet) -> None:
    assert len(lists.truth) == 4_000
    assert [file.name.rpartition(".")[2] for file in lists.files] == [
        "xlsx",
        "csv",
        "xls",
        "xlsx",
        "xlsx",
    ]


def test_the_truth_points_at_the_row_of_the_person(lists: ListSet, register: pl.DataFrame) -> None:
    phones = dict(register.select("resident_id", "phone").iter_rows())
    sheets = {(f.name, s.title): s for f in lists.files for s in f.sheets}
    checked = 0
    for row in lists.truth:
        if row.resident_id and "phone:" not in row.errors:
            cells = [str(cell) for cell in sheets[row.file, row.sheet].rows[row.row - 1]]
            assert phones[row.resident_id] in cells
            checked += 1
    assert checked > 1_000


def test_an_eighth_are_strangers_and_many_residents_stand_on_several_lists(
    lists: ListSet,
) -> None:
    assert 0.11 < sum(not row.resident_id for row in lists.truth) / 4_000 < 0.16
    assert all(("nonresident" in row.errors) == (not row.resident_id) for row in lists.truth)
    times = Counter(row.resident_id for row in lists.truth if row.resident_id)
    assert 0.3 < sum(count > 1 for count in times.values()) / len(times) < 0.6


def test_the_kinds_of_mess_have_the_shares_of_the_sample(lists: ListSet) -> None:
    """Counted in a sample of 733 residents' rows: homophones 10 %, wrong digits 14 %, phones missing 13 %."""
    residents = [row for row in lists.truth if row.resident_id]
    kinds = Counter(error for row in residents for error in row.errors.split(";"))
    for kind, share in (
        ("name:homophone", 0.10),
        ("id:digit", 0.143),
        ("phone:missing", 0.13),
        ("addr:short", 0.166),
    ):
        assert kinds[kind] / len(residents) == pytest.approx(share, abs=0.03), kind
    for kind in NAME_SHARES:
        assert kinds[f"name:{kind}"] > 0, kind


def test_a_spreadsheet_keeps_fifteen_digits_of_a_number(lists: ListSet) -> None:
    rows = next(file for file in lists.files if file.key == HOSPITAL).sheets[0].rows
    numbers = [row[1] for row in rows if isinstance(row[1], float)]
    assert numbers
    assert all(float(f"{number:.14e}") == number > 1e17 for number in numbers)


def test_the_same_seed_makes_the_same_lists(register: pl.DataFrame) -> None:
    assert push_lists(register, 300, 5) == push_lists(register, 300, 5)
    assert push_lists(register, 300, 5) != push_lists(register, 300, 6)


@settings(max_examples=10, deadline=None)
@given(st.integers(5, 200), st.integers(0, 10**9))
def test_even_a_tiny_register_fills_the_lists(rows: int, seed: int) -> None:
    assert len(push_lists(register_columns(VILLAGES, 20, 1), rows, seed).truth) == rows


def test_lists_about_nobody_or_of_no_rows_are_refused(register: pl.DataFrame) -> None:
    with pytest.raises(ValueError, match="register is empty"):
        push_lists(register_columns(VILLAGES, 0, 1), 100, 1)
    with pytest.raises(ValueError, match="rows must be between"):
        push_lists(register, 0, 1)


def test_a_strangers_number_is_valid_and_of_the_right_sex() -> None:
    rng = random.Random(1)
    for _ in range(200):
        person = stranger([WANG], dt.date(2021, 8, 5), rng)
        assert is_valid(person.id_number)
        assert (int(person.id_number[16]) % 2 == 1) == (person.sex == "男")
        assert person.birth_date < "2021-08-05"


def test_residents_are_drawn_once_each(register: pl.DataFrame) -> None:
    drawn = draw_residents(register, 2_000, random.Random(1))
    assert len({person.resident_id for person in drawn}) == 2_000
    households = Counter(
        register.filter(pl.col("resident_id").is_in([p.resident_id for p in drawn]))["household_id"].to_list()
    )
    assert sum(count > 1 for count in households.values()) > 150


def test_the_drill_day_has_its_lists_and_hours(register: pl.DataFrame) -> None:
    day = drill_lists(register, 1)
    counts = Counter(row.file for row in day.truth)
    arrivals = [(f"{a.arrives_at:%H:%M}", a.source, counts[a.file.name]) for a in day.lists]
    assert arrivals == [
        ("05:10", LETTERS, 2),
        ("08:20", PROVINCE, 1150),
        ("09:05", INSURANCE, 640),
        ("10:15", HOSPITAL, 310),
        ("11:30", "port_entry", 190),
        ("13:20", "key_persons", 446),
        ("14:20", LETTERS, 260),
    ]
    assert all("演练" in a.file.name for a in day.lists)


def test_half_of_the_insured_are_on_the_provinces_list(register: pl.DataFrame) -> None:
    truth = drill_lists(register, 1).truth
    province = {row.resident_id for row in truth if row.list_key == PROVINCE and row.resident_id}
    insured = [row.resident_id for row in truth if row.list_key == INSURANCE]
    assert 310 <= sum(person in province for person in insured) <= 345


def test_the_rows_of_the_story_are_marked(register: pl.DataFrame) -> None:
    marks = drill_lists(register, 1).marks
    assert len({row.resident_id for row in marks["moved"]}) == 41
    assert len(marks["due_tonight"]) == 12
    assert len({row.resident_id for row in marks["quick_village"]}) == 9


@pytest.mark.parametrize("residents", [1, 30])
def test_the_drill_day_is_whole_in_a_hamlet(residents: int) -> None:
    day = drill_lists(register_columns(VILLAGES, residents, 1), 1)
    assert len({(row.file, row.sheet, row.row) for row in day.truth}) == len(day.truth)
    assert len(day.truth) in (2_997, 2_998)  # one resident cannot fill the letter of two


def test_the_moved_rows_lie_where_the_town_once_lay(register: pl.DataFrame) -> None:
    day = drill_lists(register, 1)
    rows = next(a.file for a in day.lists if a.source == PROVINCE).sheets[0].rows
    for mark in day.marks["moved"]:
        assert str(rows[mark.row - 1][6]).startswith("河南省漯河市召陵区邓襄镇")


def test_a_headquarters_without_a_register_still_gets_lists() -> None:
    hidden = hidden_population(VILLAGES, 1)
    assert len(drill_lists(hidden, 1).truth) == 2_998
    with pytest.raises(ValueError, match="hidden population"):
        drill_lists(hidden.head(0), 1)
