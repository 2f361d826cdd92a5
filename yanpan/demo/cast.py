"""Who plays: accounts, phones and duty contacts of the drill city. Every name is invented."""

from datetime import datetime
from functools import cache
from uuid import UUID

from yanpan.base.accounts.actors import actor_of_account, actor_of_phone, door_actor
from yanpan.base.accounts.models import Account, Phone
from yanpan.base.accounts.operations import enrol_phone, open_account, print_slips
from yanpan.base.gate import Actor, every_right
from yanpan.base.places.operations import Duty, name_duties
from yanpan.base.places.queries import UnitView, city_unit, list_units
from yanpan.demo.behaviour import share
from yanpan.streams.verification.rules import CO_INVESTIGATION

STAGE = "drill-stage"  # the hand that sets the stage; the audit shows its name
CITY_ROLES = (
    ("duty_officer", "值班员"),
    ("duty_chief", "带班领导"),
    ("list_clerk", "名单比对员"),
    ("list_clerk", "名单比对员（乙）"),
    ("epidemiologist", "流调员"),
    ("supervisor", "督导员"),
    ("commander", "指挥长"),
    ("system_admin", "系统管理员"),
    ("security_admin", "安全管理员"),
    ("audit_admin", "审计管理员"),
    ("police_finder", "公安查找员"),
    ("subject_desk", "受理岗"),
    ("duty_officer", "值班员（夜班）"),
    ("supervisor", "督导员（乙）"),
)
COUNTY_ROLES = {
    "county": ("county_liaison", "联络员"),
    "chief": ("duty_chief", "带班领导"),
    "officer": ("duty_officer", "值班员"),
    "commander": ("commander", "指挥长"),
}
"""Part → role and word; the part begins the username."""
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = [
    "建国", "志强", "秀英", "丽华", "文斌", "海燕", "永辉", "春梅",
    "国庆", "晓东", "玉兰", "振华", "爱民", "淑敏", "保平", "新民",
]  # fmt: skip


def stage_hand() -> Actor:
    roots = (city_unit().path,) if list_units(kinds=("city",)) else ()
    return Actor(name=STAGE, role="drill", permissions=every_right(), units=roots)


def _invented_name(seed: int, *parts: object) -> str:
    surname = _SURNAMES[int(len(_SURNAMES) * share(seed, "surname", *parts))]
    return surname + _GIVEN[int(len(_GIVEN) * share(seed, "given", *parts))]


def _invented_phone(seed: int, *parts: object) -> str:
    """Numbers of the form 199 0000 xxxx, which nobody has."""
    return f"1990000{int(10_000 * share(seed, 'phone', *parts)):04d}"


def name_everybody_on_duty(seed: int, now: datetime) -> None:
    """Leader, deputy and a 24-hour telephone for the city, counties, forces, townships and villages."""
    duties = [
        Duty(
            unit.key,
            _invented_name(seed, unit.key, "leader"),
            _invented_name(seed, unit.key, "deputy"),
            _invented_phone(seed, unit.key),
        )
        for unit in list_units()
    ]
    name_duties(stage_hand(), duties=duties, now=now)


def open_accounts(now: datetime) -> None:
    """One log-in per part. No password opens them: the drill has role cards instead."""
    hand, city = stage_hand(), city_unit()
    for number, (role, label) in enumerate(CITY_ROLES, start=1):
        _open(hand, f"{role}-{number}", label, role, city.key, now)
    for unit in list_units(kinds=("county",)):
        for part, (role, word) in COUNTY_ROLES.items():
            _open(hand, f"{part}-{unit.key}", f"{unit.name}{word}", role, unit.key, now)
    for unit in list_units(kinds=("township",)):
        _open(hand, f"township-{unit.key}", f"{unit.name}信息员", "township_clerk", unit.key, now)
    for unit in list_units(kinds=("force", "township")):
        _open(hand, f"leader-{unit.key}", f"{unit.name}负责人", "unit_leader", unit.key, now)
    for unit in list_units(kinds=("force",)):
        role, word = ("co_investigator", "协查员") if unit.key == CO_INVESTIGATION else ("liaison", "联络员")
        _open(hand, f"liaison-{unit.key}", f"{unit.name}{word}", role, unit.key, now)


def _open(hand: Actor, username: str, label: str, role: str, unit_key: str, now: datetime) -> None:
    open_account(hand, username=username, label=label, role=role, unit_key=unit_key, password="", now=now)


@cache
def _account_actor(username: str) -> Actor:
    actor = actor_of_account(Account.objects.values_list("id", flat=True).get(username=username))
    assert actor is not None
    return actor


def city_actor(role: str, which: int = 0) -> Actor:
    numbers = [number for number, (name, _) in enumerate(CITY_ROLES, start=1) if name == role]
    return _account_actor(f"{role}-{numbers[which]}")


def office_actor(unit: UnitView) -> Actor:
    """Who acts for a county, a township or a force."""
    prefix = {"county": "county", "township": "township", "force": "liaison"}[unit.kind]
    return _account_actor(f"{prefix}-{unit.key}")


def county_actor(part: str, unit_key: str) -> Actor:
    """Of the headquarters of a county; part: a key of COUNTY_ROLES."""
    return _account_actor(f"{part}-{unit_key}")


def leader_actor(unit: UnitView) -> Actor:
    """Who approves what a unit reports: its leader, in a county the duty chief."""
    part = "chief" if unit.kind == "county" else "leader"
    return _account_actor(f"{part}-{unit.key}")


_phones: dict[str, Actor] = {}


def village_actor(unit: UnitView, now: datetime) -> Actor:
    """The village's phone; enrolled with a printed slip and its PIN when the village first has something to do."""
    if unit.key not in _phones:
        known = Phone.objects.filter(unit_id=unit.id, revoked_at=None).values_list("id", flat=True).first()
        actor = actor_of_phone(known or _enrol(unit, now))
        assert actor is not None
        _phones[unit.key] = actor
    return _phones[unit.key]


def _enrol(unit: UnitView, now: datetime) -> UUID:
    township = office_actor_of_path(unit.path)
    slip = print_slips(township, unit_keys=[unit.key], now=now)[0]
    door = door_actor(f"slip:{unit.key}", "accounts.enrol_phone")
    phone, _token = enrol_phone(door, code=slip.code, pin=slip.pin, label=unit.name, now=now)
    return phone.id


def office_actor_of_path(path: str) -> Actor:
    """The township a village lies under."""
    return _account_actor(f"township-{path.rstrip('/').split('/')[-2]}")


def forget_cast() -> None:
    """A new home has a new cast."""
    _account_actor.cache_clear()
    _phones.clear()
