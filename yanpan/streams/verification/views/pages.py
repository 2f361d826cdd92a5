"""The pages of this room, as they stand in the menu."""

from django.utils.translation import gettext_lazy as _

from yanpan.base.tasks.handovers import FindPerson
from yanpan.shell.navigation import Page, register_page
from yanpan.shell.views.handovers import LOOKED_AT
from yanpan.streams.verification.views.finders import register_finders

PAGES = (
    Page("verification:board", _("Board"), "verification.get_board", "lines", 10, home=5),
    Page("verification:topics", _("Topics"), "verification.list_topics", "lines", 11),
    Page("verification:arrivals", _("Arrivals"), "verification.list_arrivals", "lines", 13),
    Page("verification:lists", _("Lists"), "verification.list_batches", "lines", 11, home=6),
    Page("verification:tasks", _("Persons to be found"), "verification.list_tasks", "lines", 12),
    Page("verification:arriving", _("Arriving"), "verification.list_arriving", "lines", 13),
    Page("verification:hand_out", _("Hand out"), "verification.hand_down", "lines", 12),
    Page("verification:refused", _("Refused"), "verification.send_again", "lines", 14),
    Page("verification:pairs", _("Compare pairs"), "verification.list_pairs", "lines", 15),
    Page(
        "verification:referred_pairs",
        _("Pairs two clerks were unsure of"),
        "verification.next_referred_pair",
        "lines",
        15,
    ),
    Page("verification:telephone", _("Entry by telephone"), "verification.enter_by_telephone", "lines", 16),
    Page("verification:police", _("Police search"), "verification.list_police_searches", "lines", 16),
    Page(
        "verification:police_queue", _("To be found"), "verification.list_police_queue", "lines", 16, home=3
    ),
    Page("verification:ending", _("Searches ending"), "verification.extend_search", "lines", 16),
    Page("verification:rosters", _("Rosters on paper"), "verification.list_rosters", "lines", 16),
    Page("verification:village", _("My village"), "verification.record_outcome", "lines", 17, home=2),
    Page("verification:replies", _("Replies"), "verification.list_replies", "lines", 18),
    Page("verification:letters", _("Letters"), "verification.list_letters", "lines", 19),
    Page("verification:homes", _("At home"), "verification.count_homes", "lines", 21),
    Page("verification:needs", _("Needs"), "verification.list_needs", "lines", 22),
    Page("verification:spot_checks", _("Call backs"), "verification.list_spot_checks", "lines", 23),
    Page(
        "verification:spot_findings",
        _("Findings of call backs"),
        "verification.list_spot_findings",
        "lines",
        24,
    ),
    Page("verification:spot_rates", _("False closures"), "verification.list_spot_rates", "lines", 25),
    Page("verification:sweeps", _("Household sweeps"), "verification.list_sweeps", "lines", 26),
    Page("verification:places", _("Key places"), "verification.list_places", "lines", 27),
    Page(
        "verification:sentinels", _("Fever clinics, pharmacies"), "verification.list_sentinels", "lines", 28
    ),
    Page("verification:holes", _("Holes in the defence"), "verification.list_holes", "lines", 29),
    Page("verification:exports", _("Exports"), "verification.count_exports", "lines", 27),
    Page("verification:applicants", _("Own data"), "verification.find_applicant", "lines", 28, home=3),
    Page(
        "verification:corrections", _("Corrections asked for"), "verification.list_corrections", "lines", 29
    ),
    Page("verification:retention", _("Keeping and destroying"), "verification.get_retention", "lines", 30),
)


def register_pages() -> None:
    for page in PAGES:
        register_page(page)
    LOOKED_AT[FindPerson.REQUEST] = "verification:arriving_at"
    register_finders()
