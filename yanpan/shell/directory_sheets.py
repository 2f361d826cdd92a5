"""通讯录.xlsx: who answers for each unit, and who gets a log-in in which role. Given out with what is known."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yanpan.base.accounts.directory import AccountLine
from yanpan.base.accounts.queries import AccountView
from yanpan.base.accounts.rules import ADMINISTRATORS, Role, all_roles
from yanpan.base.places.directory import DutyLine
from yanpan.base.places.queries import UnitView
from yanpan.kernel.errors import Refused
from yanpan.shell.form_sheets import FilledRow, open_form, rows_under
from yanpan.shell.spreadsheets.writing import DropDown, SheetToWrite, write_workbook

DUTIES, ACCOUNTS, CHOICES = "值班联系", "人员账号", "可选项"
DUTY_TITLES = ("单位", "主要负责人", "副职", "24小时值班电话")
ACCOUNT_TITLES = ("单位", "岗位", "姓名", "登录名")
_KEY = re.compile(r"〔([\w-]+)〕\s*$")
SPARE_ROWS = 300
# Who a headquarters begins with: role and how many of it, by kind of unit. The rest is added on the page of accounts.
FIRST_PEOPLE: Mapping[str, Sequence[tuple[str, int]]] = {
    "city": (
        ("duty_chief", 2),
        ("duty_officer", 2),
        ("list_clerk", 2),
        ("epidemiologist", 1),
        ("supervisor", 1),
        ("commander", 1),
        ("police_finder", 1),
        ("subject_desk", 1),
    ),
    "force": (("liaison", 1), ("unit_leader", 1)),
    "county": (("duty_chief", 1), ("duty_officer", 1), ("county_liaison", 1)),
    "township": (("township_clerk", 1), ("unit_leader", 1)),
}
CO_INVESTIGATION = "force-co_investigation"


@dataclass(frozen=True, slots=True)
class Directory:
    """What a filled workbook says; None: it has no such sheet. Faults: names of units that are no one unit's."""

    duties: list[DutyLine] | None
    accounts: list[AccountLine] | None
    duty_faults: list[Refused]
    account_faults: list[Refused]


def office_roles() -> dict[str, Role]:
    """Those the sheet may give: no administrators, who are named by hand, and no villages, which have phones."""
    return {
        key: role
        for key, role in all_roles().items()
        if key not in ADMINISTRATORS and "village" not in role.levels
    }


def named(unit: UnitView, parents: Mapping[int, UnitView]) -> str:
    """'召陵区 姬石镇〔411104104〕': readable, and the same for no two units."""
    above = parents.get(unit.parent_id or 0)
    where = f"{above.name} " if above and unit.kind == "township" else ""
    return f"{where}{unit.name}〔{unit.key}〕"


def directory_template(units: Sequence[UnitView], accounts: Sequence[AccountView], now: datetime) -> bytes:
    """units: all offices of the city; accounts: the open log-ins as far as the reader may see them."""
    parents = {unit.id: unit for unit in units}
    names = [named(unit, parents) for unit in units]
    roles = [role.name_zh for role in office_roles().values()]
    duties = [(name, unit.leader, unit.deputy, unit.phone) for name, unit in zip(names, units, strict=True)]
    people = list(_people(units, names, accounts))
    sheets = [
        SheetToWrite(DUTIES, DUTY_TITLES, duties, title="值班联系（每个单位一行）", widths=(36, 14, 14, 20)),
        SheetToWrite(
            ACCOUNTS,
            ACCOUNT_TITLES,
            people,
            title="人员账号（一人一行；姓名空着的行不算）",
            widths=(36, 18, 14, 24),
            drop_downs=(
                DropDown(0, CHOICES, 0, len(names), len(people) + SPARE_ROWS),
                DropDown(1, CHOICES, 1, len(roles), len(people) + SPARE_ROWS),
            ),
        ),
        SheetToWrite(CHOICES, ("单位", "可选岗位"), _side_by_side(names, roles), widths=(36, 18)),
    ]
    return write_workbook(sheets, fixed_at=now)


def _side_by_side(left: Sequence[str], right: Sequence[str]) -> list[tuple[str, str]]:
    longest = max(len(left), len(right))
    return [
        (left[at] if at < len(left) else "", right[at] if at < len(right) else "") for at in range(longest)
    ]


def _people(
    units: Sequence[UnitView], names: Sequence[str], accounts: Sequence[AccountView]
) -> Iterator[tuple[str, str, str, str]]:
    """Those who have a log-in; then a line without a name for every place nobody fills yet."""
    roles, known = office_roles(), {one.username for one in accounts}
    by_unit: dict[str, list[AccountView]] = {}
    for one in accounts:
        if one.is_active and one.role in roles:
            by_unit.setdefault(one.unit_key, []).append(one)
    for unit, name in zip(units, names, strict=True):
        here = by_unit.get(unit.key, [])
        for one in here:
            yield name, roles[one.role].name_zh, one.label, one.username
        filled = [one.role for one in here]
        for number, role in enumerate(_first_people(unit), start=1):
            username = f"{unit.key}-{number}"
            if role in filled:
                filled.remove(role)
            elif username not in known:
                yield name, roles[role].name_zh, "", username


def _first_people(unit: UnitView) -> list[str]:
    wanted = (("co_investigator", 2), ("unit_leader", 1)) if unit.key == CO_INVESTIGATION else None
    return [role for role, count in wanted or FIRST_PEOPLE.get(unit.kind, ()) for _ in range(count)]


def read_directory(content: bytes, file_name: str, units: Sequence[UnitView]) -> Directory:
    """Raises FileRefused; Refused where neither sheet is in the workbook."""
    book = open_form(content, file_name)
    duties, accounts = rows_under(book, DUTY_TITLES), rows_under(book, ACCOUNT_TITLES)
    if duties is None and accounts is None:
        raise Refused("sheet_without_titles", titles="、".join(DUTY_TITLES))
    of_duties, of_accounts = _KeysOfUnits(units), _KeysOfUnits(units)
    roles = {word: key for key, role in office_roles().items() for word in (role.name_zh, role.name_en, key)}
    return Directory(
        None if duties is None else [_duty(one, of_duties) for one in duties],
        None if accounts is None else [_account(one, of_accounts, roles) for one in accounts],
        of_duties.faults,
        of_accounts.faults,
    )


class _KeysOfUnits:
    """From what stands in the column 单位 to the key: by the code behind the name, else by the name alone."""

    def __init__(self, units: Sequence[UnitView]) -> None:
        self.faults: list[Refused] = []
        self._keys = {unit.key for unit in units}
        self._by_name: dict[str, list[str]] = {}
        for unit in units:
            self._by_name.setdefault(unit.name, []).append(unit.key)

    def key_of(self, text: str, row: int) -> str:
        """'' where it is no unit; a name of several is a fault of its own."""
        if found := _KEY.search(text):
            return found[1] if found[1] in self._keys else ""
        keys = self._by_name.get(text, [])
        if len(keys) > 1:
            self.faults.append(Refused("row_name_of_several_units", row=row))
        return keys[0] if len(keys) == 1 else ""


def _duty(one: FilledRow, keys: _KeysOfUnits) -> DutyLine:
    unit, leader, deputy, phone = one.texts
    return DutyLine(one.row, keys.key_of(unit, one.row), leader, deputy, phone)


def _account(one: FilledRow, keys: _KeysOfUnits, roles: Mapping[str, str]) -> AccountLine:
    unit, role, label, username = one.texts
    return AccountLine(one.row, keys.key_of(unit, one.row), roles.get(role, ""), label, username)
