"""Refusals and rights of what the lines report."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "unknown_line": _("There is no line of work “%(line)s”."),
    "report_not_accepted": _(
        "%(count)s figures or texts of this report cannot be right. Correct them and save again."
    ),
    "report_is_approved": _("This report is approved. Open it and correct it with a reason."),
    "report_was_changed": _("%(by)s saved this report meanwhile. Load the page again before you go on."),
    "report_is_begun": _("This report is begun already. Open it and go on with it."),
    "nothing_to_copy": _("Nothing was approved for the day before, so there is nothing to copy."),
    "too_many_reports": _("At most %(most)s reports are taken at once."),
    "another_person_approves": _("Who filled a report does not approve it. Ask the leader of the unit."),
    "form_not_accepted": _("%(count)s things in this workbook are wrong. Mend them all and bring it again."),
    "line_counts_itself": _("The figures of this line are counted by the system itself; it has no form."),
    "form_of_a_past_day": _(
        "A form cannot begin before today: what is reported was filled under the former one."
    ),
    "too_many_extra_fields": _("A form has at most %(most)s fields beside the shipped ones."),
    "village_report_not_accepted": _(
        "%(count)s figures or texts of this report cannot be right. Correct them and report again."
    ),
    "village_report_was_changed": _(
        "%(by)s reported for this village meanwhile. Look at what was said before you report again."
    ),
    "no_village_reported": _(
        "None of the %(villages)s villages has reported yet, so there is no sum to take."
    ),
    "report_not_complete": _(
        "%(unit)s: %(count)s questions are open in this report. It can be approved once they are answered."
    ),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.list_own_reports": _("See what the own unit reports"),
    "hq.get_report_form": _("Open the form of a report"),
    "hq.get_line_report": _("Read a report of a line"),
    "hq.fill_report": _("Fill a report"),
    "hq.fill_reports": _("Fill reports of many units"),
    "hq.copy_report": _("Begin a report with the figures of the day before"),
    "hq.report_zero": _("Make a zero report"),
    "hq.get_village_report": _("See what a village reports of its day"),
    "hq.list_village_reports": _("See which villages have reported"),
    "hq.report_village": _("Report the day of a village"),
    "hq.report_village_zero": _("Make a zero report of a village"),
    "hq.take_village_sums": _("Take the sums of the villages into a report"),
    "hq.correct_report": _("Correct an approved report"),
    "hq.discard_draft": _("Discard the draft of a report"),
    "hq.list_reports_to_approve": _("See the reports to be approved"),
    "hq.approve_reports": _("Approve reports"),
    "hq.send_back_report": _("Send a report back"),
    "hq.list_line_forms": _("See the forms of the lines"),
    "hq.add_line_form": _("Add fields to the form of a line"),
    "hq.get_line_now": _("See the figures of a line"),
    "hq.get_report_matrix": _("See who has reported"),
    "hq.call_late_reports": _("Put late reports on the call list"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "reports_late": _("Reports of the lines not in"),
    "day_reports_late": _("Reports of 0–24 h not in"),
    "reports_zero": _("Zero reports to be asked about"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "reports_late": _("Please report and have it approved at once."),
    "day_reports_late": _("Please report the figures of 0–24 h and have them approved at once."),
    "reports_zero": _("Please say whether there really was nothing."),
}
FACT_WORDS: dict[str, str | Promise] = {
    "late_reports": _("reports not in"),
    "late_day_reports": _("reports of 0–24 h not in"),
    "zero_reports": _("zero reports"),
}
