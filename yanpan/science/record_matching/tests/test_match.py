"""Who is who: residents found through damage, strangers left alone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from yanpan.science.record_matching import REASONS, Decision, ListedPerson, Register, match
from yanpan.science.record_matching.tests.registers import (
    Resident,
    id_number,
    make_residents,
    register_of,
)

CROWD = make_residents(4000)
LIN = Resident(
    "LIN", "林永成", id_number("411122", "1962-04-26", 833), "15808705768", "男", "1962-04-26", house="213号"
)
TWIN_A = Resident("TA", "赵一鸣", id_number("411122", "2009-03-05", 111), "13911112222", "男", "2009-03-05")
TWIN_B = Resident("TB", "赵一飞", id_number("411122", "2009-03-05", 113), "13911112222", "男", "2009-03-05")
MOTHER = Resident("MO", "钱晓兰", id_number("411122", "1984-07-01", 242), "13911112222", "女", "1984-07-01")


@pytest.fixture(scope="module")
def register() -> Register:
    return register_of([*CROWD, LIN, TWIN_A, TWIN_B, MOTHER])


def decide(register: Register, person: ListedPerson) -> Decision:
    return match(register, [person])[0]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"id_number": ""},
        {"id_number": LIN.id_number[:6] + "********" + LIN.id_number[14:], "phone": ""},
        {"id_number": LIN.id_number[:15] + "000", "phone": "13000000000"},
        {"id_number": LIN.id_number[:17]},
        {"id_number": LIN.id_number[:6] + LIN.id_number[8:17]},
        {
            "id_number": LIN.id_number[:9] + LIN.id_number[10] + LIN.id_number[9] + LIN.id_number[11:],
            "phone": "",
        },
        {"id_number": "5" + LIN.id_number[1:], "birth_date": ""},
        {"id_number": LIN.id_number[:3] + LIN.id_number[4:], "phone": ""},
        {"name": "LIN YONG CHENG", "address": ""},
        {"name": "林咏城", "birth_date": ""},
        {"name": "林*成", "id_number": ""},
        {"name": "*永成", "id_number": LIN.id_number[:4] + "**********" + LIN.id_number[14:], "phone": ""},
        {"name": "林XX", "phone": ""},
        {"id_number": "4.11122E+17"},
        {"name": "林某某", "phone": "", "address": ""},
        {"name": "林永", "phone": ""},
        {"name": "林成永", "phone": "158****5768"},
        {"name": "", "phone": "", "address": ""},
        {"sex": "女", "birth_date": "1962-04-25"},
        {"birth_date": "4月26日", "id_number": "", "phone": ""},
        {"id_number": "", "phone": "", "birth_date": "22762"},
        {"id_number": "E12345678"},
    ],
)
def test_a_resident_is_found_through_damage(register: Register, changes: dict[str, str]) -> None:
    decision = decide(register, LIN.listed(**changes))
    assert (decision.decision, decision.resident_id) == ("match", "LIN")


def test_the_number_decides_between_twins(register: Register) -> None:
    assert decide(register, TWIN_B.listed(phone="", name="赵一*")).resident_id == "TB"
    assert decide(register, TWIN_A.listed(phone="", name="赵一*")).resident_id == "TA"


def test_twins_whom_nothing_tells_apart_go_to_a_person(register: Register) -> None:
    decision = decide(register, TWIN_A.listed(name="赵一*", id_number=TWIN_A.id_number[:14] + "****"))
    assert decision.decision == "review"
    assert "close_second" in decision.reasons


def test_a_child_listed_with_the_mothers_telephone_is_not_the_mother(register: Register) -> None:
    child = ListedPerson(
        name="赵小满", phone=MOTHER.phone, sex="女", birth_date="2019-05-05", address=MOTHER.address
    )
    assert decide(register, child).decision != "match"


def test_the_same_name_and_birthday_with_another_sound_number_is_another_person(register: Register) -> None:
    other = LIN.listed(
        id_number=id_number("420111", LIN.birth_date, 515), phone="13500001111", address="武汉市洪山区"
    )
    assert decide(register, other).decision == "none"


BAI = Resident(
    "BAI", "靳雪凡", id_number("411104", "1990-01-01", 124), "13811112223", "女", "1990-01-01", house="19号"
)
OWN_AND_CUT_OFF = (
    "411104199001014",
    "411104199001014000",
    "4111041990010114",
    "41110419900101451",
    "411102199001011",
    "41110219900101",
    "420111199001014",
    "411104199001015368",
)


@pytest.mark.parametrize("own", OWN_AND_CUT_OFF)
@pytest.mark.parametrize("elsewhere", [{}, {"phone": "13999998888", "address": "郑州市金水区文化路1号"}])
def test_a_namesake_born_the_same_day_with_an_own_cut_off_number_goes_to_a_person(
    own: str, elsewhere: dict[str, str]
) -> None:
    namesake = BAI.listed(**{"id_number": own, "phone": "", "address": "", **elsewhere})
    decision = decide(register_of([*CROWD, BAI]), namesake)
    assert (decision.decision, decision.resident_id) == ("review", "BAI")


@pytest.mark.parametrize("said", [{"phone": BAI.phone}, {"address": BAI.address}])
def test_telephone_or_house_say_that_the_cut_off_number_has_a_slip(said: dict[str, str]) -> None:
    person = BAI.listed(**{"id_number": "411104199001014", "phone": "", "address": "", **said})
    assert decide(register_of([*CROWD, BAI]), person).decision == "match"


def test_what_a_mask_leaves_of_the_birth_date_counts_once(register: Register) -> None:
    masked = LIN.listed(name="林*", id_number=LIN.id_number[:12] + "******", phone="", address="")
    with_date, without = decide(register, masked), decide(register, replace(masked, birth_date=""))
    odds = [d.score / (1 - d.score) for d in (with_date, without)]
    # the ID shows year and month: the date column adds the day, about one in thirty, not one in 29,000
    assert odds[0] / odds[1] < 100


def test_a_name_and_nothing_else_is_no_match(register: Register) -> None:
    common = ListedPerson(name=CROWD[0].name, sex=CROWD[0].sex)
    assert decide(register, common).decision != "match"
    assert decide(register, ListedPerson()) == Decision("none", "", 0.0, ("nothing_to_match",))


def test_a_person_registered_twice_under_one_number_is_still_one_person() -> None:
    again = Resident("LIN2", LIN.name, LIN.id_number, LIN.phone, "男", LIN.birth_date)
    decision = decide(register_of([*CROWD[:500], LIN, again]), LIN.listed())
    assert decision.decision == "match"
    assert decision.resident_id in ("LIN", "LIN2")


def test_somebody_without_a_number_is_not_their_own_rival() -> None:
    nameless = replace(BAI, id_number="")
    decision = decide(register_of([*CROWD[:500], nameless]), BAI.listed(id_number="", address=""))
    assert decision.decision == "match" and "close_second" not in decision.reasons


def test_records_known_to_be_one_person_are_no_rivals() -> None:
    same, other = replace(BAI, resident_id="B2", id_number=""), replace(BAI, id_number="")
    people = [*CROWD[:500], other, same]
    columns = {
        "resident_id": [one.resident_id for one in people],
        "name": [one.name for one in people],
        "id_number": [one.id_number for one in people],
        "phone": [one.phone for one in people],
        "sex": [one.sex for one in people],
        "birth_date": [one.birth_date for one in people],
        "village_code": [one.village_code for one in people],
    }
    listed = BAI.listed(id_number="", address="")
    assert decide(Register.from_columns(**columns), listed).decision == "review"
    known = ["one" if one.name == BAI.name else "" for one in people]
    assert decide(Register.from_columns(**columns, person=known), listed).decision == "match"


def test_strangers_stay_strangers(register: Register) -> None:
    strangers = [
        s.listed(address="周口市西华县")
        for s in make_residents(300, seed=99)
        if s.id_number not in {r.id_number for r in CROWD}
    ]
    assert [d.decision for d in match(register, strangers)].count("match") == 0


def test_damaged_lists_reach_the_promised_quality(register: Register) -> None:
    rng = random.Random(5)
    chosen = rng.sample(CROWD, 800)
    decisions = match(register, [_damaged(r, rng) for r in chosen])
    right = sum(
        d.decision == "match" and d.resident_id == r.resident_id
        for d, r in zip(decisions, chosen, strict=True)
    )
    matched = sum(d.decision == "match" for d in decisions)
    assert right / matched >= 0.998
    assert right / len(chosen) >= 0.97


def test_the_answers_do_not_depend_on_company_or_order(register: Register) -> None:
    rng = random.Random(6)
    people = [_damaged(r, rng) for r in rng.sample(CROWD, 60)]
    together = match(register, people)
    assert match(register, people) == together
    assert match(register, people[::-1]) == together[::-1]


def test_reasons_are_of_the_published_codes(register: Register) -> None:
    rng = random.Random(7)
    for decision in match(register, [_damaged(r, rng) for r in rng.sample(CROWD, 100)]):
        assert set(decision.reasons) <= set(REASONS)
        assert decision.reasons


def test_an_empty_register_and_an_empty_list_answer_nothing() -> None:
    assert match(register_of([]), [LIN.listed()])[0].decision == "none"
    assert match(register_of(CROWD[:3]), []) == []


def test_a_given_resolver_reads_the_addresses(register: Register) -> None:
    class Asked:
        texts: tuple[str, ...] = ()

        def resolve_codes(self, texts: list[str] | tuple[str, ...] | object) -> list[str]:
            self.texts = tuple(texts)  # type: ignore[arg-type]
            return ["411122103231" for _ in self.texts]

    asked = Asked()
    person = ListedPerson(name=LIN.name, sex="男", birth_date="1962", address="somewhere")
    assert match(register, [person], places=asked)[0].resident_id == "LIN"
    assert asked.texts == ("somewhere",)


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        Register.from_columns(["R1", "R2"], ["张三"], ["", ""], ["", ""], ["", ""], ["", ""], ["", ""])


def test_a_cell_that_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="phone"):
        ListedPerson(phone=13800000000)  # type: ignore[arg-type]


def _damaged(resident: Resident, rng: random.Random) -> ListedPerson:
    """At most one damage to each of ID, name and telephone."""
    number, name, phone = resident.id_number, resident.name, resident.phone
    at = rng.randrange(6, 16)
    ids = [number] * 4 + [
        number[:at] + rng.choice("0123456789") + number[at + 1 :],
        number[:at] + number[at + 1] + number[at] + number[at + 2 :],
        number[:6] + "********" + number[14:],
        number[:15] + "000",
        number[:17],
    ]
    names = [name] * 5 + [name[0] + "*" + name[2:], name[0] + name[2] + name[1], name[:2]]
    phones = [phone] * 3 + ["", phone[:3] + "****" + phone[7:], f"13{rng.randrange(10**9):09}"]
    birth = resident.birth_date if rng.random() < 0.7 else ""
    return resident.listed(
        id_number=rng.choice(ids), name=rng.choice(names), phone=rng.choice(phones), birth_date=birth
    )
