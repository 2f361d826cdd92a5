"""Invented figures of a unit's report: the same for the same seed, unit and day, and within every rule. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from yanpan.demo.behaviour import share
from yanpan.hq.rules.lines import Field, Number

Figures = dict[str, Number | str]
SWING = 0.06  # so far a day's number lies from the usual one


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that counts by itself: so many villages, and where it does worse than the others."""

    key: str
    villages: int
    worse: Mapping[tuple[str, str], float]


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("yanpan.demo.lines") / "figures.toml").read_text("utf-8"))


def figures_at(seed: int, place: Place, line: str, asked: Sequence[Field], on: date) -> Figures:
    """What one place counts of a line on a day; every field that is asked, those it is a share of before it."""
    wanted, found = {one.id: one for one in asked}, Figures()
    for name, said in _table()[line].items():
        if (one := wanted.get(name)) is not None:
            worse = place.worse.get((line, name))
            found[name] = _number(seed, place, one, _said_worse(said, worse), found, on)
    return found


def _said_worse(said: Any, worse: float | None) -> Any:
    if worse is None:
        return said
    return [said[0], worse] if isinstance(said, list) else worse


def _number(seed: int, place: Place, one: Field, said: Any, found: Figures, on: date) -> Number | str:
    match said:
        case {"each": value} | {"force": value} | {"text": value}:
            return str(value) if isinstance(value, str) else int(value)
        case [str() as base, portion]:
            share_of_base: int = round(float(found[base]) * float(portion))
            return share_of_base
    usual: float = float(said) * place.villages
    if not one.level and not one.base:
        usual *= 1 + SWING * (2 * share(seed, place.key, one.id, on) - 1)
    return round(usual, 1) if one.kind == "decimal" else round(usual)


def figures_together(places: Sequence[Mapping[str, Number | str]], asked: Sequence[Field]) -> Figures:
    """Several places as one: what adds up is added, of the rest the first place speaks for all."""
    together = Figures()
    for one in asked:
        values = [figures[one.id] for figures in places if one.id in figures]
        if one.is_number and one.sums:
            together[one.id] = round(sum(float(value) for value in values), 1)
        elif values:
            together[one.id] = values[0]
    return {
        name: int(one) if isinstance(one, float) and one == int(one) else one
        for name, one in together.items()
    }


def of_the_whole(line: str, asked: Sequence[Field]) -> Figures:
    """What only the task force says: doses asked for and approved, the letter's number."""
    said = _table()[line]
    return {
        one.id: said[one.id]["force"]
        for one in asked
        if isinstance(said.get(one.id), dict) and "force" in said[one.id]
    }


def words_of(line: str, figures: Mapping[str, Number | str]) -> dict[str, str]:
    """Progress, problems and needs, with the figures in them."""
    return {part: text.format(**figures) for part, text in _table()[line].get("words", {}).items()}
