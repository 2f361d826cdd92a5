"""Words of rapid reports."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "report_incomplete": _("The report is not complete: %(problems)s."),
    "rapid_report_changed": _(
        "Somebody has written on this report meanwhile, or it has ended. Look at it again."
    ),
    "report_is_called_back": _("Somebody has rung back already."),
    "only_medical_needs_are_told": _("120 is rung about urgent medical needs only."),
    "the_province_has_it": _("The province has this report already; send what is new as a continued report."),
    "report_way_unknown": _("There is no way “%(way)s” of passing on."),
    "report_kind_unknown": _("choose what kind it is"),
    "report_place_missing": _("say where"),
    "report_what_missing": _("say what happened"),
    "report_in_the_future": _("the hour has not come yet"),
    "report_too_many_people": _("the number of people cannot be right"),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.report_at_once": _("Report at once"),
    "hq.tell_emergency": _("Note that 120 has been rung"),
    "hq.note_call_back": _("Ring back about a rapid report"),
    "hq.pass_up_report": _("Pass a rapid report upwards"),
    "hq.continue_report": _("Continue or end a rapid report"),
    "hq.withdraw_report": _("Withdraw a rapid report made by mistake"),
    "hq.list_rapid_reports": _("See the rapid reports, without what was said"),
    "hq.get_rapid_report": _("Open and print a rapid report"),
    "hq.count_urgent_reports": _("See the alarm of urgent medical needs"),
    "hq.ring_about_reports": _("Put rapid reports past their clock on the call list"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "rapid_report": _("RAPID REPORT: ring back within 10 minutes"),
    "rapid_report_not_called_back": _("RAPID REPORT nobody rang back within 10 minutes"),
    "rapid_report_not_passed_on": _("Rapid report not passed upwards within 2 hours"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "rapid_report": _("Please stay by the telephone; you are being rung back."),
    "rapid_report_not_called_back": _("Please see that somebody rings back at once."),
    "rapid_report_not_passed_on": _("Please pass the report upwards at once."),
}
FACT_WORDS: dict[str, str | Promise] = {"reports": _("reports")}
