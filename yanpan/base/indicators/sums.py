"""Numbers by unit path, summed for a unit and for each unit one level below it: what reports are made of."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from yanpan.base.indicators.registry import Count, Figure

One = TypeVar("One")


def part_of(path: str, unit_path: str, keys: tuple[str, ...]) -> str:
    """Key of the unit among `keys` that a path below `unit_path` belongs to; what is none of theirs, the first."""
    key = path[len(unit_path) :].split("/", 1)[0]
    return key if key in keys else keys[0]


def summed(
    found: Mapping[str, One], number: Callable[[One], int], unit_path: str, keys: tuple[str, ...]
) -> dict[str, int]:
    """Key of the unit and of each unit below it → the sum; the first key counts all of them."""
    sums = dict.fromkeys(keys, 0)
    for path, one in found.items():
        value = number(one)
        sums[keys[0]] += value
        if (part := part_of(path, unit_path, keys)) != keys[0]:
            sums[part] += value
    return sums


def counted(
    name: str,
    found: Mapping[str, One],
    number: Callable[[One], int],
    unit_path: str,
    keys: tuple[str, ...],
) -> Iterator[Count]:
    """One plain number of every unit."""
    yield from (Count(key, name, value) for key, value in summed(found, number, unit_path, keys).items())


def shares(
    name: str,
    found: Mapping[str, One],
    above: Callable[[One], int],
    below: Callable[[One], int],
    unit_path: str,
    keys: tuple[str, ...],
) -> Iterator[Figure]:
    """One indicator of every unit."""
    bases = summed(found, below, unit_path, keys)
    for key, numerator in summed(found, above, unit_path, keys).items():
        yield Figure(key, name, numerator, bases[key])
