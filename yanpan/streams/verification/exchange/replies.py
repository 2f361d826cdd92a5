"""The sender's own sheet ↔ our answers: what its columns hold, and the file with the answers in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from yanpan.science.list_layout.cell_text import cell_text
from yanpan.shell.spreadsheets.filling import Choices, Filled, NewColumn, SheetTexts, fill, read_choices
from yanpan.streams.verification.exchange.placing import beside, by_sheet, into_columns
from yanpan.streams.verification.exchange.reading import ReadList, ReadSheet, read_list
from yanpan.streams.verification.rules.replies import Facts, text_for
from yanpan.streams.verification.rules.reply_columns import HEALTH, Answer, Seen, vocabulary

# A sheet of a plan, and of the texts made from it: see ReplyPlan and `texts_of`.
Sheet = Mapping[str, Any]
WIDTHS = {Answer.ADDRESS: 36.0, Answer.MEASURE: 32.0, Answer.REMARK: 28.0}
WIDTH = 16.0


def columns_seen(read: ReadList) -> dict[str, list[Seen]]:
    """Sheet → its columns with the share of person rows in which they are empty."""
    return {sheet.name: _columns(sheet) for sheet in read.sheets}


def _columns(sheet: ReadSheet) -> list[Seen]:
    return [
        Seen(column.index, column.title, column.field.value, _empty_share(sheet, column.index))
        for column in sheet.layout.columns
    ]


def _empty_share(sheet: ReadSheet, index: int) -> float:
    empty = sum(index >= len(row.cells) or not cell_text(row.cells[index]).strip() for row in sheet.rows)
    return empty / len(sheet.rows)


def drop_downs(content: bytes, read: ReadList) -> dict[str, dict[int, tuple[str, ...]]]:
    """Sheet → column → the words its drop-down list allows."""
    own = {sheet.title: sheet.name for sheet in read.sheets}
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for one in _choices(content, read):
        if one.sheet in own:
            found.setdefault(own[one.sheet], {})[one.column] = one.words
    return found


def _choices(content: bytes, read: ReadList) -> list[Choices]:
    return read_choices(content, read.file_name) if read.kind == "xlsx" else []


def texts_of(
    plan: Sequence[Sheet], rows: Sequence[Facts], words: Mapping[str, str], *, says_in_hand: bool
) -> list[dict[str, Any]]:
    """What is frozen of a version, sheet by sheet, plain values only.

    [{"sheet", "columns": [{"index", "answer", "overwrite", "texts": {row: text}}], "new": [{"answer", "texts"}]}].
    """
    made = []
    for sheet in plan:
        own = [one for one in rows if one.sheet == sheet["sheet"]]
        columns = [
            {**column, "texts": _texts(Answer(column["answer"]), own, words, says_in_hand)}
            for column in sheet["columns"]
            if column["answer"]
        ]
        new = [
            {"answer": one, "texts": _texts(Answer(one), own, words, says_in_hand)} for one in sheet["new"]
        ]
        made.append({"sheet": sheet["sheet"], "columns": columns, "new": new})
    return made


def _texts(
    answer: Answer, rows: Sequence[Facts], words: Mapping[str, str], says_in_hand: bool
) -> dict[str, str]:
    said = ((row.number, text_for(answer, row, words, says_in_hand=says_in_hand)) for row in rows)
    return {str(number): text for number, text in said if text}


def filled_file(content: bytes, file_name: str, texts: Sequence[Sheet], *, with_results: bool) -> Filled:
    """The sender's file with the answers; without results the columns of tests stay as they came. FileRefused."""
    read = read_list(content, file_name)
    by_name = {sheet.name: sheet for sheet in read.sheets}
    order = [
        each
        for one in texts
        if one["sheet"] in by_name
        for each in _order(by_name[one["sheet"]], one, with_results)
    ]
    return fill(content, file_name, by_sheet(order))


def _order(sheet: ReadSheet, texts: Sheet, with_results: bool) -> list[SheetTexts]:
    columns = [one for one in texts["columns"] if with_results or one["answer"] not in HEALTH]
    new = [one for one in texts["new"] if with_results or one["answer"] not in HEALTH]
    own = {one["index"]: {int(row): text for row, text in one["texts"].items()} for one in columns}
    kept = [one["index"] for one in columns if not one.get("overwrite")]
    return [
        into_columns(sheet, own, kept),
        beside(sheet, [_new_column(one, sheet.header) for one in new]),
    ]


def _new_column(one: Mapping[str, Any], header: int) -> NewColumn:
    answer = Answer(one["answer"])
    texts = {int(row): text for row, text in one["texts"].items()}
    return NewColumn(vocabulary().new_title(answer), header, texts, WIDTHS.get(answer, WIDTH))
