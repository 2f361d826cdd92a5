"""Words of the register of papers from above."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "paper_incomplete": _("The paper cannot be registered so: %(problems)s."),
    "paper_number_missing": _("the number is missing"),
    "paper_source_missing": _("say who sent it"),
    "paper_title_missing": _("the title is missing"),
    "received_in_the_future": _("the hour it was received has not come yet"),
    "due_before_it_came": _("the deadline lies before the hour it was received"),
    "paper_is_registered": _("A paper of this number from this sender is registered already."),
    "answer_number_needed": _("Enter the number under which it was answered."),
    "paper_changed": _("Somebody has answered or changed this paper meanwhile. Look at it again."),
    "paper_has_an_item": _("An item has been made of this paper already."),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.list_papers": _("See the papers from above"),
    "hq.get_paper_scan": _("Open the scan of a paper from above"),
    "hq.register_paper": _("Register a paper from above"),
    "hq.answer_paper": _("Enter the answer to a paper from above"),
    "hq.void_paper": _("Declare a registered paper void"),
    "hq.link_paper_to_item": _("Make an item of a paper from above"),
    "hq.ring_about_papers": _("Put unanswered papers on the call list"),
}
MATTER_WORDS: dict[str, str | Promise] = {"papers_overdue": _("Papers from above not answered in time")}
MATTER_ACTS: dict[str, str | Promise] = {"papers_overdue": _("Please answer, and enter the number.")}
FACT_WORDS: dict[str, str | Promise] = {"papers": _("papers")}
