"""The pages of this room, as they stand in the menu."""

from django.utils.translation import gettext_lazy as _

from yanpan.base.tasks.handovers import FixFinding
from yanpan.shell.navigation import Page, register_page
from yanpan.shell.views.handovers import LOOKED_AT
from yanpan.streams.supervision.views.finders import register_finders

PAGES = (
    Page("supervision:inspect", _("Inspect a place"), "supervision.record_finding", "lines", 80, home=7),
    Page("supervision:board", _("Board of supervision"), "supervision.count_findings", "lines", 81),
    Page("supervision:findings", _("Findings of supervision"), "supervision.list_findings", "lines", 82),
    Page("supervision:to_fix", _("Mine to put right"), "supervision.list_to_fix", "lines", 83),
    Page(
        "supervision:order_sheets",
        _("Order sheets of supervision"),
        "supervision.list_order_sheets",
        "lines",
        84,
    ),
    Page("supervision:visits", _("Visits of supervision"), "supervision.list_visits", "lines", 85),
    Page("supervision:rules", _("Rules supervision looks by"), "", "foundations", 35),
)


def register_pages() -> None:
    for page in PAGES:
        register_page(page)
    LOOKED_AT[FixFinding.REQUEST] = "supervision:to_fix_at"
    register_finders()
