"""Words of people at home and of needs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "follow_up_incomplete": _("The follow-up is not complete: %(problems)s."),
    "follow_up_of_another_day": _("A follow-up is entered for today or yesterday, within the days at home."),
    "monitoring_ended": _("The days at home of this person are over; nothing is entered any more."),
    "monitoring_changed": _(
        "Somebody entered a follow-up meanwhile. See what was entered, then decide again."
    ),
    "home_end_incomplete": _(
        "Enter the body that set the last day; a longer period also needs the number of its document."
    ),
    "home_end_out_of_range": _(
        "The last day lies between %(first)s and %(last)s: the rules allow no more, and nothing ends in the past."
    ),
    "lifting_needs_a_body": _("Enter the body that lifted the measure."),
    "need_incomplete": _("The need is not complete: %(problems)s."),
    "promised_too_late": _("A need is met within 24 hours: promise an hour before %(latest)s."),
    "need_is_not_met_yet": _("Nobody has reported this need met yet."),
    "another_confirms": _("Who reported the need met does not confirm it; the township asks the person."),
    "need_is_met": _("This need was reported met meanwhile."),
    "need_changed": _("Somebody changed this need meanwhile. Look at it again."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.list_home": _("See the persons at home of a unit"),
    "verification.get_home": _("Open a person at home"),
    "verification.count_homes": _("See the numbers of people at home"),
    "verification.open_homes": _("Keep the days at home in step with the answers"),
    "verification.record_follow_up": _("Enter the daily follow-up"),
    "verification.report_home_end": _("Report the last day at home as a body set it"),
    "verification.lift_home": _("Report that a measure at home was lifted"),
    "verification.ring_about_homes": _("Put units with missed follow-ups on the call list"),
    "verification.list_needs": _("See the needs"),
    "verification.get_need": _("Open a need"),
    "verification.ask_need": _("Enter a need, also an urgent medical one"),
    "verification.take_need": _("Take a need"),
    "verification.promise_need": _("Promise an hour for a need"),
    "verification.meet_need": _("Report a need met"),
    "verification.confirm_need": _("Enter whether the asker confirms"),
    "verification.withdraw_need": _("Withdraw a need entered by mistake"),
    "verification.count_urgent": _("See how many urgent needs nobody has taken"),
    "verification.ring_about_needs": _("Put late needs on the call list"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "home_symptoms": _("People at home with fever or symptoms"),
    "home_follow_ups_missed": _("Follow-ups at home missed"),
    "urgent_medical": _("URGENT medical need: call back within 10 minutes"),
    "urgent_medical_untaken": _("URGENT medical need nobody took within 10 minutes"),
    "needs_late": _("Needs past their hour"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "home_symptoms": _("Please ring the persons and arrange a doctor at once."),
    "home_follow_ups_missed": _("Please make the follow-ups and enter them."),
    "urgent_medical": _("Please ring 120 first if nobody has, then take the need in the system."),
    "urgent_medical_untaken": _("Please ring 120 first if nobody has, then take the need in the system."),
    "needs_late": _("Please see to the needs and enter what was done."),
}
