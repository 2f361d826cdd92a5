"""Words of answers, attempts, rosters and chains."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "task_lapsed": _("The time to find this person is over; nothing is entered any more."),
    "answer_id_malformed": _("The mark of this answer is not one a device makes. Enter it on the page."),
    "answer_id_taken": _("The mark of this answer belongs to another answer. Enter it on the page."),
    "unknown_kind_of_attempt": _("Say whether it was a call or a visit."),
    "task_is_answered": _("This person is answered for; there is nothing to try any more."),
    "attempt_is_withdrawn": _("This attempt was taken back already."),
    "document_number_needed": _("Enter the number of the document."),
    "no_measure_on_paper": _("No measure that needs a paper is reported for this person."),
    "nobody_was_reached": _("Nobody was reached yet, so there is no test to enter."),
    "chain_too_long": _("The text is too long: at most %(most)s lines at once. Paste it in parts."),
    "chain_empty": _("No line of this text says anything. Paste the chain as it stands in the group."),
    "lines_refused": _("Nothing was kept. Look at the lines marked: %(lines)s."),
    "no_lines_marked": _("No line is marked. Mark those that are right."),
    "too_many_lines": _("At most %(most)s lines at once."),
    "nobody_for_a_roster": _("Nobody is to be found there; there is nothing to print."),
    "returned_by_needed": _("Enter who brought the roster back."),
    "roster_is_returned": _("The return of this roster was noted already."),
    "roster_not_returned": _("This roster is still out. Note its return first."),
    "roster_line_is_entered": _("Somebody entered lines of this roster meanwhile. Look at it again."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.add_document_number": _("Enter the number of a paper that followed"),
    "verification.add_test_result": _("Enter a test result later"),
    "verification.note_attempt": _("Note that somebody was tried and nobody was there"),
    "verification.withdraw_attempt": _("Take back an attempt noted by mistake"),
    "verification.get_answer": _("See how a person of the own units stands"),
    "verification.match_chain": _("Read a group chain against the persons of a village"),
    "verification.confirm_chain": _("Keep the confirmed answers of a group chain"),
    "verification.print_roster": _("Print a registered roster"),
    "verification.list_rosters": _("See which printed rosters are out"),
    "verification.find_roster": _("Find a printed roster by its mark"),
    "verification.get_roster": _("Open a printed roster"),
    "verification.note_roster_returned": _("Note that a roster came back"),
    "verification.enter_roster": _("Enter what a returned roster says"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "positive_reported": _("A positive test result was reported"),
}
