"""Words of clocks, calls, the police queue and the end of a search."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "too_many_at_once": _("At most %(most)s at once; choose fewer."),
    "not_ripe_for_the_police": _(
        "Not yet for the police: %(codes)s. Three calls at different hours and a visit come first."
    ),
    "already_with_the_police": _("With the police already: %(codes)s."),
    "place_needed": _("Enter the place, or say that nobody was found."),
    "too_many_looks": _(
        "At most %(most)s rows are opened in an hour. Go on later; the rows stay in the queue."
    ),
    "extended_often_enough": _("Lengthened as often as the rules allow: %(codes)s."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.count_to_hand_down": _("See what can be handed down, in figures"),
    "verification.propose_right_units": _("See whose the persons may be that are not the own ones"),
    "verification.call_the_escalated": _("Ring those whose name stands on a late hand-over"),
    "verification.check_replies": _("Look at the replies at hour 22"),
    "verification.lapse_tasks": _("End searches whose time is over"),
    "verification.extend_search": _("Lengthen the search for a person, with the reason"),
    "verification.list_ending_searches": _("See which searches end soon, by short code"),
    "verification.ask_police": _("Ask the police to find somebody nobody reached"),
    "verification.withdraw_search": _("Take back what the police were asked"),
    "verification.list_unreached": _("See whom nobody reached, and what was tried"),
    "verification.list_police_searches": _("See what the police were asked and returned"),
    "verification.list_police_queue": _("See the rows that wait for the police"),
    "verification.open_police_row": _("Open a row of the police queue: name, ID number, telephone"),
    "verification.return_place": _("Return a place to the headquarters, or that nobody was found"),
    "verification.tend_police_queue": _("Keep the police queue in order"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "verification_below": _("Units below have not signed after another clock"),
    "verification_reply": _("The reply to a list is due; people are still in hand"),
    "verification_lapsed": _("Searches ended by themselves after their time"),
    "verification_police": _("Rows wait too long for the police"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "verification_late": _("Sign for what was sent to you, then find and report those past their hour."),
    "verification_below": _("Ring the units below you until they have signed."),
    "verification_reply": _("Report on everybody still open, so that the reply leaves in time."),
    "verification_lapsed": _("See how these searches could end without anybody being found."),
    "verification_police": _("Ask the police for their answer."),
}
