"""四个口袋: which route a row's own words name, and who came past the pocket's lists. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from yanpan.streams.verification.rules import Source

POCKETS = (1, 2, 3, 4)
# Lists that find people whom no pocket's own list, letter or checkpoint had named before.
OTHER_MEANS = frozenset({Source.OWN_SWEEP, Source.MEDICAL_INSURANCE, Source.OTHER_OFFICE})

_ROUTES = (
    (2, re.compile("冷链|进口货物|进口货品|国际邮件|国际快件|集装箱")),
    (1, re.compile("国际航班|入境航班|国际客运航班")),
    (3, re.compile("口岸|第一入境点|入境|境外|归国|回国")),
    (4, re.compile("中高风险|高风险|中风险|低风险|旅居史|封控区|管控区|防范区")),
)


def route_in(texts: Iterable[str]) -> int:
    """Number of the pocket whose route the words name, the narrowest first; 0 = none."""
    said = " ".join(texts)
    return next((pocket for pocket, words in _ROUTES if words.search(said)), 0)


@dataclass(frozen=True, slots=True)
class Named:
    """One row that names a person. pocket: of the list; route: of the row's own words; 0 = none."""

    pocket: int
    route: int
    source: str
    received_at: datetime


def leaked_past(rows: Iterable[Named], found_at: datetime) -> set[int]:
    """The pockets a person came past who was found at this moment, by all rows that name the person.

    Only who was named first by other means (own sweep, hospital, another office) and found before any list of a
    pocket named them can have come past one: past the pockets whose lists name them afterwards, and past the pocket
    whose route those first rows name though its lists never do. Who stood on a pocket's list before being found came
    through that list: nobody leaked, whichever list was first.
    """
    ordered = sorted(rows, key=lambda one: one.received_at)
    if not ordered or Source(ordered[0].source) not in OTHER_MEANS:
        return set()
    if any(one.pocket and one.received_at <= found_at for one in ordered):
        return set()
    later = {one.pocket for one in ordered if one.pocket}
    return later | {one.route for one in ordered if one.route and Source(one.source) in OTHER_MEANS}


@dataclass(frozen=True, slots=True)
class PocketLine:
    """Persons. leaked: found first by other means, unlisted of them on no list of the pocket to this day.

    not_received: due by closed-loop transfer, and not there.
    """

    pocket: int
    listed: int
    found: int
    controlled: int
    leaked: int
    unlisted: int
    not_received: int

    @property
    def all_found(self) -> int:
        """What the leaked are a part of: found persons of the pocket's lists, and those on none of them."""
        return self.found + self.unlisted


def pocket_lines(
    counted: Mapping[int, tuple[int, int, int]],
    leaks: Iterable[tuple[int, bool]],
    missing: Mapping[int, int],
) -> tuple[PocketLine, ...]:
    """One line for each pocket, zeros where nothing is.

    counted: pocket → listed, found, controlled; leaks: (pocket, whether its lists name the person later).
    """
    past = list(leaks)
    return tuple(
        PocketLine(
            pocket,
            *counted.get(pocket, (0, 0, 0)),
            leaked=sum(one == pocket for one, _listed in past),
            unlisted=past.count((pocket, False)),
            not_received=missing.get(pocket, 0),
        )
        for pocket in POCKETS
    )
