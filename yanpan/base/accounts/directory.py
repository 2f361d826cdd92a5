"""Log-ins of many people at once, as a sheet brings them: new ones opened, changed ones changed, none closed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password

from yanpan.base.accounts.models import Account
from yanpan.base.accounts.rules import ADMINISTRATORS, all_roles
from yanpan.base.gate import Actor, operation, under
from yanpan.base.gate.many_rows import update_rows
from yanpan.base.places.models import Unit
from yanpan.base.vault.masks import carries_identifier
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Refused

LONGEST = 60
_USERNAME = re.compile(r"[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True, slots=True)
class AccountLine:
    """row: as the spreadsheet shows it at its left edge; role: a key of the role file."""

    row: int
    unit_key: str
    role: str
    label: str
    username: str


@dataclass(frozen=True, slots=True)
class AccountChange:
    """before: role, label and unit of a log-in that is there; None: it is opened."""

    line: AccountLine
    unit_name: str
    before: AccountLine | None


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """faults: each with its row; with one, nothing is taken."""

    changes: list[AccountChange] = field(default_factory=list)
    same: int = 0
    faults: list[Refused] = field(default_factory=list)


def plan_accounts(actor: Actor, lines: Sequence[AccountLine]) -> AccountPlan:
    """What these lines would change. A line without a name of a person says nothing."""
    said = [one for one in lines if one.label]
    units = {one.key: one for one in Unit.objects.filter(under("path", actor)).exclude(kind="village")}
    known = {one.username: one for one in _accounts_of(said)}
    faults = [
        fault for one in said for fault in _faults(actor, one, units, known.get(one.username))
    ] + _twice(said)
    if faults:
        return AccountPlan(faults=sorted(faults, key=lambda one: int(str(one.facts["row"]))))
    changes = [
        AccountChange(one, units[one.unit_key].name, _as_it_is(one.row, known.get(one.username)))
        for one in said
    ]
    real = [one for one in changes if one.before != one.line]
    return AccountPlan(real, len(changes) - len(real))


def _accounts_of(lines: Sequence[AccountLine]) -> list[Account]:
    names = [one.username for one in lines]
    return list(Account.objects.filter(username__in=names).select_related("unit"))


def _as_it_is(row: int, account: Account | None) -> AccountLine | None:
    if account is None:
        return None
    return AccountLine(row, account.unit.key, account.role, account.label, account.username)


def _faults(
    actor: Actor, line: AccountLine, units: dict[str, Unit], account: Account | None
) -> Iterator[Refused]:
    role, unit = all_roles().get(line.role), units.get(line.unit_key)
    if unit is None:
        yield Refused("row_of_no_unit", row=line.row)
    if role is None or line.role in ADMINISTRATORS:
        yield Refused("row_of_no_role", row=line.row)
    elif unit is not None and unit.kind not in role.levels:
        yield Refused("row_role_not_at_this_level", row=line.row)
    if not _USERNAME.fullmatch(line.username):
        yield Refused("row_without_username", row=line.row)
    if len(line.label) > LONGEST or carries_identifier(line.label):
        yield Refused("row_name_too_long", row=line.row, most=LONGEST)
    if account is not None and not _may_change(actor, account):
        yield Refused("row_username_taken", row=line.row)


def _may_change(actor: Actor, account: Account) -> bool:
    """Not a closed log-in, none of an administrator, none elsewhere."""
    return account.is_active and account.role not in ADMINISTRATORS and actor.covers(account.unit.path)


def _twice(lines: Sequence[AccountLine]) -> list[Refused]:
    first: dict[str, int] = {}
    return [
        Refused("row_repeats_another", row=one.row, other=first[one.username])
        for one in lines
        if one.username and first.setdefault(one.username, one.row) != one.row
    ]


@operation("accounts.keep_directory", records=("lines",))
def keep_directory(actor: Actor, *, lines: list[AccountLine], now: datetime) -> list[UUID]:
    """Open and change log-ins as the lines say, all or none; the ids of those. New ones wait for a first password.

    Refused: a line has a fault (`plan_accounts` names each), or nothing would change.
    """
    plan = plan_accounts(actor, lines)
    if plan.faults:
        raise Refused("rows_have_faults", count=len(plan.faults))
    if not plan.changes:
        raise Refused("nothing_changes")
    units = {one.key: one for one in Unit.objects.filter(key__in={one.line.unit_key for one in plan.changes})}
    known = {one.username: one for one in _accounts_of([one.line for one in plan.changes])}
    opened = [
        Account(
            id=fresh_id(now),
            username=one.line.username,
            label=one.line.label,
            role=one.line.role,
            unit=units[one.line.unit_key],
            password=make_password(None),
        )
        for one in plan.changes
        if one.before is None
    ]
    Account.objects.bulk_create(opened)
    changed = [known[one.line.username] for one in plan.changes if one.before is not None]
    lines_of = {one.line.username: one.line for one in plan.changes}
    for account in changed:
        line = lines_of[account.username]
        account.label, account.role, account.unit = line.label, line.role, units[line.unit_key]
    update_rows(changed, ["label", "role", "unit"])
    return [one.id for one in (*opened, *changed)]
