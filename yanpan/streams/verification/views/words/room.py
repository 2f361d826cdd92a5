"""Words of lists, pairs, the board and the answers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "unknown_source": _("There is no source “%(source)s”."),
    "window_ends_before_it_starts": _("The window ends before it starts; correct the two days."),
    "same_file_received": _("This very file is here already: “%(file)s”. Nothing was changed."),
    "batch_changed": _("This list was changed meanwhile. Look at it again."),
    "no_such_sheet": _("The file has no sheet %(sheets)s."),
    "field_given_twice": _(
        "Sheet “%(sheet)s”: the same meaning is given to two columns (%(fields)s). Choose one of them."
    ),
    "nobody_named_by_mapping": _(
        "Sheet “%(sheet)s”: no column names the person. Say which is name, ID number, passport or telephone."
    ),
    "no_rows_held": _("No rows of this list are held any more."),
    "told_by_needed": _("Enter who told you on the telephone."),
    "outcome_incomplete": _("The answer is not complete: %(problems)s."),
    "masked_value_written_back": _("A masked value is not entered; write it out or leave it."),
    "task_changed": _(
        "Somebody entered an answer for this person meanwhile. See what was entered, then decide again."
    ),
    "pair_is_decided": _("Another clerk has decided this pair meanwhile."),
    "pair_is_not_decided": _("This pair is not decided; there is nothing to take back."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.receive_list": _("Receive a list"),
    "verification.confirm_mapping": _("Confirm what the columns of a list mean"),
    "verification.void_list": _("Put away a list"),
    "verification.release_list": _("Release a held list as second clerk"),
    "verification.release_rows": _("Sign for held rows"),
    "verification.list_batches": _("See the lists"),
    "verification.get_batch": _("Open a list"),
    "verification.preview_list": _("See the first rows of a list before it is taken in"),
    "verification.list_rows": _("See the rows of a list, masked"),
    "verification.get_board": _("See the board of a unit"),
    "verification.list_tasks": _("See the persons to be found, masked"),
    "verification.hand_down": _("Hand persons down to the next level"),
    "verification.send_again": _("Send to the right unit after a refusal"),
    "verification.call_the_late": _("Put late units on the call list"),
    "verification.list_pairs": _("See pairs to compare"),
    "verification.count_pairs": _("See how many pairs wait"),
    "verification.decide_pair": _("Decide pairs"),
    "verification.undo_pair": _("Take back the decision on a pair"),
    "verification.list_village": _("See the persons of a village"),
    "verification.list_arriving": _("See who is being handed over to the own unit"),
    "verification.get_door": _("Open a person of the own unit"),
    "verification.count_waiting": _("See how many persons wait to be signed for"),
    "verification.list_outcomes": _("See the answers on a person"),
    "verification.record_outcome": _("Report what was found"),
    "verification.enter_by_telephone": _("Enter for a village by telephone"),
    "verification.not_my_village": _("Report that a person is not of the own village"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "verification_late": _("Persons or hand-overs past their clock"),
}
WORK_WORDS: dict[str, str | Promise] = {
    "verification.take_in": _("Taking in a list"),
}
