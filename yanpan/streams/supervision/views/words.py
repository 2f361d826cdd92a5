"""Refusals, rights and matters of this room in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yanpan.shell.words import register_right_words, register_words
from yanpan.shell.words.kinds import ACTS, MATTERS

Words = dict[str, str | Promise]

REFUSALS: Words = {
    "no_headquarters": _("Only the headquarters of the city or of a county inspects."),
    "finding_incomplete": _("What was entered is not complete: %(problems)s."),
    "finding_owner_wrong": _(
        "%(unit)s cannot answer for it: the owner lies between the headquarters and the place, or is a task force."
    ),
    "finding_is_open": _(
        "The same rule was found broken here on %(at)s and its deadline is not over: it stands as one finding."
    ),
    "finding_is_on_its_way": _(
        "It is ordered already. Its owner refuses it and names the right unit; then it is given to another."
    ),
    "finding_moved_on": _("Somebody acted on this finding meanwhile. Look at it again."),
    "finding_due_in_the_past": _("The deadline lies in the past."),
    "finding_too_many_photos": _("At most three photos."),
    "finding_is_on_a_sheet": _("It stands on an order sheet that is being signed: issue that sheet."),
    "owner_puts_it_right": _("%(unit)s answers for it and reports it put right."),
    "fixing_measure_needed": _("Say what is being done."),
    "finding_evidence_needed": _("Say what was done, and add a photo that shows it."),
    "another_checks_the_fixing": _("Who put it right does not check it, and neither does the own unit."),
    "visit_has_findings": _("Findings of this visit stand: withdraw them first."),
    "too_early_for_order_sheets": _(
        "Order sheets are drafted from %(hour)s on. What cannot wait is ordered at once."
    ),
    "order_sheet_is_signed_for": _("Its owner has signed for a finding on it: withdraw the finding instead."),
}
RIGHTS: Words = {
    "supervision.record_visit": _("Enter a visit of supervision that found nothing"),
    "supervision.withdraw_visit": _("Withdraw a visit of supervision"),
    "supervision.prepare_finding": _("See what is needed to enter a finding"),
    "supervision.record_finding": _("Enter a finding of supervision"),
    "supervision.assign_finding": _("Give a finding to another unit or for another hour"),
    "supervision.withdraw_finding": _("Withdraw a finding entered in error"),
    "supervision.order_by_word": _("Order a finding by word at once"),
    "supervision.start_fixing": _("Say how a finding is being put right"),
    "supervision.report_fixed": _("Report a finding put right"),
    "supervision.recheck_finding": _("Look at what was put right, strike it off or send it back"),
    "supervision.reopen_finding": _("Open a finding again that was struck off in error"),
    "supervision.list_findings": _("See the findings of supervision"),
    "supervision.list_to_fix": _("See what the own unit has to put right"),
    "supervision.get_finding": _("Open a finding of supervision"),
    "supervision.get_finding_photo": _("Open the photo of a finding"),
    "supervision.count_findings": _("See the board of supervision"),
    "supervision.list_visits": _("See the visits of supervision"),
    "supervision.draft_order_sheets": _("Draft the order sheets of supervision"),
    "supervision.check_order_sheet": _("Check an order sheet"),
    "supervision.send_back_order_sheet": _("Send an order sheet back to be written again"),
    "supervision.sign_order_sheet": _("Sign an order sheet"),
    "supervision.issue_order_sheet": _("Issue an order sheet"),
    "supervision.void_order_sheet": _("Take an order sheet back"),
    "supervision.keep_order_sheet_scan": _("Keep the stamped order sheet"),
    "supervision.list_order_sheets": _("See the order sheets of supervision"),
    "supervision.get_order_sheet_card": _("See where an order sheet stands"),
    "supervision.get_order_sheet": _("Read an order sheet"),
    "supervision.get_order_sheet_paper": _("Print an order sheet"),
    "supervision.open_order_sheet_scan": _("Open the stamped order sheet"),
    "supervision.call_the_late": _("Ring about late findings and papers"),
}
MATTER_WORDS: Words = {
    "findings_late": _("Findings of supervision past their deadline"),
    "rechecks_late": _("Findings reported put right that nobody has looked at"),
    "order_papers_late": _("Orders by word whose paper has not followed"),
}
MATTER_ACTS: Words = {
    "findings_late": _("Please put them right and report it with a photo."),
    "rechecks_late": _("Please send somebody to look, who did not put it right."),
    "order_papers_late": _("Please have the order sheets checked, signed and issued."),
}


def register_room_words() -> None:
    """Called once, when the room is ready."""
    register_words(REFUSALS)
    register_right_words(RIGHTS)
    MATTERS.update(MATTER_WORDS)
    ACTS.update(MATTER_ACTS)
