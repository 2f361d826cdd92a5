"""The pages of the headquarters, as they stand in the menu; refusals and rights in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yanpan.shell.navigation import Page, register_page
from yanpan.shell.words import register_right_words, register_words

PAGES = (
    Page("hq:desk", _("Desk"), "hq.get_desk", "duty", 10, home=1),
    Page("hq:items", _("Items"), "hq.list_items", "duty", 20, home=35),
    Page("hq:cut_offs", _("Cut-off"), "indicators.list_cut_offs", "meeting", 10),
    Page("hq:briefs", _("Briefs"), "hq.get_brief", "meeting", 20),
)
REFUSALS: dict[str, str | Promise] = {
    "item_moved_on": _("This item has moved on meanwhile. Load the page again."),
    "acceptance_test_needed": _("Say what counts as done."),
    "due_time_is_past": _("The hour is past; give a later one."),
    "evidence_needed": _("Say by what it can be seen that it is done."),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.get_desk": _("See the desk"),
    "hq.get_brief": _("Open a brief"),
    "hq.list_items": _("See the items"),
    "hq.propose_items": _("Propose items from weak links"),
    "hq.dispatch_item": _("Dispatch an item"),
    "hq.withdraw_item": _("Withdraw a proposed item"),
    "hq.report_item_done": _("Report an item done"),
    "hq.strike_off_item": _("Strike off an item"),
}


def register_pages() -> None:
    """Called once, when the headquarters is ready."""
    for page in PAGES:
        register_page(page)
    register_words(REFUSALS)
    register_right_words(RIGHTS)
