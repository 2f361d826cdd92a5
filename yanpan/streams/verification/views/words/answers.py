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
}
RIGHTS: dict[str, str | Promise] = {
    "verification.add_document_number": _("Enter the number of a paper that followed"),
    "verification.add_test_result": _("Enter a test result later"),
    "verification.note_attempt": _("Note that somebody was tried and nobody was there"),
    "verification.withdraw_attempt": _("Take back an attempt noted by mistake"),
    "verification.get_answer": _("See how a person of the own units stands"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "positive_reported": _("A positive test result was reported"),
}
