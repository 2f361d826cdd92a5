"""How long what is kept: the shipped table, read once. Pure."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files

from yanpan.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """counted_from: captured, closed, received, removed, event; ended_by: round, two_persons, document, kept.

    tables: whose sealed columns the rule ends by itself.
    """

    id: str
    keep: timedelta
    counted_from: str
    ended_by: str
    basis: str
    tables: tuple[str, ...] = ()


@cache
def retention_rules() -> tuple[RetentionRule, ...]:
    """Every rule, in the order of the table."""
    text = (files("yanpan.base.policy") / "retention.toml").read_text("utf-8")
    return tuple(
        RetentionRule(
            id=one["id"],
            keep=timedelta(hours=one["hours"]),
            counted_from=one["from"],
            ended_by=one["ended_by"],
            basis=one["basis"],
            tables=tuple(one.get("tables", ())),
        )
        for one in tomllib.loads(text)["rule"]
    )


def retention_rule(rule_id: str) -> RetentionRule:
    """Refused('unknown_retention_rule')."""
    for rule in retention_rules():
        if rule.id == rule_id:
            return rule
    raise Refused("unknown_retention_rule", rule=rule_id[:40])
