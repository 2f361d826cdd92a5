"""Villages that report their day, as on their phones."""

from collections.abc import Mapping
from datetime import date, datetime

from tests.world import NOW, TOWNSHIP, actor_with, villages_of
from tests.world_line_reports import ON, event_of_the_day
from yanpan.hq.models import VillageReport
from yanpan.hq.operations.line_reports.villages import report_village

SAID: Mapping[str, Mapping[str, object]] = {
    "communities": {"home_isolated": 3, "home_checks_due": 6, "home_checks_done": 5,
                    "needs_due": 2, "needs_met_24h": 2},
    "vaccination": {"doses_today": 12, "second_dose_due": 40, "second_dose_overdue": 4},
    "mass_testing": {"roster": 1200, "registered": 1100, "sampled": 1090},
}  # fmt: skip


def village(number: int = 0) -> str:
    return villages_of(TOWNSHIP)[number].key


def say(
    unit_key: str,
    figures: Mapping[str, Mapping[str, object]] = SAID,
    *,
    note: str = "",
    seen: int = 0,
    on: date = ON,
    now: datetime = NOW,
) -> VillageReport:
    """What the village's phone reports."""
    return report_village(
        actor_with("hq.report_village", unit_key=unit_key),
        event_id=event_of_the_day(),
        unit_key=unit_key,
        on=on,
        figures=figures,
        note=note,
        seen=seen,
        now=now,
    )
