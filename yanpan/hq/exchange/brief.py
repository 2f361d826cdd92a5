"""研判材料: the brief of a cut-off as a paper. The same cut-off gives the same paper."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from yanpan.base.indicators.queries import CutOffView
from yanpan.base.indicators.registry import REPORTS, in_order
from yanpan.base.policy.rules import CITY_TIME, pack_named
from yanpan.hq.exchange.figures import Kept, room_blocks
from yanpan.hq.exchange.words import describe, measure_for
from yanpan.hq.rules.day import is_whole_day
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers import Block, Closing, Heading, Paper, Paragraph, Table

LANGUAGES = {"zh-hans": "zh-Hans", "en": "en"}


def brief_paper(
    cut_off: CutOffView, links: tuple[WeakLink, ...], names: dict[str, str], *, language: str = "zh-hans"
) -> Paper:
    """The brief in a language, whatever the language of who asks for it."""
    with override(language):
        return Paper(
            title=_title(cut_off),
            organ=_organ(cut_off),
            drill=cut_off.drill,
            mark=_("Internal. Keep confidential."),
            subtitle=_subtitle(cut_off),
            blocks=_numbered(_blocks(cut_off, links, names), language),
            footer=_footer(cut_off),
            lang=LANGUAGES[language],
        )


def file_name(cut_off: CutOffView) -> str:
    """Without its ending; in a drill the words 演练数据 stand in front."""
    mark = "演练数据-" if cut_off.drill else ""
    hour = cut_off.name.replace(":", "")
    return f"{mark}{cut_off.unit_name}-研判材料-{cut_off.on:%Y%m%d}-{hour}-v{cut_off.version}"


def _organ(cut_off: CutOffView) -> str:
    return (
        _("Drill headquarters")
        if cut_off.drill
        else _("Epidemic prevention and control headquarters of %(unit)s") % {"unit": cut_off.unit_name}
    )


def _title(cut_off: CutOffView) -> str:
    return _("Assessment brief of %(unit)s") % {"unit": cut_off.unit_name}


def _local(moment: datetime) -> str:
    return moment.astimezone(CITY_TIME).strftime("%Y-%m-%d %H:%M")


def _subtitle(cut_off: CutOffView) -> str:
    facts = {"on": f"{cut_off.on:%Y-%m-%d}", "name": cut_off.name, "version": cut_off.version}
    return _("%(on)s, cut-off %(name)s, version %(version)s") % facts


def _blocks(cut_off: CutOffView, links: tuple[WeakLink, ...], names: dict[str, str]) -> list[Block]:
    blocks: list[Block] = []
    if cut_off.reason:
        blocks.append(Paragraph(_("Corrected version: %(reason)s") % {"reason": cut_off.reason}))
    kept = Kept(
        cut_off.unit_key,
        cut_off.figures["rooms"],
        names,
        cut_off.fixed_at,
        pack_named(cut_off.pack),
        is_whole_day(cut_off.name),
    )
    for room in in_order(REPORTS):
        if room in cut_off.figures["rooms"]:
            blocks += room_blocks(kept, room)
    blocks += _weak_blocks(links, names)
    blocks += _confirmed_blocks(cut_off, names)
    blocks.append(Closing((_organ(cut_off), _local(cut_off.fixed_at))))
    return blocks


_ONES: tuple[str, ...] = ("", *"一二三四五六七八九")


def _ordinal(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _ONES[tens]) + ("十" if tens else "") + _ONES[ones]


def _numbered(blocks: list[Block], language: str) -> tuple[Block, ...]:
    """The main headings with their numbers, as the layout standard writes them (一、)."""
    numbered: list[Block] = []
    number = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            number += 1
            mark = f"{_ordinal(number)}、" if language == "zh-hans" else f"{number}. "
            numbered.append(Heading(1, mark + block.text))
        else:
            numbered.append(block)
    return tuple(numbered)


def _weak_blocks(links: tuple[WeakLink, ...], names: dict[str, str]) -> list[Block]:
    if not links:
        return [Heading(1, _("Weak links")), Paragraph(_("None by the rules and the exact limits."))]
    return [
        Heading(1, _("Weak links")),
        Table(
            title=_("Weak links and proposed measures"),
            header=(_("No."), _("Unit"), _("What is weak"), _("Proposed measure")),
            rows=tuple(
                (number, names.get(link.unit, link.unit), describe(link), measure_for(link))
                for number, link in enumerate(links, start=1)
            ),
            note=_("Rates: exact limits against the rest of the city, false discovery rate 5 %."),
        ),
    ]


def _confirmed_blocks(cut_off: CutOffView, names: dict[str, str]) -> list[Block]:
    confirmed = cut_off.figures["confirmed"]
    given = "、".join(names.get(key, key) for key in confirmed["given"]) or "–"
    missing = "、".join(names.get(key, key) for key in confirmed["missing"]) or "–"
    return [
        Heading(1, _("Who confirmed the figures")),
        Paragraph(_("Confirmed: %(given)s. Missing: %(missing)s.") % {"given": given, "missing": missing}),
    ]


def _footer(cut_off: CutOffView) -> tuple[str, ...]:
    pack = pack_named(cut_off.pack)
    return (
        _("Rules: %(name)s, %(document)s") % {"name": pack.name_zh, "document": pack.document},
        _("Snapshot %(digest)s") % {"digest": cut_off.digest},
    )
