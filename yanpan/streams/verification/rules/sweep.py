"""Own sweep (排查): key places and their visits, households, sentinel counts, holes in the defence. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

Rules = Mapping[str, Any]  # the table [sweep] of a pack

MOST_PEOPLE = 1_000_000  # what no household, clinic or pharmacy counts beyond


class PlaceKind(StrEnum):
    """Key places (重点场所)."""

    FEVER_CLINIC = "fever_clinic"
    PHARMACY = "pharmacy"
    MARKET = "market"
    HOTEL = "hotel"
    BATH_CARD = "bath_card"
    ELDERLY_HOME = "elderly_home"
    SCHOOL = "school"
    COLD_STORE = "cold_store"
    OTHER = "other"


class Visited(StrEnum):
    """What a visit found."""

    OPEN = "open"
    CLOSED = "closed"
    REFUSED = "refused"  # entry was refused: nothing was seen


class Rule(StrEnum):
    """What is asked of a place; a hole in the defence is one of these broken."""

    MASKS = "masks"
    TEMPERATURE = "temperature"
    VISITOR_REGISTER = "visitor_register"
    HEALTH_CHECK = "health_check"
    DISINFECTION = "disinfection"
    FEVER_MEDICINE = "fever_medicine"
    FEVER_REFERRAL = "fever_referral"
    SEPARATE_ENTRANCE = "separate_entrance"
    CLOSED_MANAGEMENT = "closed_management"
    ISOLATION_ROOM = "isolation_room"
    GUESTS_REPORTED = "guests_reported"
    ABSENCE_TRACED = "absence_traced"
    GOODS_TRACED = "goods_traced"
    STAFF_TESTED = "staff_tested"
    CROWDING = "crowding"
    CLOSED_AS_ORDERED = "closed_as_ordered"
    GATE_UNGUARDED = "gate_unguarded"
    RETURNEE_UNSEEN = "returnee_unseen"
    NO_TESTING_POINT = "no_testing_point"
    OTHER = "other"


_COMMON = (Rule.MASKS, Rule.TEMPERATURE, Rule.VISITOR_REGISTER, Rule.DISINFECTION)
CHECKLIST: Mapping[PlaceKind, tuple[Rule, ...]] = {
    PlaceKind.FEVER_CLINIC: (
        Rule.SEPARATE_ENTRANCE,
        Rule.FEVER_REFERRAL,
        Rule.VISITOR_REGISTER,
        Rule.STAFF_TESTED,
        Rule.DISINFECTION,
    ),
    PlaceKind.PHARMACY: (Rule.FEVER_MEDICINE, *_COMMON),
    PlaceKind.MARKET: (*_COMMON, Rule.CROWDING, Rule.GOODS_TRACED),
    PlaceKind.HOTEL: (*_COMMON, Rule.GUESTS_REPORTED),
    PlaceKind.BATH_CARD: (Rule.CLOSED_AS_ORDERED, *_COMMON, Rule.CROWDING),
    PlaceKind.ELDERLY_HOME: (*_COMMON, Rule.CLOSED_MANAGEMENT, Rule.ISOLATION_ROOM, Rule.STAFF_TESTED),
    PlaceKind.SCHOOL: (*_COMMON, Rule.ABSENCE_TRACED, Rule.ISOLATION_ROOM),
    PlaceKind.COLD_STORE: (*_COMMON, Rule.GOODS_TRACED, Rule.STAFF_TESTED),
    PlaceKind.OTHER: _COMMON,
}


def next_visit(kind: str, result: str, on: date, rules: Rules) -> date:
    """The day a place is due again: its rhythm; where entry was refused, the next day."""
    days = 1 if result == Visited.REFUSED else int(rules["visit_days"][kind])
    return on + timedelta(days=days)


class VisitProblem(StrEnum):
    RESULT_NEEDED = "visit_result_needed"
    RULE_UNKNOWN = "visit_rule_unknown"
    NOTHING_WAS_SEEN = "visit_nothing_seen"


def visit_problems(kind: str, result: str, broken: Sequence[str]) -> list[VisitProblem]:
    """All that is wrong with a visit, at once."""
    problems = [] if result in set(Visited) else [VisitProblem.RESULT_NEEDED]
    if set(broken) - set(CHECKLIST[PlaceKind(kind)]):
        problems.append(VisitProblem.RULE_UNKNOWN)
    if broken and result == Visited.REFUSED:
        problems.append(VisitProblem.NOTHING_WAS_SEEN)
    return problems


# The register from a sheet

# Words of the trade, the longer and narrower first: a 发热门诊 is no 诊所 of another kind.
KIND_WORDS: tuple[tuple[PlaceKind, tuple[str, ...]], ...] = (
    (PlaceKind.FEVER_CLINIC, ("发热门诊", "发热哨点", "哨点诊室", "卫生院", "医院", "诊所", "卫生室")),
    (PlaceKind.PHARMACY, ("药店", "药房", "药铺", "药品零售")),
    (PlaceKind.COLD_STORE, ("冷库", "冷链", "冷冻", "冷藏")),
    (PlaceKind.SCHOOL, ("学校", "小学", "中学", "高中", "幼儿园", "学院", "托育", "培训机构")),
    (PlaceKind.ELDERLY_HOME, ("养老", "敬老", "福利院", "老年公寓")),
    (PlaceKind.HOTEL, ("宾馆", "酒店", "旅馆", "旅店", "招待所", "民宿")),
    (PlaceKind.BATH_CARD, ("浴池", "洗浴", "澡堂", "棋牌", "麻将", "网吧", "歌厅", "KTV")),
    (PlaceKind.MARKET, ("市场", "超市", "商场", "商超", "集市")),
    (PlaceKind.OTHER, ("其他", "其它")),
)


def kind_in(text: str) -> str:
    """The kind a word of the trade names; '' for none."""
    if text in set(PlaceKind):
        return text
    return next((kind.value for kind, words in KIND_WORDS if any(word in text for word in words)), "")


class PlaceColumn(StrEnum):
    """What a column of a sheet of places means."""

    TITLE = "title"
    KIND = "kind"
    GRID = "grid"
    STREET = "street"
    CONTACT = "contact"
    PHONE = "phone"
    UNUSED = "unused"


COLUMN_WORDS: tuple[tuple[PlaceColumn, tuple[str, ...]], ...] = (
    (PlaceColumn.PHONE, ("电话", "手机", "联系方式", "号码")),
    (PlaceColumn.CONTACT, ("负责人", "联系人", "责任人", "法人", "店长")),
    (PlaceColumn.KIND, ("类别", "类型", "种类", "性质", "业态")),
    (PlaceColumn.GRID, ("村", "社区", "网格", "属地", "所在单位")),
    (PlaceColumn.STREET, ("地址", "位置", "住所", "街道门牌")),
    (PlaceColumn.TITLE, ("名称", "场所", "单位", "店名", "机构")),
)
NEEDED_COLUMNS = (PlaceColumn.TITLE,)


def column_for(title: str) -> PlaceColumn:
    """What a title most likely means; a person confirms it."""
    found = (column for column, words in COLUMN_WORDS if any(word in title for word in words))
    return next(found, PlaceColumn.UNUSED)


def columns_for(titles: Sequence[str]) -> list[PlaceColumn]:
    """Each meaning once, for the first title that has it."""
    taken: set[PlaceColumn] = set()
    meant = []
    for title in titles:
        column = column_for(title)
        column = PlaceColumn.UNUSED if column in taken else column
        taken.add(column)
        meant.append(column)
    return meant


def folded(text: str) -> str:
    """A title as it is compared: blanks, brackets and case say nothing."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


# Household sweeps


class Base(StrEnum):
    """Where the number of registered households comes from."""

    CENSUS = "census"
    ROSTER = "roster"
    REGISTER = "register"


class Exempt(StrEnum):
    """Why a household is not called on."""

    EMPTY = "empty"  # nobody lives there
    AWAY = "away"  # all of them are elsewhere for longer
    KNOWN = "known"  # looked after already: at home under care, at a site, in hospital


class HouseholdProblem(StrEnum):
    BASE_NEEDED = "households_base_needed"
    NEGATIVE = "households_negative"
    MORE_THAN_REGISTERED = "households_more_than_registered"
    LESS_THAN_BEFORE = "households_less_than_before"
    BASE_CHANGED = "households_base_changed"


def household_problems(
    registered: int,
    done: Sequence[int],
    *,
    registered_before: int | None,
    done_before: Sequence[int],
    reason: str,
) -> list[HouseholdProblem]:
    """All that is wrong with a village's numbers, at once. done: reached, refused, exempt.

    The numbers run up; a smaller one, or another number of registered households, is a correction and has a reason.
    Refused may fall without one: who refused yesterday was reached today.
    """
    if min(registered, *done) < 0:
        return [HouseholdProblem.NEGATIVE]
    problems = []
    if registered == 0:
        problems.append(HouseholdProblem.BASE_NEEDED)
    if sum(done) > registered:
        problems.append(HouseholdProblem.MORE_THAN_REGISTERED)
    reached, _refused, exempt = done
    if not reason and (reached < done_before[0] or exempt < done_before[2]):
        problems.append(HouseholdProblem.LESS_THAN_BEFORE)
    if not reason and registered_before not in (None, registered):
        problems.append(HouseholdProblem.BASE_CHANGED)
    return problems


# Persons found


class FoundAs(StrEnum):
    """Why somebody found by a sweep is on a list; a closed list."""

    RETURNEE = "returnee"
    SAME_PLACE = "same_place"
    CONTACT = "contact"
    VISITOR = "visitor"


FOUND_WORDS = {
    FoundAs.RETURNEE: "返乡人员，旅居史",
    FoundAs.SAME_PLACE: "时空伴随",
    FoundAs.CONTACT: "密切接触者",
    FoundAs.VISITOR: "外来人员，旅居史",
}


class FoundProblem(StrEnum):
    AS_NEEDED = "found_as_needed"
    NAME_NEEDED = "found_name_needed"
    NUMBER_NEEDED = "found_number_needed"
    PLACE_NEEDED = "found_place_needed"
    DAY_NEEDED = "found_day_needed"
    DAY_TO_COME = "found_day_to_come"


def found_problems(
    found_as: str, name: str, numbers: Iterable[str], place: str, on: date | None, today: date
) -> list[FoundProblem]:
    """All that is missing of somebody found. numbers: ID number, telephone. Without place and day no row (HC-19)."""
    problems = [] if found_as in set(FoundAs) else [FoundProblem.AS_NEEDED]
    if not name.strip():
        problems.append(FoundProblem.NAME_NEEDED)
    if not any(one.strip() for one in numbers):
        problems.append(FoundProblem.NUMBER_NEEDED)
    if not place.strip():
        problems.append(FoundProblem.PLACE_NEEDED)
    if on is None:
        problems.append(FoundProblem.DAY_NEEDED)
    elif on > today:
        problems.append(FoundProblem.DAY_TO_COME)
    return problems


# Sentinels: fever clinics and pharmacies count, and send people on

SENTINEL_KINDS = (PlaceKind.FEVER_CLINIC, PlaceKind.PHARMACY)
NUMBERS: Mapping[str, tuple[str, ...]] = {
    PlaceKind.FEVER_CLINIC: ("seen", "fever", "sampled", "referred"),
    PlaceKind.PHARMACY: ("sold", "registered", "followed_up"),
}
# The first never exceeds the second.
_NEVER_MORE = (
    ("fever", "seen"),
    ("sampled", "seen"),
    ("referred", "seen"),
    ("registered", "sold"),
    ("followed_up", "registered"),
)


def sentinel_problems(kind: str, numbers: Mapping[str, int]) -> list[str]:
    """'fever_over_seen' for each number that exceeds what it is a part of; 'sentinel_number_missing'."""
    wanted = NUMBERS.get(kind, ())
    if not wanted or set(numbers) != set(wanted) or any(value < 0 for value in numbers.values()):
        return ["sentinel_number_missing"]
    return [
        f"{part}_over_{whole}"
        for part, whole in _NEVER_MORE
        if part in numbers and numbers[part] > numbers[whole]
    ]


# Holes in the defence


class Severity(StrEnum):
    GRAVE = "grave"
    SERIOUS = "serious"
    MINOR = "minor"


class Step(StrEnum):
    """What happened to a hole, in order."""

    FOUND = "found"
    ASSIGNED = "assigned"
    FIXED = "fixed"
    SENT_BACK = "sent_back"
    CLOSED = "closed"


def fixed_within(severity: str, rules: Rules) -> timedelta:
    return timedelta(hours=int(rules["hole_hours"][severity]))


def repeats_within(rules: Rules) -> timedelta:
    return timedelta(days=int(rules["hole_repeat_days"]))


class HoleProblem(StrEnum):
    PLACE_NEEDED = "hole_place_needed"
    RULE_NEEDED = "hole_rule_needed"
    SEVERITY_NEEDED = "hole_severity_needed"
    PHOTO_NEEDED = "hole_photo_needed"


def hole_problems(spot: str, rule: str, severity: str, photos: int) -> list[HoleProblem]:
    """All that is missing of a hole, at once."""
    problems = [] if spot.strip() else [HoleProblem.PLACE_NEEDED]
    if rule not in set(Rule):
        problems.append(HoleProblem.RULE_NEEDED)
    if severity not in set(Severity):
        problems.append(HoleProblem.SEVERITY_NEEDED)
    if not photos:
        problems.append(HoleProblem.PHOTO_NEEDED)
    return problems
