"""Words for the codes of weak links. Source strings English, Chinese in the catalogue."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from yanpan.base.indicators.registry import INDICATORS, REPORTS
from yanpan.science.weak_links import WeakLink


def indicator_name(indicator: str) -> str:
    """The name of an indicator, or of a count as 'room.count'."""
    if indicator == "schools.absence_excess":
        return _("Absent ill")
    if indicator in INDICATORS:
        return str(INDICATORS[indicator].name)
    room, _dot, count = indicator.partition(".")
    words = REPORTS[room].count_words if room in REPORTS else {}
    return str(words.get(count, indicator))


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
        "items_forgotten": _("%(count)s items nobody wrote about for 3 days"),
        "items_doubled": _("%(count)s items that another owner was given as well"),
        "handovers_late": _("%(count)s hand-overs not signed for in time"),
        "lowest_two_days": _("%(indicator)s: among the worst tenth of the units two days running"),
        "count_rising": _("%(indicator)s: %(value)s, against %(mean)s a day in the week before"),
        "count_in_excess": _(
            "%(indicator)s: %(observed)s, against %(expected)s by the same weekday of the weeks before"
        ),
        "not_nought": _("%(indicator)s: %(value)s, where there should be none"),
        "stock_moved": _(
            "%(indicator)s: %(after)s, after %(before)s the day before; "
            "with what came in and was used %(least)s to %(most)s were expected"
        ),
        "reports_outstanding": _("%(count)s of %(due)s reports of the lines are not in"),
        "day_reports_outstanding": _("reports of 0–24 h not in: %(count)s"),
        "zeros_to_ask": _("zero reports after a day with something to report: %(count)s"),
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
        "items_forgotten": _("The owner says in the meeting how it stands, or the item is given to another."),
        "items_doubled": _("One owner is named; the other helps."),
        "handovers_late": _("Ring the receiver now; who does not answer for it says whose it is."),
        "lowest_two_days": _("A second team goes there tomorrow and looks at the steps one by one."),
        "count_rising": _(
            "Look at the single cases tonight: same place, same source, or only more reporting?"
        ),
        "count_in_excess": _(
            "Ask school by school tonight: the same symptoms, the same class? Tell the CDC."
        ),
        "stock_moved": _(
            "Count the stock again tonight with another person; what came or went without a paper gets one."
        ),
        "reports_outstanding": _("Ring the leader on duty now; the figures are in before the meeting."),
        "day_reports_outstanding": _("The figures of 0–24 h are in and approved by tonight."),
        "zeros_to_ask": _("Ask the unit whether there was nothing, or nobody counted."),
    }


def _measures_for_nought() -> dict[str, str]:
    """Counts of which one is too many, each with its own measure."""
    return {
        "verification.in_two_places": _(
            "Ring both units now: who has the person says so in the system, the other corrects its answer."
        ),
        "epidemic.new_outside": _(
            "Find tonight how each was infected; the places around are delimited and tested at once."
        ),
        "infection_control.staff_infected": _(
            "Report at once; list everyone exposed; find the step at which it happened, tonight."
        ),
        "isolation.in_site_infections": _(
            "Stop admissions to that floor; count the days of its rooms anew; look at air, meals and waste tonight."
        ),
        "isolation.waiting_over_12h": _("Rooms and vehicles are named tonight, person by person."),
        "supplies.items_below_line": _(
            "Move stock from the city's reserve tonight and say when more arrives."
        ),
        "lawful_measures.expired_not_lifted": _(
            "Lift it tonight, or have the same body decide anew; tell the persons."
        ),
        "cold_chain.untraced": _("Hold the lots where they are; find where each came from and went to."),
        "mass_testing.unreconciled": _("Match tubes, boxes and results one by one before the next round."),
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
    if link.code == "not_nought":
        usual = _("The unit says tonight what happened and when there will be none.")
        return _measures_for_nought().get(link.indicator or "", usual)
    return _measures().get(_code(link), "")


def item_state_name(state: str) -> str:
    """The state of an item as the ledger says it."""
    return {
        "proposed": _("To be dispatched"),
        "sent": _("Dispatched, to be signed for"),
        "taken": _("Signed for"),
        "in_work": _("In work"),
        "reported": _("Reported done, to be checked"),
        "checking": _("Being checked"),
        "struck_off": _("Struck off"),
        "withdrawn": _("Withdrawn"),
    }.get(state, state)


def item_step_name(step: str) -> str:
    """A line of an item's chain."""
    return {
        "decided": _("Decided"),
        "sent": _("Dispatched"),
        "taken": _("Signed for"),
        "returned": _("Returned by its owner"),
        "progress": _("Progress"),
        "reported": _("Reported done"),
        "checking": _("Check begun"),
        "redo": _("Not done: back to work"),
        "struck_off": _("Checked and struck off"),
        "reopened": _("Opened again"),
        "escalated": _("Raised a level"),
        "withdrawn": _("Withdrawn"),
    }.get(step, step)


def item_origin_name(origin: str) -> str:
    """Whose demand an item is."""
    return {
        "assessment": _("Assessment of the figures"),
        "meeting": _("Decided by the meeting"),
        "secretary": _("Demanded by the party secretary"),
        "mayor": _("Demanded by the mayor"),
        "instruction": _("Instruction outside a meeting"),
        "supervision": _("Found by supervision"),
        "duty": _("From the duty log"),
        "paper": _("Paper from above"),
    }.get(origin, origin)


def severity_name(severity: int) -> str:
    return {1: _("usual"), 2: _("pressing"), 3: _("grave")}.get(severity, str(severity))


def moved_name(moved: str) -> str:
    """What the indicator did since the item went out."""
    return {
        "better": _("the indicator has moved as wanted"),
        "same": _("the indicator has not moved"),
        "worse": _("the indicator has grown worse"),
    }.get(moved, "")
