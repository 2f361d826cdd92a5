"""A letter and a receipt as papers of the office. The wording is data of the province's format, in Chinese."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from yanpan.base.documents.reading import DocumentView
from yanpan.shell.papers import (
    Annex,
    Block,
    Cell,
    Closing,
    Facts,
    Heading,
    Paper,
    Paragraph,
    Salutation,
    Table,
)
from yanpan.shell.papers.layout import fit_table
from yanpan.shell.papers.official import INTERNAL, copies, day_of, ended, mark_of, signature
from yanpan.streams.verification.exchange.letter_wording import in_the_words_of
from yanpan.streams.verification.rules.letters import Format, LetterText, Purpose, Told, format_named

NOT_KNOWN = "—"


def letter_paper(document: DocumentView, text: LetterText) -> Paper:
    """协查函, from what its document says and nothing else. An unsigned one is marked as such on every page."""
    wanted = in_the_words_of(format_named(text.format), document.wording)
    facts = {"number": document.number, "organ": document.organ, "date": day_of(document.signed_at)}
    return Paper(
        title=document.title,
        organ=document.organ,
        drill=document.drill,
        number=document.number,
        urgency=document.urgency_mark,
        mark=mark_of(document),
        subtitle=ended(document),
        letter=True,
        blocks=(
            Salutation(wanted.word("addressee", city=text.city_name) + "："),
            *_body(document, text, wanted),
            signature(document.wording, facts),
            *_annexes(text, wanted),
        ),
        footer=copies(document.wording, facts),
    )


def _body(document: DocumentView, text: LetterText, wanted: Format) -> list[Block]:
    opening = wanted.word(
        f"opening.{text.purpose}",
        count=len(text.persons),
        refers_to=text.refers_to,
        exposure=_exposure(text, wanted),
    )
    if len(text.persons) > 1:
        opening += wanted.word("clauses.annexed")
    contact = wanted.word("clauses.contact", name=text.contact_name, phone=text.contact_phone)
    if text.purpose == Purpose.WITHDRAW:
        return [Paragraph(opening), *_persons(text, wanted), Paragraph(contact)]
    asked = [Paragraph(f"{number}. {line}") for number, line in enumerate(text.asked, start=1)]
    return [
        Paragraph(opening),
        *_persons(text, wanted),
        Paragraph(wanted.word("clauses.asked")),
        *asked,
        Paragraph(
            wanted.word(
                "clauses.answer_by", hours=text.hours, annex="附件2" if len(text.persons) > 1 else "附件"
            )
            + wanted.word("clauses.privacy")
        ),
        Paragraph(contact),
        Paragraph(_annex_line(text, wanted)),
    ]


def _exposure(text: LetterText, wanted: Format) -> str:
    said = wanted.word("clauses.exposure", window=text.window, place=text.place)
    return said + (wanted.word("clauses.case", case=text.case_number) if text.case_number else "")


def _persons(text: LetterText, wanted: Format) -> list[Block]:
    """One person stands in the letter itself; several in a sheet annexed to it."""
    if len(text.persons) == 1:
        told = text.persons[0]
        return [Facts(tuple((one.word, _value(told, one.field, wanted)) for one in wanted.persons))]
    return []


def _value(told: Told, field: str, wanted: Format) -> str:
    value = str(getattr(told, field))
    if field == "kind":
        return wanted.word(f"kinds.{value}")
    return value or NOT_KNOWN


def _annex_line(text: LetterText, wanted: Format) -> str:
    titles = [wanted.word("receipt_title")]
    if len(text.persons) > 1:
        titles.insert(0, wanted.word("person_title"))
    if len(titles) == 1:
        return f"附件：{titles[0]}"
    return "附件：" + "；".join(f"{number}. {title}" for number, title in enumerate(titles, start=1))


def _annexes(text: LetterText, wanted: Format) -> list[Block]:
    several = len(text.persons) > 1
    blocks: list[Block] = []
    if several:
        blocks += _annex("附件1", wanted.word("person_title"), _person_table(text, wanted))
    if text.purpose != Purpose.WITHDRAW:
        label = "附件2" if several else "附件"
        blocks += _annex(label, wanted.word("receipt_title"), _blank_receipt(text, wanted))
    return blocks


def _annex(label: str, title: str, block: Table | Facts) -> list[Block]:
    """A table that turns the page sideways takes its heading along."""
    if isinstance(block, Table) and fit_table(block).landscape:
        return [replace(block, title=f"{label}  {title}")]
    return [Annex(label, title), block]


def _person_table(text: LetterText, wanted: Format) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (number, *(_value(told, one.field, wanted) for one in wanted.persons))
        for number, told in enumerate(text.persons, start=1)
    )
    return Table("", ("序号", *(one.word for one in wanted.persons)), rows)


def _blank_receipt(text: LetterText, wanted: Format) -> Table | Facts:
    """回执 to be filled in: who is meant stands in it, the rest is empty."""
    words = [one.word for one in wanted.receipt]
    if len(text.persons) == 1:
        told = text.persons[0]
        named = (("姓名", told.name), ("身份证号码", told.id_number or NOT_KNOWN))
        return Facts((*named, *((word, "") for word in words)))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (number, told.name, *("" for _ in words)) for number, told in enumerate(text.persons, start=1)
    )
    return Table("", ("序号", "姓名", *words), rows)


def file_name(document: DocumentView, city_name: str) -> str:
    """The name of the file without its ending: number and city, nobody's name."""
    return f"{document.number or '协查函送审稿'}-{city_name}"


def receipt_paper(
    *,
    organ: str,
    drill: bool,
    sender: str,
    number: str,
    persons: Sequence[Mapping[str, str | None]],
    reporter: str,
    checker: str,
    is_final: bool,
    on: date,
) -> Paper:
    """回执 to a letter of another city. persons: field of the common format's receipt, and 'name', 'id_number'."""
    wanted = format_named("henan")
    day = f"{on.year}年{on.month}月{on.day}日"
    signed = {"reporter": reporter, "checker": checker, "receipted_on": day}
    blocks: list[Block] = [
        Salutation(f"{sender or '来函单位'}："),
        Paragraph(f"来函{f'（{number}）' if number else ''}收悉。经核查，现将有关情况回执如下。"),
    ]
    for place, said in enumerate(persons, start=1):
        if len(persons) > 1:
            blocks.append(Heading(3, f"{place}."))
        told = said | signed if isinstance(said, dict) else {**said, **signed}
        named = (("姓名", told.get("name")), ("身份证号码", told.get("id_number")))
        blocks.append(Facts((*named, *((one.word, told.get(one.field)) for one in wanted.receipt))))
    return Paper(
        title=wanted.word("receipt_title"),
        organ=organ,
        drill=drill,
        mark=INTERNAL,
        subtitle="（终报）" if is_final else "（首报）",
        letter=True,
        blocks=(*blocks, Closing((organ, day))),
    )
