"""Words of call backs and their findings."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "nothing_to_draw": _("This unit closed nothing in the last 72 hours that was not called back already."),
    "person_not_to_draw": _(
        "This person is still sought, or was called back already, or no other unit of the county can ring."
    ),
    "spot_check_incomplete": _("The call back is not complete: %(problems)s."),
    "spot_check_changed": _("This call back was entered meanwhile. Look at it again."),
    "own_closure": _("Nobody calls back what the own unit closed: another unit of the county does."),
    "checker_is_an_office": _("A call back goes to a township or a county."),
    "explanation_needed": _("Write what happened and what was done."),
    "finding_changed": _("This finding was changed meanwhile. Look at it again."),
    "unknown_closing": _("Say whether the false closure stands or was unfounded."),
    "own_finding": _("A finding is closed by somebody else than its unit and whoever explained it."),
    "finding_waits_for_its_unit": _(
        "The unit still has time to explain; close it after its answer or its hour."
    ),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.draw_spot_checks": _("Draw closed rows at night"),
    "verification.draw_for_unit": _("Draw closed rows of one unit for a reason"),
    "verification.draw_person": _("Draw one closed person for a reason"),
    "verification.list_spot_checks": _("See the call backs"),
    "verification.get_spot_check": _("Open a call back"),
    "verification.record_spot_check": _("Enter what a call back found"),
    "verification.try_spot_check": _("Note that nobody answered a call back"),
    "verification.hand_spot_check": _("Give a call back to another unit"),
    "verification.ring_about_spot_checks": _("Put units with late call backs on the call list"),
    "verification.list_spot_findings": _("See the findings of call backs"),
    "verification.explain_spot_finding": _("Explain a finding of the own unit"),
    "verification.close_spot_finding": _("Close a finding of another unit"),
    "verification.list_spot_rates": _("See false closures by unit"),
    "verification.list_fast_closings": _("See rows closed faster than anybody could ask"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "closure_contradicted": _("Closures that a call back contradicts"),
    "spot_checks_late": _("Call backs past their hour"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "closure_contradicted": _("Please find the persons again and explain in the system within 24 hours."),
    "spot_checks_late": _("Please make the call backs and enter them."),
}
