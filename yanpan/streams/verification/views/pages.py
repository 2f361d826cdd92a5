"""The pages of this room, as they stand in the menu."""

from django.utils.translation import gettext_lazy as _

from yanpan.shell.navigation import Page, register_page

PAGES = (
    Page("verification:board", _("Board"), "verification.get_board", "lines", 10, home=5),
    Page("verification:lists", _("Lists"), "verification.list_batches", "lines", 11, home=6),
    Page("verification:tasks", _("Persons to be found"), "verification.list_tasks", "lines", 12),
    Page("verification:arriving", _("Arriving"), "verification.list_arriving", "lines", 13),
    Page("verification:refused", _("Refused"), "verification.send_again", "lines", 14),
    Page("verification:pairs", _("Compare pairs"), "verification.list_pairs", "lines", 15),
    Page("verification:telephone", _("Entry by telephone"), "verification.enter_by_telephone", "lines", 16),
    Page("verification:village", _("My village"), "verification.record_outcome", "lines", 17, home=2),
)


def register_pages() -> None:
    for page in PAGES:
        register_page(page)
