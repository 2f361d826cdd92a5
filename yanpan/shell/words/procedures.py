"""Words of procedures."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

REFUSALS: dict[str, Words] = {
    "procedure_incomplete": _("Not issued: %(problems)s."),
    "title_needed": _("give it a title"),
    "text_needed": _("say what is to be done"),
    "text_too_long": _("the text is too long"),
    "problem_needed": _("name the problem it answers"),
    "from_on_is_past": _("the day it is in force from lies in the past"),
    "from_on_before_the_last": _("it cannot be in force before the version it follows"),
    "nothing_changed": _("The text is that of the last version; change it, or add a paper."),
    "procedure_moved_on": _("Somebody changed or ended this procedure meanwhile. Load the page again."),
    "briefed_in_the_future": _("The day of the briefing lies in the future."),
    "briefed_before_issue": _("The version was issued after that day."),
    "nobody_was_briefed": _("Say how many people were briefed."),
}
RIGHTS: dict[str, Words] = {
    "documents.list_procedures": _("See the procedures of the own units, of those above and below"),
    "documents.get_procedure": _("Open a procedure"),
    "documents.open_procedure_file": _("Open the paper that came with a procedure"),
    "documents.issue_procedure": _("Issue a procedure for the own unit"),
    "documents.change_procedure": _("Issue the next version of a procedure"),
    "documents.end_procedure": _("End a procedure"),
    "documents.mark_briefed": _("Note that the own unit has read a procedure and was briefed"),
    "documents.call_unbriefed": _("Have the units called that were not briefed"),
}
MATTERS: dict[str, Words] = {"procedure": _("A procedure nobody of the unit was briefed on")}
ACTS: dict[str, Words] = {
    "procedure": _("Open “Procedures”, brief your people, and mark it as read and briefed.")
}
FACTS: dict[str, Words] = {"procedures": _("procedures")}
