"""Who of the register is the listed person? Evidence summed, candidates weighed against one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from yanpan.science.record_matching.candidates import (
    Pairs,
    close_pairs,
    join_pairs,
    wide_pairs,
)
from yanpan.science.record_matching.evidence_of_households import (
    PhoneLevel,
    PlaceLevel,
    phone_evidence,
    place_evidence,
)
from yanpan.science.record_matching.evidence_of_people import (
    BirthLevel,
    Evidence,
    IdLevel,
    SexLevel,
    birth_evidence,
    id_evidence,
    name_evidence,
    sex_evidence,
)
from yanpan.science.record_matching.name_levels import UNRELATED_NAMES, NameLevel
from yanpan.science.record_matching.places import RegisterPlaces
from yanpan.science.record_matching.problem import Decision, ListedPerson, PlaceResolver
from yanpan.science.record_matching.register import Register
from yanpan.science.record_matching.rows import Rows, read_rows

PRIOR_RESIDENT = 0.8
"""Share of listed people who are in the register, before looking."""
PRIOR_RELATIVE = 0.03
"""Share of listed people not in the register while a member of their household is."""
MATCH_FROM = 0.98
REVIEW_FROM = 0.35
_SETTLED_FROM = 0.9999
_CHUNK = 200_000
_KINDS: tuple[
    tuple[str, type[NameLevel | IdLevel | BirthLevel | SexLevel | PhoneLevel | PlaceLevel]],
    ...,
] = (
    ("name", NameLevel),
    ("id", IdLevel),
    ("birth", BirthLevel),
    ("sex", SexLevel),
    ("phone", PhoneLevel),
    ("place", PlaceLevel),
)
CLOSE_SECOND = "close_second"
NO_CANDIDATE = "no_candidate"
NO_IDENTITY = "nothing_to_match"
REASONS = (
    *(f"{kind}_{level.name.lower()}" for kind, levels in _KINDS for level in levels if level.value),
    CLOSE_SECOND,
    NO_CANDIDATE,
    NO_IDENTITY,
)
"""Every code `Decision.reasons` may hold."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs with the log of their weight against 'not a resident', the log weight of 'a relative of that
    resident', and the six levels of agreement."""

    pairs: Pairs
    weight: NDArray[np.float64]
    relative: NDArray[np.float64]
    levels: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Best:
    """The best pair of each row that has one: its place in `Scored`, its posterior, the runner-up's."""

    row: NDArray[np.int64]
    at: NDArray[np.int64]
    posterior: NDArray[np.float64]
    second: NDArray[np.float64]


def match(
    register: Register,
    people: Sequence[ListedPerson],
    *,
    places: PlaceResolver | None = None,
) -> list[Decision]:
    """One decision for each listed person, in order.

    `match`: posterior of one resident at least 0.98, unless the ID numbers contradict one another and neither
    telephone nor village agrees; `review`: at least 0.35; else `none`. Without `places`
    addresses are read with the place names of the register. Deterministic. For 100,000
    people and 2.4 million residents about 16 s of processor time, once the register is built, and a peak of
    1.6 GB with the register's text columns still in memory.
    """
    if not people:
        return []
    rows = read_rows(people, places or RegisterPlaces(register.place_names))
    if not len(register):
        return [_no_decision(rows, i) for i in range(len(rows))]
    scored = score(register, rows, close_pairs(register, rows))
    best = best_of(register, scored)
    open_rows = np.ones(len(rows), bool)
    open_rows[best.row[_is_settled(best)]] = False
    wide = wide_pairs(register, rows, open_rows)
    again = score(register, rows, join_pairs([scored.pairs.of_rows(open_rows), wide]))
    decisions: list[Decision] = [_no_decision(rows, i) for i in range(len(rows))]
    _write(decisions, register, scored, best, ~open_rows)
    _write(decisions, register, again, best_of(register, again), open_rows)
    return decisions


def score(register: Register, rows: Rows, pairs: Pairs) -> Scored:
    """Weighs every pair, some hundred thousand at a time."""
    parts = [
        _score_chunk(
            register,
            rows,
            Pairs(
                pairs.row[i : i + _CHUNK],
                pairs.resident[i : i + _CHUNK],
                pairs.repaired[i : i + _CHUNK],
            ),
        )
        for i in range(0, max(len(pairs), 1), _CHUNK)
    ]
    return Scored(
        pairs,
        np.concatenate([p.weight for p in parts]),
        np.concatenate([p.relative for p in parts]),
        np.concatenate([p.levels for p in parts]),
    )


def best_of(register: Register, scored: Scored) -> Best:
    """The best candidate of each row, its posterior against all others, the relatives and nobody."""
    row, weight = scored.pairs.row, scored.weight
    if not len(row):
        empty = np.zeros(0)
        return Best(empty.astype(np.int64), empty.astype(np.int64), empty, empty)
    starts = np.flatnonzero(np.concatenate([[True], row[1:] != row[:-1]]))
    sizes = np.diff(np.append(starts, len(row)))
    top = np.maximum.reduceat(weight, starts)
    # the first pair that reaches the maximum
    reached = np.flatnonzero(weight == np.repeat(top, sizes))
    at = reached[np.concatenate([[True], row[reached][1:] != row[reached][:-1]])]
    # the same ID number twice in the register is one person, not a rival
    number = register.id_number[scored.pairs.resident]
    twin_record = (number == np.repeat(number[at], sizes)) & (number != 0)
    person = register.person[scored.pairs.resident]
    twin_record |= (person == np.repeat(person[at], sizes)) & (person != 0)
    twin_record[at] = True  # nor is anybody their own rival, with a number or without
    rivals = np.where(twin_record, -np.inf, weight)
    rival_sum = np.logaddexp.reduceat(rivals, starts)
    relative_sum = np.logaddexp.reduceat(scored.relative, starts)
    nobody = np.log(1 - PRIOR_RESIDENT)
    total = np.logaddexp(np.logaddexp(top, rival_sum), np.logaddexp(relative_sum, nobody))
    second = np.maximum.reduceat(rivals, starts)
    return Best(row[starts], at, np.exp(top - total), np.exp(second - total))


def _score_chunk(register: Register, rows: Rows, pairs: Pairs) -> Scored:
    name = name_evidence(register, rows, pairs)
    ids = id_evidence(register, rows, pairs)
    evidence: list[Evidence] = [
        name,
        ids,
        birth_evidence(register, rows, pairs, ids),
        sex_evidence(register, rows, pairs, ids),
        phone_evidence(register, rows, pairs),
        place_evidence(register, rows, pairs, np.isin(name.level, UNRELATED_NAMES, invert=True)),
    ]
    weight = np.sum([e.weight for e in evidence], axis=0) + np.log(PRIOR_RESIDENT / len(register))
    relative = weight + np.sum([e.relative for e in evidence], axis=0) + np.log(PRIOR_RELATIVE)
    return Scored(pairs, weight, relative, np.stack([e.level for e in evidence], axis=1))


def _is_settled(best: Best) -> NDArray[np.bool_]:
    """Rows so sure that no candidate of a weaker key can change them."""
    settled: NDArray[np.bool_] = best.posterior >= _SETTLED_FROM
    return settled


def _write(
    decisions: list[Decision],
    register: Register,
    scored: Scored,
    best: Best,
    wanted: NDArray[np.bool_],
) -> None:
    resident = register.resident_id.gather(scored.pairs.resident[best.at]).to_list()
    levels = scored.levels[best.at].tolist()
    for k, (i, posterior, second) in enumerate(
        zip(
            best.row.tolist(),
            best.posterior.tolist(),
            best.second.tolist(),
            strict=True,
        )
    ):
        if wanted[i]:
            decisions[i] = _decide(resident[k], posterior, second, tuple(levels[k]))


def _decide(resident_id: str, posterior: float, second: float, levels: tuple[int, ...]) -> Decision:
    reasons = _reasons(levels, second > 0.02)
    figure = round(min(posterior, 1.0), 6)
    if posterior >= MATCH_FROM and not _is_namesake(levels):
        return Decision("match", resident_id, figure, reasons)
    if posterior >= REVIEW_FROM:
        return Decision("review", resident_id, figure, reasons)
    return Decision("none", "", figure, reasons)


def _is_namesake(levels: tuple[int, ...]) -> bool:
    """Their own number says otherwise, and neither telephone nor place speaks for one person: however rare the
    name and however equal the birthday, a person decides."""
    _name, number, _birth, _sex, phone, place = levels
    contradicts = number in (IdLevel.DIFFERENT, IdLevel.PART_CONTRADICTS)
    return contradicts and phone < PhoneLevel.TWO_SLIPS and place < PlaceLevel.VILLAGE


def _no_decision(rows: Rows, i: int) -> Decision:
    known = bool(rows.names.length[i]) or rows.id_readings[i].kind != "absent"
    return Decision("none", "", 0.0, (NO_CANDIDATE if known else NO_IDENTITY,))


@lru_cache(maxsize=4096)
def _reasons(levels: tuple[int, ...], close_second: bool) -> tuple[str, ...]:
    said = [
        f"{kind}_{names(level).name.lower()}"
        for (kind, names), level in zip(_KINDS, levels, strict=True)
        if level
    ]
    return tuple(said + [CLOSE_SECOND] * close_second)
