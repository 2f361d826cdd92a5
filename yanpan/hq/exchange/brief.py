"""研判材料: the brief of a cut-off as a paper. The same cut-off gives the same paper."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from yanpan.base.documents.reading import DocumentView
from yanpan.base.documents.wording import Wording, worded
from yanpan.base.indicators.queries import CutOffView
from yanpan.base.policy.rules import CITY_TIME, pack_named
from yanpan.hq.exchange.brief_body import blocks_of, sections_of
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers import Block, Closing, Heading, Paper
from yanpan.shell.papers.official import copies, ended, mark_of, ordinal, sentences, signature

LANGUAGES = {"zh-hans": "zh-Hans", "en": "en"}


def brief_paper(
    cut_off: CutOffView,
    links: tuple[WeakLink, ...],
    names: dict[str, str],
    *,
    language: str = "zh-hans",
    wording: Wording | None = None,
    document: DocumentView | None = None,
) -> Paper:
    """The brief in a language, whatever the language of who asks for it.

    wording: the office's, for the Chinese one; document: the paper it is signed with, if there is one.
    """
    with override(language):
        frame = _chinese(cut_off, wording or worded("brief")) if language == "zh-hans" else _english(cut_off)
        return Paper(
            title=frame.title,
            organ=organ_of(cut_off),
            drill=cut_off.drill,
            number=document.number if document else "",
            mark=mark_of(document) if document else _("Internal. Keep confidential."),
            subtitle=frame.subtitle + (ended(document) if document else ""),
            blocks=(
                *frame.before,
                *numbered(blocks_of(sections_of(cut_off, links, names)), language),
                *frame.after,
            ),
            footer=(*frame.copies, *_footer(cut_off)),
            lang=LANGUAGES[language],
        )


class _Frame(NamedTuple):
    """What stands around the figures."""

    title: str
    subtitle: str
    before: tuple[Block, ...]
    after: tuple[Block, ...]
    copies: tuple[str, ...]


def _chinese(cut_off: CutOffView, wording: Wording) -> _Frame:
    """In the office's wording."""
    facts = {
        "unit": cut_off.unit_name,
        "organ": organ_of(cut_off),
        "hour": _local(cut_off.fixed_at),
        "on": f"{cut_off.on:%Y-%m-%d}",
        "cut_off": cut_off.name,
        "version": cut_off.version,
    }
    return _Frame(
        title=wording.say("title", **facts),
        subtitle=wording.say("subtitle", **facts),
        before=tuple(sentences(wording, facts, "opening")),
        after=(*sentences(wording, facts, "closing"), signature(wording, facts)),
        copies=copies(wording, facts),
    )


def _english(cut_off: CutOffView) -> _Frame:
    facts = {"on": f"{cut_off.on:%Y-%m-%d}", "name": cut_off.name, "version": cut_off.version}
    return _Frame(
        title=_("Situation report: %(unit)s") % {"unit": cut_off.unit_name},
        subtitle=_("%(on)s, cut-off %(name)s, version %(version)s") % facts,
        before=(),
        after=(Closing((organ_of(cut_off), _local(cut_off.fixed_at))),),
        copies=(),
    )


def file_name(cut_off: CutOffView) -> str:
    """Without its ending; in a drill the words 演练数据 stand in front."""
    return _file_name(cut_off, "研判材料")


def plan_name(cut_off: CutOffView) -> str:
    return _file_name(cut_off, "交办事项清单")


def _file_name(cut_off: CutOffView, what: str) -> str:
    mark = "演练数据-" if cut_off.drill else ""
    hour = cut_off.name.replace(":", "")
    return f"{mark}{cut_off.unit_name}-{what}-{cut_off.on:%Y%m%d}-{hour}-v{cut_off.version}"


def organ_of(cut_off: CutOffView) -> str:
    return (
        _("Drill headquarters")
        if cut_off.drill
        else _("Epidemic prevention and control headquarters of %(unit)s") % {"unit": cut_off.unit_name}
    )


def _local(moment: datetime) -> str:
    return moment.astimezone(CITY_TIME).strftime("%Y-%m-%d %H:%M")


def numbered(blocks: Iterable[Block], language: str) -> tuple[Block, ...]:
    """The headings with their numbers, as the layout standard writes them (一、 and （一）)."""
    found: list[Block] = []
    first = second = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            first, second = first + 1, 0
            found.append(Heading(1, _mark(language, f"{first}. ", f"{ordinal(first)}、") + block.text))
        elif isinstance(block, Heading) and block.level == 2:
            second += 1
            mark = _mark(language, f"{first}.{second} ", f"（{ordinal(second)}）")
            found.append(Heading(2, mark + block.text))
        else:
            found.append(block)
    return tuple(found)


def _mark(language: str, elsewhere: str, chinese: str) -> str:
    return chinese if language == "zh-hans" else elsewhere


def _footer(cut_off: CutOffView) -> tuple[str, ...]:
    pack = pack_named(cut_off.pack)
    is_chinese = (get_language() or "").startswith("zh")
    name = pack.name_zh if is_chinese else pack.name_en
    return (
        _("Rules: %(name)s, %(document)s") % {"name": name, "document": pack.document},
        _("Snapshot %(digest)s") % {"digest": cut_off.digest},
    )
