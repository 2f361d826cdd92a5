"""交办单: one paper for whatever is ordered, by a meeting, a leader, the duty officer or supervision (FORMS).

A room says what it ordered; fields, order and layout are here, the words in the office's wording. In Chinese.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import override

from yanpan.base.documents.reading import DocumentView
from yanpan.base.documents.wording import Wording
from yanpan.shell.words import doer_word

from .official import copies, day_of, ended, hour_of, mark_of, ordinal, sentences, signature
from .paper import Annex, Block, Cell, Facts, Heading, Paper, Salutation, Table

BLANK = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """One thing to be done. found: what supervision saw, by name of the label; heading: above it among several."""

    matter: str
    demand: str
    due_at: datetime
    origin: str = ""
    indicator: str = ""
    by_word_at: datetime | None = None
    heading: str = ""
    found: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSheet:
    """Everything one owner is ordered on one sheet. opening: the part of the wording it begins with."""

    owner: str
    orders: tuple[Ordered, ...]
    responsible: str = ""
    helpers: tuple[str, ...] = ()
    opening: str = "opening"


def order_sheet_paper(document: DocumentView, sheet: OrderSheet) -> Paper:
    """An unsigned one is marked as such; what its owner and the checker write is left empty, or on an annex."""
    wording, several = document.wording, len(sheet.orders) > 1
    facts = {
        "number": document.number,
        "owner": sheet.owner,
        "count": len(sheet.orders),
        "due": hour_of(min(one.due_at for one in sheet.orders)),
        "organ": document.organ,
        "date": day_of(document.signed_at),
    }
    with override("zh-hans"):
        return Paper(
            title=wording.say("title", **facts),
            organ=document.organ,
            drill=document.drill,
            number=document.number,
            urgency=document.urgency_mark,
            mark=mark_of(document),
            subtitle=ended(document),
            blocks=(
                Salutation(f"{sheet.owner}："),
                *sentences(wording, facts, sheet.opening),
                *(_many(document, sheet) if several else (Facts(tuple(_all_fields(document, sheet))),)),
                *sentences(wording, facts, "refusal", "closing"),
                signature(wording, facts),
                *(_feedback(wording, sheet) if several else ()),
            ),
            footer=copies(wording, facts),
        )


def file_name(document: DocumentView, owner: str) -> str:
    """Without its ending: number and owner."""
    return f"{'演练数据-' if document.drill else ''}交办单-{document.number or '送审稿'}-{owner}"


def _all_fields(document: DocumentView, sheet: OrderSheet) -> Iterator[tuple[str, Cell]]:
    """A sheet for one thing holds every field of the form, the last ones to be written on."""
    [one] = sheet.orders
    label = _labels(document.wording)
    yield from _order_fields(document.wording, one)
    yield from _owner_fields(document.wording, sheet)
    yield from _done_fields(document.wording, one)
    yield from _hands(document, sheet)
    yield from (
        (label[name], BLANK) for name in ("progress", "evidence", "reported", "checker", "struck_off")
    )


def _many(document: DocumentView, sheet: OrderSheet) -> Iterator[Block]:
    """Each under its heading; owner and hands are said once."""
    wording = document.wording
    for number, one in enumerate(sheet.orders, start=1):
        yield Heading(1, f"{ordinal(number)}、{one.heading or one.matter}")
        yield Facts((*_order_fields(wording, one), *_done_fields(wording, one)))
    yield Heading(1, f"{ordinal(len(sheet.orders) + 1)}、{_labels(wording)['owner']}")
    yield Facts((*_owner_fields(wording, sheet), *_hands(document, sheet)))


def _labels(wording: Wording) -> dict[str, str]:
    return {
        name.removeprefix("label_"): text for name, text in wording.texts.items() if name.startswith("label_")
    }


def _order_fields(wording: Wording, one: Ordered) -> Iterator[tuple[str, Cell]]:
    label = _labels(wording)
    yield label["matter"], one.matter
    yield from ((label[name], value) for name, value in one.found)
    by_word = wording.say("by_word", hour=hour_of(one.by_word_at)) if one.by_word_at else ""
    if one.origin or by_word:
        yield (
            label["origin"],
            f"{one.origin}（{by_word}）" if one.origin and by_word else one.origin or by_word,
        )


def _owner_fields(wording: Wording, sheet: OrderSheet) -> Iterator[tuple[str, Cell]]:
    label = _labels(wording)
    yield label["owner"], sheet.owner
    yield label["responsible"], sheet.responsible or None
    yield label["helpers"], "、".join(sheet.helpers) or "无"


def _done_fields(wording: Wording, one: Ordered) -> Iterator[tuple[str, Cell]]:
    label = _labels(wording)
    yield label["demand"], one.demand
    yield label["indicator"], one.indicator or "无"
    yield label["due"], hour_of(one.due_at)


def _hands(document: DocumentView, sheet: OrderSheet) -> Iterator[tuple[str, Cell]]:
    label = _labels(document.wording)
    for name, who, at in (
        ("drafted", document.drafted_by, document.drafted_at),
        ("checked", document.checked_by, document.checked_at),
        ("signed", document.signed_by, document.signed_at),
    ):
        yield label[name], f"{doer_word(who)} {hour_of(at)}" if at else BLANK
    signed_for = document.acknowledged_at
    yield label["acknowledged"], f"{sheet.owner} {hour_of(signed_for)}" if signed_for else BLANK


def _feedback(wording: Wording, sheet: OrderSheet) -> Iterator[Block]:
    """To be filled in by hand where there is no network."""
    label, title = _labels(wording), wording.say("feedback")
    names = ("progress", "evidence", "reported", "checker", "struck_off")
    rows: tuple[tuple[str | int, ...], ...] = tuple(
        (number, one.heading or one.matter, *("" for _ in names))
        for number, one in enumerate(sheet.orders, start=1)
    )
    yield Annex("附件", title)
    yield Table("", ("序号", label["matter"], *(label[name] for name in names)), rows)
