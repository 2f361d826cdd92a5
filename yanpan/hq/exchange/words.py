"""Words for the codes of weak links. Source strings English, Chinese in the catalogue."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from yanpan.base.indicators.registry import INDICATORS
from yanpan.science.weak_links import WeakLink


def indicator_name(indicator: str) -> str:
    return str(INDICATORS[indicator].name) if indicator in INDICATORS else indicator


def _rounded(facts: Mapping[str, float]) -> dict[str, str]:
    shown = {name: f"{value:.0f}" for name, value in facts.items()}
    for name in ("rate", "reference_rate"):
        if name in facts:
            shown[name] = f"{100 * facts[name]:.1f}%"
    if "silent_hours" in facts:
        shown["silent_hours"] = f"{facts['silent_hours']:.1f}"
    return shown


def _templates() -> dict[str, str]:
    return {
        "rate_worse_than_city": _(
            "%(indicator)s: %(observed)s of %(size)s (%(rate)s); the rest of the city %(reference_rate)s"
        ),
        "numerator_over_denominator": _("%(indicator)s: %(numerator)s of %(denominator)s: the base is wrong"),
        "rows_late": _("%(count)s of %(received)s rows are past their clock"),
        "unit_silent": _("no sign for %(silent_hours)s hours, with people still in hand"),
        "never_heard": _("no sign at all, with people in hand"),
        "figures_not_confirmed": _("figures not confirmed at the cut-off"),
    }


def _measures() -> dict[str, str]:
    return {
        "rate_worse_than_city": _(
            "The leader says tonight what holds it up; a second team is sent; the rate is checked at the next cut-off."
        ),
        "numerator_over_denominator": _(
            "Check the base with its source and correct it before the next cut-off."
        ),
        "rows_late": _(
            "Find every late person tonight, by telephone and at the door; "
            "report the names not reached for the police queue."
        ),
        "unit_silent": _("Ring the leader on duty now; a written answer within two hours."),
        "never_heard": _("Ring the leader on duty now; a written answer within two hours."),
        "figures_not_confirmed": _("Confirm the figures, or correct them with a reason, before the meeting."),
    }


def _code(link: WeakLink) -> str:
    return "never_heard" if link.code == "unit_silent" and "silent_hours" not in link.facts else link.code


def describe(link: WeakLink) -> str:
    """What is wrong, in one sentence with its numbers."""
    template = _templates().get(_code(link))
    if template is None:
        return link.code
    return template % {"indicator": indicator_name(link.indicator or ""), **_rounded(link.facts)}


def measure_for(link: WeakLink) -> str:
    """The measure proposed to the meeting."""
    return _measures().get(_code(link), "")


def item_state_name(state: str) -> str:
    """The state of an item as the ledger says it."""
    return {
        "proposed": _("Proposed"),
        "sent": _("To be signed for"),
        "in_work": _("In work"),
        "reported": _("Reported done, to be checked"),
        "struck_off": _("Struck off"),
        "withdrawn": _("Withdrawn"),
    }.get(state, state)


def hour_name(code: str) -> str:
    """What falls due at an hour of the day's rhythm."""
    return {
        "shift_handover": _("Hand-over of the shift"),
        "county_cut_off": _("Cut-off of counties and zones"),
        "city_cut_off": _("Cut-off of the city"),
        "brief": _("Brief to the checker"),
        "meeting": _("Assessment meeting"),
        "dispatch": _("Items signed and issued"),
    }.get(code, code)
