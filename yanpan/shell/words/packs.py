"""A policy pack as a table people can read: section, rule, value with its unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yanpan.shell.words.kinds import urgency_word

Words = str | Promise

SECTIONS: dict[str, Words] = {
    "exposure": _("Exposure"),
    "clocks": _("Clocks"),
    "clocks.contact": _("Clocks: close contacts"),
    "clocks.topic": _("Clocks: topics"),
    "clocks.other": _("Clocks: others"),
    "acknowledge": _("Acknowledgement"),
    "police": _("Police search"),
    "management": _("Management"),
    "home": _("At home"),
    "home.at_home": _("At home: stays at home"),
    "home.monitoring": _("At home: health monitoring"),
    "spot_checks": _("Spot checks"),
    "supervision": _("Supervision"),
    "supervision.fix_hours": _("Supervision: findings put right within, by how grave"),
    "targets": _("Targets"),
}
RULES: dict[str, Words] = {
    "maximum_age_days": _("Oldest exposure that still makes a task"),
    "close_contact_lookback_days": _("Look-back for close contacts"),
    "second_clerk_above_rows": _("Rows above which a second clerk is needed"),
    "task_dies_hours": _("Verification ends by itself after"),
    "extensions_at_most": _("An epidemiologist lengthens a search at most"),
    "find": _("Person found within"),
    "control": _("Person under control within"),
    "city": _("City acknowledges within"),
    "county": _("County acknowledges within"),
    "township": _("Township acknowledges within"),
    "village": _("Village acknowledges within"),
    "reply_check_hour": _("Reply is checked at hour"),
    "night_from": _("Night begins at"),
    "night_to": _("Night ends at"),
    "night_rings": _("Rings at night"),
    "calls_from": _("Other classes are rung about from"),
    "calls": _("Calls without success before the police are asked"),
    "hours_apart": _("Hours between these calls, at least"),
    "visits": _("Visits without success before the police are asked"),
    "wait_hours": _("The police return an answer within"),
    "looks_per_hour": _("Rows a finder may open in an hour"),
    "close_contact_central_days": _("Close contact: days in central isolation"),
    "close_contact_home_days": _("Close contact: days at home"),
    "close_contact_tests": _("Close contact: tests on days"),
    "secondary_contact_days": _("Secondary contact: days"),
    "screened_rate": _("Share screened"),
    "on_time_rate": _("Share closed on time"),
    "found_rate": _("Share found"),
    "handover_ack_rate": _("Hand-overs acknowledged in time"),
    "unreachable_rate": _("Unreachable, at most"),
    "longest_days": _("At home, at most"),
    "fever_from": _("Fever from, °C"),
    "days": _("Days, with the first one counted"),
    "tests": _("Tests on days"),
    "share_percent": _("Closed rows called back, %"),
    "least_rows": _("Closed rows called back, at least"),
    "followup_done": _("Follow-ups done"),
    "needs_met_24h": _("Needs met within 24 hours"),
    "false_closure_rate": _("False closures, at most"),
    "orders_of_until": _("Findings until this hour go on the day's order sheets"),
    "paper_hours": _("The paper follows an order by word within"),
    "recheck_hours": _("What is reported put right is looked at within"),
    "repeat_days": _("The same rule at the same place counts as found again within"),
    "fixed_24h": _("Findings put right within 24 hours"),
    "repeat_rate": _("Findings found again, at most"),
    "1": _("Minor"),
    "2": _("Serious"),
    "3": _("Grave"),
    "outside_control_share": _("New infections found outside control, at most"),
    "core_info_4h": _("Core information within 4 hours"),
    "contacts_controlled_12h": _("Contacts under control within 12 hours"),
    "transfer_on_time": _("Transfers in time"),
    "coverage_roster": _("Sampled of the roster"),
    "retest_6h": _("Re-tested within 6 hours"),
    "villages_without_point": _("Villages without a sampling point, at most"),
    "second_dose_overdue": _("Second dose overdue, at most"),
    "papers_complete": _("Cold-chain lots with all papers"),
    "cold_chain_staff_tested": _("Cold-chain staff tested"),
    "received_rate": _("Checkpoint hand-overs received"),
    "absent_followed": _("Sick absences followed up"),
    "delivered_on_time": _("Supplies delivered in time"),
    "calls_answered": _("Calls answered"),
    "tickets_24h": _("Tickets closed within 24 hours"),
    "appeals_on_time": _("Appeals decided in time"),
    "over_restriction": _("Complaints of over-restriction upheld, at most"),
    "infection_staff_tested": _("Hospital staff tested"),
    "reports_on_time": _("Reports in time"),
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    section: str
    name: str
    value: str


def rule_lines(rules: Mapping[str, Any]) -> Iterator[RuleLine]:
    """Every rule below the head of the pack; a rule without words is shown by its name."""
    for key, value in rules.items():
        if isinstance(value, dict):
            yield from _section(key, value)


def _section(path: str, rules: Mapping[str, Any]) -> Iterator[RuleLine]:
    for key, value in rules.items():
        if isinstance(value, dict):
            yield from _section(f"{path}.{key}", value)
        else:
            yield RuleLine(str(SECTIONS.get(path, path)), str(RULES.get(key, key)), _value(path, key, value))


def _value(path: str, key: str, value: object) -> str:
    if key == "night_rings" and isinstance(value, list):
        return "、".join(urgency_word(str(one)) for one in value)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if key.endswith("_rate") and isinstance(value, (int, float)):
        return f"{100 * value:g} %"
    return str(value) + _unit(path, key)


def _unit(path: str, key: str) -> str:
    if key.endswith("_days"):
        return " " + gettext("days")
    if path.startswith("clocks") or path == "supervision.fix_hours" or key.endswith("_hours"):
        return " " + gettext("hours")
    if path == "acknowledge" and key in ("city", "county", "township", "village"):
        return " " + gettext("minutes")
    return ""
