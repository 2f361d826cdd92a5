"""研判材料: the brief of a cut-off as a paper. The same cut-off gives the same paper."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from yanpan.base.indicators.queries import CutOffView
from yanpan.base.indicators.registry import INDICATORS, REPORTS
from yanpan.base.policy.rules import CITY_TIME, pack_named
from yanpan.hq.exchange.words import describe, indicator_name, measure_for
from yanpan.hq.rules import counts_of
from yanpan.kernel.quantities import Share
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers import Block, Closing, Heading, Paper, Paragraph, Table

IDENTITY = (
    "received",
    "verified",
    "handed_on",
    "returned",
    "duplicate",
    "not_found",
    "deceased",
    "in_hand",
    "lapsed",
)
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
    for room in sorted(REPORTS):
        if room in cut_off.figures["rooms"]:
            blocks += _room_blocks(cut_off, room, names)
    blocks += _weak_blocks(links, names)
    blocks += _confirmed_blocks(cut_off, names)
    blocks.append(Closing((_organ(cut_off), _local(cut_off.fixed_at))))
    return blocks


_ORDINALS = "一二三四五六七八九十"


def _numbered(blocks: list[Block], language: str) -> tuple[Block, ...]:
    """The main headings with their numbers, as the layout standard writes them (一、)."""
    numbered: list[Block] = []
    number = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            number += 1
            mark = f"{_ORDINALS[number - 1]}、" if language == "zh-hans" and number <= 10 else f"{number}. "
            numbered.append(Heading(1, mark + block.text))
        else:
            numbered.append(block)
    return tuple(numbered)


def _room_blocks(cut_off: CutOffView, room: str, names: dict[str, str]) -> list[Block]:
    report, kept = REPORTS[room], cut_off.figures["rooms"][room]
    counts = counts_of(cut_off.figures, room)
    holds = all(kept["checks"].values())
    return [
        Heading(1, str(report.title)),
        Paragraph(_progress(counts.get(cut_off.unit_key, {}), holds)),
        *_topic_blocks(kept, report.count_words),
        _account_table(counts, names, cut_off, report.count_words),
        _rates_table(kept["figures"], names, cut_off),
    ]


def _topic_blocks(kept: dict[str, Any], words: dict[str, Any]) -> Iterator[Table]:
    """Each open topic with its own account, before the units; nothing in cut-offs of before there were topics."""
    columns = (*IDENTITY, "late")
    if topics := kept.get("topics", []):
        yield Table(
            title=_("Topics first"),
            header=(_("Topic"), *(str(words[name]) for name in columns)),
            rows=tuple((title, *(dict(counts).get(name, 0) for name in columns)) for title, counts in topics),
            note=_("Rows of the lists that name the topic; late: persons, also those an earlier list named."),
        )


def _progress(counts: dict[str, int], holds: bool) -> str:
    said = _(
        "Received %(received)s rows; verified %(verified)s, handed on to other cities %(handed_on)s, "
        "returned %(returned)s, repeated %(duplicate)s, not found %(not_found)s, deceased %(deceased)s, "
        "in hand %(in_hand)s, of which late %(late)s."
    ) % {name: counts.get(name, 0) for name in (*IDENTITY, "late")}
    lapsed = _("Searches ended after their time: %(lapsed)s.") % counts if counts.get("lapsed") else ""
    sums = (
        _("The account holds to the row.")
        if holds
        else _("THE ACCOUNT DOES NOT HOLD: find the difference before anything else.")
    )
    between = "" if (get_language() or "").startswith("zh") else " "
    return between.join(one for one in (said, lapsed, sums) if one)


def _units_in_order(counts: dict[str, Any], names: dict[str, str], cut_off: CutOffView) -> list[str]:
    below = [key for key in names if key in counts and key != cut_off.unit_key]
    return [*below, cut_off.unit_key] if cut_off.unit_key in counts else below


def _account_table(
    counts: dict[str, dict[str, int]], names: dict[str, str], cut_off: CutOffView, words: dict[str, Any]
) -> Table:
    columns = (*IDENTITY, "late")
    return Table(
        title=_("The account of rows, by responsible unit"),
        header=(_("Unit"), *(str(words[name]) for name in columns)),
        rows=tuple(_account_rows(counts, names, cut_off, columns)),
        note=_(
            "Received = verified + handed on + returned + duplicate + not found + deceased + in hand + lapsed. "
            "The total includes %(own)s rows in hand at this level itself."
        )
        % {"own": counts.get(cut_off.unit_key, {}).get("own_in_hand", 0)},
    )


def _account_rows(
    counts: dict[str, dict[str, int]], names: dict[str, str], cut_off: CutOffView, columns: tuple[str, ...]
) -> Iterator[tuple[str | int, ...]]:
    """Each unit, what lies at this level itself, the total: every column adds up."""
    below = [key for key in _units_in_order(counts, names, cut_off) if key != cut_off.unit_key]
    for key in below:
        yield (names[key], *(counts[key].get(name, 0) for name in columns))
    whole = counts.get(cut_off.unit_key)
    if whole is None:
        return
    if below:
        own = (whole.get(name, 0) - sum(counts[key].get(name, 0) for key in below) for name in columns)
        yield (_("at this level itself"), *own)
    yield (_("Total"), *(whole.get(name, 0) for name in columns))


def _unit_label(key: str, names: dict[str, str], cut_off: CutOffView) -> str:
    return _("Total") if key == cut_off.unit_key else names[key]


def _rates_table(figures: list[list[Any]], names: dict[str, str], cut_off: CutOffView) -> Table:
    by_unit: dict[str, dict[str, Share]] = {}
    for unit, indicator, above, below in figures:
        by_unit.setdefault(unit, {})[indicator] = Share(above, below)
    kept = {indicator for _unit, indicator, _a, _b in figures}
    # In the order of their definition, as on the board; one that is no longer defined stands last.
    indicators = [*(one for one in INDICATORS if one in kept), *sorted(kept - set(INDICATORS))]
    pack = pack_named(cut_off.pack)
    targets = {one: pack.target(INDICATORS[one].target) for one in indicators if one in INDICATORS}
    return Table(
        title=_("Rates, each with its base"),
        header=(_("Unit"), *(indicator_name(one) for one in indicators)),
        rows=tuple(
            (
                _unit_label(key, names, cut_off),
                *(_rate(by_unit[key].get(one, Share(0, 0))) for one in indicators),
            )
            for key in _units_in_order(by_unit, names, cut_off)
        ),
        note="; ".join(_source_note(one, targets.get(one)) for one in indicators if one in INDICATORS),
    )


def _rate(share: Share) -> str:
    return f"{share.percent} ({share.numerator}/{share.denominator})" if share.denominator else "–"


def _source_note(indicator: str, target: float | None) -> str:
    one = INDICATORS[indicator]
    said = _("%(name)s = %(above)s ÷ %(below)s (source: %(source)s)") % {
        "name": one.name,
        "above": one.numerator,
        "below": one.denominator,
        "source": one.source,
    }
    if target is None:
        return said
    return _("%(said)s, target %(share)s") % {"said": said, "share": f"{100 * target:.0f}%"}


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
