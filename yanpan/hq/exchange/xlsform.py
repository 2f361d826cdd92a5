"""A workbook in the manner of XLSForm (sheets survey and choices) → fields and checks of a line's form, and back.

Types: integer, decimal, text, date, select_one. Columns: type, name, label::zh, label::en, required, constraint,
constraint_message::zh, constraint_message::en, basis (cut_off, or 0-24). Everything that is wrong is said at once.
"""

import keyword
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from yanpan.base.vault.masks import carries_identifier
from yanpan.hq.rules.lines import (
    CUT_OFF,
    DAY,
    Check,
    Field,
    LineDefinition,
    NotAnExpression,
    Said,
    expression,
)
from yanpan.hq.rules.lines.extra import MOST_EXTRA
from yanpan.kernel.errors import Refused
from yanpan.shell.spreadsheets.reading import CellValue, Limits, Sheet, read_workbook
from yanpan.shell.spreadsheets.writing import SheetToWrite, write_workbook

LIMITS = Limits(max_bytes=2 * 1024 * 1024, max_rows=3_000, max_columns=60, max_sheets=10)
LONGEST_LABEL = 200
KINDS = {"integer": "count", "decimal": "decimal", "text": "text", "date": "date"}
_SELECT = "select_one"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_YES = frozenset({"yes", "true", "true()", "1", "是"})
_SURVEY = ("type", "name", "label::zh", "label::en", "required", "constraint", "basis")


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One thing that is wrong. row: as a spreadsheet counts; 0 = of the whole sheet."""

    code: str
    sheet: str
    row: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadForm:
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]


Row = tuple[int, dict[str, str]]


def read_xlsform(content: bytes, file_name: str, shipped: LineDefinition) -> ReadForm:
    """Refused('form_not_accepted', problems=…); FileRefused for what is no workbook."""
    sheets = {
        one.name.strip().lower(): one for one in read_workbook(content, file_name, limits=LIMITS).sheets
    }
    problems: list[FormProblem] = []
    if "survey" not in sheets:
        raise _refused([FormProblem("no_survey_sheet", "survey")])
    choices = _choices(_rows(sheets["choices"]), problems) if "choices" in sheets else {}
    fields: dict[str, Field] = {}
    constraints: list[tuple[int, str, dict[str, str]]] = []
    for number, cells in _rows(sheets["survey"]):
        found = _field(number, cells, choices, {*shipped.by_id, *fields}, problems)
        if found is not None:
            fields[found.id] = found
            if cells.get("constraint"):
                constraints.append((number, found.id, cells))
    if not fields and not problems:
        problems.append(FormProblem("no_fields", "survey"))
    if len(fields) > MOST_EXTRA:
        problems.append(
            FormProblem("too_many_fields", "survey", facts={"count": len(fields), "most": MOST_EXTRA})
        )
    checks = [_check(*one, {**shipped.by_id, **fields}, problems) for one in constraints]
    if problems:
        raise _refused(problems)
    return ReadForm(tuple(fields.values()), tuple(one for one in checks if one is not None))


def _refused(problems: Sequence[FormProblem]) -> Refused:
    ordered = sorted(problems, key=lambda one: (one.sheet != "survey", one.row))
    return Refused("form_not_accepted", count=len(ordered), problems=tuple(ordered))


def _rows(sheet: Sheet) -> list[Row]:
    """(row number, column → text) below the titles; blank rows are left out."""
    rows = [(one.number, [_text(cell) for cell in one.cells]) for one in sheet.rows]
    if not rows:
        return []
    titles = [title.strip().lower() for title in rows[0][1]]
    named = ((number, dict(zip(titles, cells, strict=False))) for number, cells in rows[1:])
    return [(number, cells) for number, cells in named if any(cells.values())]


def _text(cell: CellValue) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _said(cells: Mapping[str, str], column: str, otherwise: str) -> Said:
    """label::zh, label::中文 (zh), label; whatever is there."""
    by_language = {language: "" for language in ("zh", "en")}
    for title, text in cells.items():
        for language in by_language:
            if title.startswith(f"{column}::") and (title.endswith(language) or f"({language}" in title):
                by_language[language] = by_language[language] or text
    plain = cells.get(column, "") or otherwise
    zh = by_language["zh"] or plain or by_language["en"]
    return Said(zh, by_language["en"] or zh)


def _choices(rows: Iterable[Row], problems: list[FormProblem]) -> dict[str, list[tuple[str, Said]]]:
    lists: dict[str, list[tuple[str, Said]]] = {}
    for number, cells in rows:
        name, value = cells.get("list_name", cells.get("list name", "")), cells.get("name", "")
        if not name or not value:
            problems.append(FormProblem("choice_without_name", "choices", number))
        elif value in {key for key, _words in lists.get(name, [])}:
            problems.append(FormProblem("choice_twice", "choices", number, {"name": value[:40]}))
        else:
            lists.setdefault(name, []).append((value[:40], _said(cells, "label", value)))
    return lists


def _field(
    number: int,
    cells: Mapping[str, str],
    choices: Mapping[str, list[tuple[str, Said]]],
    taken: set[str],
    problems: list[FormProblem],
) -> Field | None:
    """None, and the problems, if anything of the row is wrong."""
    kind, _blank, named_list = cells.get("type", "").partition(" ")
    name, label = cells.get("name", ""), _said(cells, "label", "")
    wrong: list[tuple[str, Mapping[str, object]]] = []
    if kind != _SELECT and kind not in KINDS:
        wrong.append(("type_not_known", {"type": kind[:40]}))
    if kind == _SELECT and named_list.strip() not in choices:
        wrong.append(("list_not_there", {"list": named_list[:40]}))
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        wrong.append(("name_not_plain", {"name": name[:40]}))
    elif name in taken:
        wrong.append(("name_taken", {"name": name}))
    if not label.zh:
        wrong.append(("no_label", {"name": name[:40]}))
    if len(label.zh) > LONGEST_LABEL or len(label.en) > LONGEST_LABEL:
        wrong.append(("label_too_long", {"name": name[:40], "most": LONGEST_LABEL}))
    if carries_identifier(f"{label.zh} {label.en}"):
        wrong.append(("person_in_label", {"name": name[:40]}))
    basis = cells.get("basis", "") or CUT_OFF
    if basis not in (CUT_OFF, DAY):
        wrong.append(("basis_not_known", {"basis": basis[:20]}))
    if wrong:
        problems += [FormProblem(code, "survey", number, facts) for code, facts in wrong]
        return None
    return Field(
        id=name,
        name=label,
        kind=KINDS.get(kind, "choice"),
        basis=basis,
        optional=cells.get("required", "").lower() not in _YES,
        extra=True,
        choices=tuple(choices[named_list.strip()]) if kind == _SELECT else (),
    )


_TOKEN = re.compile(r"\s*(?:\$\{(\w+)\}|(\d+(?:\.\d+)?)|(<=|>=|!=|=|<|>|\+|-|\*|\(|\))|(and|or|div)\b|(\.))")
_WORDS: Mapping[str, str] = {"=": "==", "div": "/"}


def _check(
    number: int,
    name: str,
    cells: Mapping[str, str],
    known: Mapping[str, Field],
    problems: list[FormProblem],
) -> Check | None:
    text = cells["constraint"]
    facts = {"constraint": text[:60]}
    try:
        must = expression(_translated(text, name))
    except NotAnExpression:
        problems.append(FormProblem("constraint_not_understood", "survey", number, facts))
        return None
    used = [known.get(one) for one in must.names]
    if any(one is None or not one.is_number or one.basis != known[name].basis for one in used):
        problems.append(FormProblem("constraint_of_other_fields", "survey", number, facts))
        return None
    label = known[name].name
    words = _said(cells, "constraint_message", "")
    return Check(
        f"{name}_constraint",
        must,
        True,
        Said(words.zh or f"{label.zh}：{text}", words.en or f"{label.en}: {text}"),
    )


def _translated(text: str, name: str) -> str:
    """XPath as far as XLSForm needs it for numbers. Raises NotAnExpression."""
    parts, at = [], 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            raise NotAnExpression(text[:40])
        other, value, sign, word, itself = found.groups()
        parts.append(
            other or value or _WORDS.get(sign or word or "", sign or word) or (name if itself else "")
        )
        at = found.end()
    return " ".join(parts)


def as_xlsform(fields: Sequence[Field], checks: Sequence[Check], *, fixed_at: datetime) -> bytes:
    """The workbook to change and bring back; an example row where there is nothing yet."""
    must = {one.id.removesuffix("_constraint"): one for one in checks}
    rows = [_row_of(one, must.get(one.id)) for one in fields] or [
        ("integer", "beds_reserved", "预留床位", "Beds reserved", "yes", ". >= 0", CUT_OFF)
    ]
    lists = [(f"{one.id}_list", key, name.zh, name.en) for one in fields for key, name in one.choices]
    sheets = [
        SheetToWrite("survey", _SURVEY, rows),
        SheetToWrite("choices", ("list_name", "name", "label::zh", "label::en"), lists),
    ]
    return write_workbook(sheets, fixed_at=fixed_at)


def _row_of(one: Field, check: Check | None) -> tuple[str, ...]:
    kinds = {kind: name for name, kind in KINDS.items()}
    kind = f"{_SELECT} {one.id}_list" if one.kind == "choice" else kinds[one.kind]
    constraint = _as_xpath(check.must.text, one.id) if check else ""
    return (kind, one.id, one.name.zh, one.name.en, "" if one.optional else "yes", constraint, one.basis)


def _as_xpath(text: str, name: str) -> str:
    def spoken(found: re.Match[str]) -> str:
        word = found.group()
        return word if word in ("and", "or") else "." if word == name else f"${{{word}}}"

    return re.sub(r"[a-z_]\w*", spoken, text).replace("==", "=").replace("/", "div")
