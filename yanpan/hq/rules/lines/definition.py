"""What a line of work reports: fields, indicators, checks. Data: one TOML file a line beside this one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yanpan.hq.rules.lines.expressions import Expression

CUT_OFF = "cut_off"
DAY = "0-24"
FORCE, UNIT, BOTH = "force", "unit", "both"
KINDS = ("count", "decimal", "hours", "text", "choice", "date")
NUMBERS = ("count", "decimal", "hours")


@dataclass(frozen=True, slots=True)
class Said:
    """The same words in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Field:
    """One figure of a report.

    of: what it counts (a key of measures.toml); by: who fills it; basis: as of the cut-off, or of the day 0–24;
    level: what is there (stock, rooms), not what happened today, so a zero report keeps it; base: a level that
    rates are divided by, with the source of its number; sums: False for what does not add up over units;
    must: a truth about this field alone. extra: added by a workbook, not shipped. village: asked of every village,
    whose sum is proposed to its township; tally: what a sum of villages says of the villages themselves.
    """

    id: str
    name: Said
    kind: str = "count"
    of: str = ""
    by: str = BOTH
    basis: str = CUT_OFF
    level: bool = False
    base: bool = False
    sums: bool = True
    optional: bool = False
    extra: bool = False
    source: Said | None = None
    choices: tuple[tuple[str, Said], ...] = ()
    village: bool = False
    tally: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    def is_filled_by(self, unit_kind: str) -> bool:
        """Whether a task force, or else a county or township, fills it."""
        return self.by in (BOTH, FORCE if unit_kind == "force" else UNIT)


@dataclass(frozen=True, slots=True)
class Share:
    """One side of an indicator: what is counted, and its words."""

    of: Expression
    name: Said


@dataclass(frozen=True, slots=True)
class LineIndicator:
    """id: as everywhere in the product; target: its name in the pack ('' = none)."""

    id: str
    name: Said
    numerator: Share
    denominator: Share
    source: Said
    higher_is_better: bool
    target: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """must: what has to be true; name: what is wrong otherwise and where to look. hard: refused, not asked about."""

    id: str
    must: Expression
    hard: bool
    name: Said


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure nobody types: days of cover, free rooms, backlogs."""

    id: str
    name: Said
    of: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Grid:
    """Fields shown as a table: rows and columns with their words; a field's id is 'row_column'."""

    name: Said
    rows: tuple[tuple[str, Said], ...]
    columns: tuple[tuple[str, Said], ...]


@dataclass(frozen=True, slots=True)
class LineDefinition:
    """name and forces: of what is reported beside the lines of work (pockets, impact); the lines have their own."""

    key: str
    fields: tuple[Field, ...] = ()
    indicators: tuple[LineIndicator, ...] = ()
    checks: tuple[Check, ...] = ()
    computed: tuple[Computed, ...] = ()
    grids: tuple[Grid, ...] = ()
    must_be_zero: tuple[str, ...] = ()
    name: Said | None = None
    forces: tuple[str, ...] = ()
    by_id: Mapping[str, Field] = field(default_factory=dict, compare=False)

    def asked_of(self, unit_kind: str, basis: str) -> tuple[Field, ...]:
        """The fields a unit of this kind fills in a report on this basis."""
        return tuple(one for one in self.fields if one.basis == basis and one.is_filled_by(unit_kind))

    def asked_of_villages(self) -> tuple[Field, ...]:
        """The fields each village fills for its day, as of the cut-off."""
        return tuple(one for one in self.fields if one.village and one.basis == CUT_OFF)

    def basis_of(self, names: frozenset[str]) -> str:
        """The basis of an expression over these fields: no expression mixes the two (a test of the shipped files)."""
        return next((self.by_id[name].basis for name in sorted(names) if name in self.by_id), CUT_OFF)
