"""What supervision looks for: rules with their words, their line of work and the day they came into force. Pure."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SupervisionRule:
    """line: key of the line of work; since: None = always; prohibition: 1–9 of the nine (九不准), else 0."""

    key: str
    line: str
    name_zh: str
    name_en: str
    since: date | None
    prohibition: int


@cache
def supervision_rules() -> tuple[SupervisionRule, ...]:
    """Every rule, in the order of the lines of work; the nine prohibitions last."""
    text = (files("yanpan.base.policy") / "supervision.toml").read_text("utf-8")
    return tuple(
        SupervisionRule(
            one["key"], one["line"], one["zh"], one["en"], one.get("from"), one.get("prohibition", 0)
        )
        for one in tomllib.loads(text)["rule"]
    )


def supervision_rules_on(day: date) -> tuple[SupervisionRule, ...]:
    """The rules in force on a day."""
    return tuple(one for one in supervision_rules() if one.since is None or one.since <= day)
