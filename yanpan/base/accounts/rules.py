"""The one role file, read once. Pure."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yanpan.kernel.errors import Refused

# Three people, none of whom holds another's role (rights rules, section 2).
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")


@dataclass(frozen=True, slots=True)
class Role:
    """levels: kinds of units at which the role is held; rights: names of operations and queries."""

    key: str
    name_zh: str
    name_en: str
    levels: tuple[str, ...]
    rights: frozenset[str]


@cache
def all_roles() -> dict[str, Role]:
    text = (files("yanpan.base.accounts") / "roles.toml").read_text("utf-8")
    return {
        key: Role(key, one["zh"], one["en"], tuple(one["levels"]), frozenset(one["rights"]))
        for key, one in tomllib.loads(text).items()
    }


def role_named(key: str) -> Role:
    if key not in all_roles():
        raise Refused("unknown_role", role=key)
    return all_roles()[key]
