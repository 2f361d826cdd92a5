"""What a paper of the headquarters says, apart from how it looks.

A `Paper` is a plain value: the same value and the same `fixed_at` give the same bytes in every format, in any
process and under any home. All text passes `printable` here, so no renderer can forget it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from .wording import printable

DRILL_MARK = "演练数据"

Cell = str | int | float | Decimal | None
"""A cell's value. `None` is "not known" and prints as a dash; zero prints as 0."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) to 4 (（1）); its number is part of the text."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(f"a heading has level 1 to 4, not {self.level}")
        _clean(self, "text")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; line ends inside stay line ends."""

    text: str

    def __post_init__(self) -> None:
        _clean(self, "text")


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the header. `note` stands below it (source, cut-off)."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        _clean(self, "title", "note")
        object.__setattr__(self, "header", tuple(printable(name) for name in self.header))
        object.__setattr__(self, "rows", tuple(_clean_row(row) for row in self.rows))
        if not self.header:
            raise ValueError(f"table {self.title!r} has no columns")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.header):
                raise ValueError(
                    f"table {self.title!r}, row {number}: {len(row)} cells under {len(self.header)} columns"
                )


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values in a form, one pair per line (an order sheet's fields)."""

    pairs: tuple[tuple[str, Cell], ...]

    def __post_init__(self) -> None:
        pairs = tuple((printable(label), _clean_cell(value)) for label, value in self.pairs)
        object.__setattr__(self, "pairs", pairs)


@dataclass(frozen=True, slots=True)
class Closing:
    """Issuing body and date at the end of the body: right, four characters in."""

    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(printable(line) for line in self.lines))


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Salutation:
    """Whom the paper addresses (主送): flush left, above the body."""

    text: str

    def __post_init__(self) -> None:
        _clean(self, "text")


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment begins: a new page, its label (附件1) top left in 黑体, its title centred."""

    label: str
    title: str

    def __post_init__(self) -> None:
        _clean(self, "label", "title")


Block = Heading | Paragraph | Table | Facts | Closing | PageBreak | Salutation | Annex


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper.

    `organ` is the issuing body's mark (red, centred; empty: none), `number` stands below it, `signer` right
    of the number on upward papers (签发人：…), `urgency` top left (特急). `mark` (内部资料 注意保存) and
    `watermark_id` (whose copy this is) stand at the head of every page. `footer` lines stand between rules at
    the end (抄送 …). With `drill` 演练数据 is burnt into every page and sheet. `lang` is a BCP 47 tag.
    A `letter` (函) has its mark above a red double rule, and below it urgency left and number right.
    """

    title: str
    organ: str
    drill: bool
    number: str = ""
    signer: str = ""
    urgency: str = ""
    mark: str = ""
    watermark_id: str = ""
    subtitle: str = ""
    blocks: tuple[Block, ...] = ()
    footer: tuple[str, ...] = ()
    lang: str = "zh-Hans"
    letter: bool = False

    def __post_init__(self) -> None:
        _clean(self, "title", "organ", "number", "signer", "urgency", "mark", "watermark_id", "subtitle")
        object.__setattr__(self, "blocks", tuple(self.blocks))
        object.__setattr__(self, "footer", tuple(printable(line) for line in self.footer))
        if not self.title.strip():
            raise ValueError("a paper has a title")
        if not all(part.isalnum() and part.isascii() for part in self.lang.split("-")):
            raise ValueError(f"{self.lang!r} is no language tag")

    @property
    def tables(self) -> tuple[Table, ...]:
        """The paper's tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def drill_mark(self) -> str:
        """The words burnt into every page; empty outside drills."""
        if not self.drill:
            return ""
        return DRILL_MARK if self.lang.lower().startswith("zh") else f"{DRILL_MARK} DRILL DATA"


def cell_text(cell: Cell) -> str:
    """A cell as printed: unknown as a dash, numbers without noise digits."""
    if cell is None:
        return "—"
    if isinstance(cell, float):
        return f"{cell:.12g}"
    return str(cell)


def _clean(value: object, *names: str) -> None:
    for name in names:
        object.__setattr__(value, name, printable(getattr(value, name)))


def _clean_row(row: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(_clean_cell(cell) for cell in row)


def _clean_cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return printable(cell)
    if isinstance(cell, bool):
        raise ValueError("a cell says in words what true or false means")
    if isinstance(cell, float | Decimal) and not isfinite(cell):
        return None
    return cell
