"""Citizen identity numbers 公民身份号码 (GB 11643-1999): area, birth date, order, check digit; in arrays."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .names import draw

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"

OUTSIDE_SHARE = 0.07
"""Share of residents whose number was issued elsewhere (married in, moved in)."""

OUTSIDE_AREAS = (
    411628,
    411323,
    410184,
    411002,
    410102,
    410105,
    420106,
    320508,
    411081,
    411724,
    411025,
    410403,
)

AREA_HISTORY: dict[str, tuple[tuple[int, int, float], ...]] = {
    "源汇区": ((0, 411102, 1.0),),
    "郾城区": ((0, 411123, 1.0), (2005, 411103, 1.0)),
    "召陵区": ((0, 411123, 0.8), (0, 411102, 0.2), (2005, 411104, 1.0)),
    "舞阳县": ((0, 411121, 1.0),),
    "临颍县": ((0, 411122, 1.0),),
    "漯河经济技术开发区": (
        (0, 411123, 0.7),
        (0, 411102, 0.3),
        (2005, 411104, 0.8),
        (2005, 411102, 0.2),
    ),
}
"""County unit → (births from year, area code, share). 郾城县 411123 was split into 郾城区 and 召陵区 in 2004."""

ISSUED_BEFORE_1986 = {411122: 412626, 411123: 412629, 411121: 412632}
"""Codes of the same counties under 许昌地区; a few of the oldest numbers still carry them."""

OLD_PREFECTURE_SHARE = 0.02
_ORDERS = 500  # order numbers per area, day and sex: the odd ones are men's, the even ones women's


def check_character(first_17: str) -> str:
    """The check character of the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def is_valid(number: str) -> bool:
    """Whether `number` has eighteen characters and the right check character."""
    return len(number) == 18 and number[:17].isdigit() and check_character(number[:17]) == number[17]


def _history(county: str, fallback_area: int) -> tuple[tuple[int, int, float], ...]:
    return AREA_HISTORY.get(county, ((0, fallback_area, 1.0),))


def county_areas(
    rng: np.random.Generator,
    county: str,
    fallback_area: int,
    birth_year: NDArray[np.int32],
) -> NDArray[np.int64]:
    """Six-digit area codes for residents of one county; the code in force at birth, some from elsewhere."""
    history = _history(county, fallback_area)
    areas = np.full(len(birth_year), fallback_area, dtype=np.int64)
    for start in sorted({entry[0] for entry in history}):
        here = np.flatnonzero(birth_year >= start)
        codes = np.array([code for year, code, _ in history if year == start])
        weights = np.array([weight for year, _, weight in history if year == start])
        areas[here] = codes[draw(rng, weights, len(here))]
    return _some_elsewhere(rng, areas, birth_year)


def _some_elsewhere(
    rng: np.random.Generator, areas: NDArray[np.int64], birth_year: NDArray[np.int32]
) -> NDArray[np.int64]:
    old = (rng.random(len(areas)) < OLD_PREFECTURE_SHARE) & (birth_year < 1986)
    for current, former in ISSUED_BEFORE_1986.items():
        areas[old & (areas == current)] = former
    outside = np.flatnonzero(rng.random(len(areas)) < OUTSIDE_SHARE)
    areas[outside] = rng.choice(np.array(OUTSIDE_AREAS), len(outside))
    return areas


def _orders(rng: np.random.Generator, key: NDArray[np.int64]) -> NDArray[np.int64]:
    """A different order number for equal keys: a random start per key, then steps coprime to the range."""
    by_key = np.argsort(key, kind="stable")
    ordered = key[by_key]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    sizes = np.diff(np.append(starts, len(key)))
    if sizes.max() > _ORDERS:
        raise ValueError(f"more than {_ORDERS} persons of one sex born on one day in one area; ask for fewer")
    rank = np.arange(len(key)) - np.repeat(starts, sizes)
    first = np.repeat(rng.integers(0, _ORDERS, len(starts)), sizes)
    orders = np.empty(len(key), dtype=np.int64)
    orders[by_key] = (first + 7 * rank) % _ORDERS
    return orders


def id_numbers(
    rng: np.random.Generator,
    areas: NDArray[np.int64],
    births: pl.Series,
    is_male: NDArray[np.bool_],
) -> pl.Series:
    """Unique valid numbers as text; `births` is a Date series. Raises ValueError when a day has no number left."""
    if not len(areas):
        return pl.Series("id_number", [], dtype=pl.String)
    dt = births.dt
    day = (dt.year().cast(pl.Int64) * 10000 + dt.month().cast(pl.Int64) * 100 + dt.day()).to_numpy()
    body = areas * 10**8 + day
    orders = _orders(rng, body * 2 + is_male)
    first_17 = body * 1000 + orders * 2 + is_male
    rest, total = first_17.copy(), np.zeros(len(first_17), dtype=np.int64)
    for weight in reversed(WEIGHTS):
        total += rest % 10 * weight
        rest //= 10
    checks = pl.Series(list(CHECK_CHARACTERS)).gather(total % 11)
    return (pl.Series(first_17).cast(pl.String) + checks).rename("id_number")
