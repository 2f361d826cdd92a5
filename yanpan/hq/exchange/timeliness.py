"""7-1-7 as a paper: the three intervals, and every date with where it is known from."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yanpan.hq.rules.timeliness import Interval
from yanpan.shell.papers import Paper, Table

Dated = Sequence[tuple[str, date | None, str, str]]
"""code, day, how it is known, its source if entered."""


def milestone_name(code: str) -> str:
    names: Mapping[str, str] = {
        "emerged": _("Emergence: the first case fell ill"),
        "detected": _("Detection: first noted as an event"),
        "notified": _("Notification: the province was told"),
        "investigated": _("Investigation begun, team in the field"),
        "analysed": _("First epidemiological analysis and risk assessment"),
        "confirmed": _("Confirmed by the laboratory"),
        "treated": _("Cases treated, infection control in the hospital"),
        "contained": _("Public health measures in place"),
        "communicated": _("Public told, communities engaged"),
        "coordinated": _("Headquarters coordinates"),
    }
    return names.get(code, code)


def interval_name(code: str) -> str:
    return {
        "detect": _("Detect: emergence to detection"),
        "notify": _("Notify: detection to notification"),
        "respond": _("Respond: notification to early response complete"),
    }.get(code, code)


def kept_word(kept: str) -> str:
    """Where a date is known from."""
    return {
        "entered": _("entered"),
        "rapid_report": _("first rapid report"),
        "passed_up": _("rapid report passed to the province"),
        "event": _("event opened"),
    }.get(kept, _("not recorded"))


def days_text(one: Interval) -> str:
    if one.days is None:
        return _("not recorded")
    return (
        str(one.days) if one.in_order else _("%(days)s: the dates contradict each other") % {"days": one.days}
    )


def met_text(one: Interval) -> str:
    return {None: "–", True: _("met"), False: _("not met")}[one.met]


def timeliness_paper(event: str, drill: bool, intervals: Sequence[Interval], dates: Dated) -> Paper:
    """In the language of the moment."""
    return Paper(
        title=_("7-1-7 timeliness report"),
        organ="",
        drill=drill,
        subtitle=event,
        blocks=(_intervals(intervals), _dates(dates)),
        lang="zh-Hans" if (get_language() or "").startswith("zh") else "en",
    )


def _intervals(intervals: Sequence[Interval]) -> Table:
    return Table(
        title=_("Intervals"),
        header=(_("Interval"), _("From"), _("To"), _("Days"), _("Target (days)"), _("Standing")),
        rows=tuple(
            (
                interval_name(one.code),
                _day(one.begins),
                _day(one.ends),
                days_text(one) if one.days is None or not one.in_order else one.days,
                one.target,
                met_text(one),
            )
            for one in intervals
        ),
    )


def _dates(dates: Dated) -> Table:
    return Table(
        title=_("Dates"),
        header=(_("Date of"), _("Day"), _("Known from"), _("Source")),
        rows=tuple(
            (milestone_name(code), _day(on), kept_word(kept), source or "–")
            for code, on, kept, source in dates
        ),
    )


def _day(on: date | None) -> str:
    return f"{on:%Y-%m-%d}" if on else _("not recorded")
