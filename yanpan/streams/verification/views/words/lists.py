"""Words of lists as they arrive: layouts, colours, letters by fax, files."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "same_rows_received": _(
        "The same rows are here already, in “%(file)s”; only the file was saved anew. Nothing was changed."
    ),
    "same_letter_typed": _("This very letter was typed already: “%(file)s”. Nothing was changed."),
    "cut_not_confirmed": _(
        "The file ends exactly where a spreadsheet program ends, so rows may be missing. Ask the sender, then confirm"
        " that it is whole."
    ),
    "colour_not_said": _("Say on the list's page what these colours mean: %(colours)s."),
    "no_such_colour": _("The file has no rows of the colour %(colours)s."),
    "no_such_meaning_of_a_colour": _("A colour cannot mean “%(meaning)s”."),
    "file_gone": _("The file was destroyed when its time was over. Ask the sender for it again."),
    "letter_incomplete": _("The letter is not complete: %(problems)s."),
    "letter_needs_a_look": _(
        "Something looks mistyped: %(problems)s. Correct it, or say that the letter has it so."
    ),
    "letter_is_settled": _("This letter is withdrawn, corrected, or not taken in: look at its page again."),
    "who_asks_does_not_withdraw": _("Whoever asks for it does not decide it: somebody else must look."),
    "letter_number_needed": _("Enter the number of the letter."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.count_row_problems": _("See how many rows of a list have which problem"),
    "verification.get_file_with_problems": _("Have a copy of a list with its errors"),
    "verification.get_name_as_sent": _("See the name a list came with"),
    "verification.list_layouts": _("See whose layouts are remembered"),
    "verification.get_layout": _("See a remembered layout"),
    "verification.type_letter": _("Type a letter that came by fax"),
    "verification.get_letter_as_typed": _("See again what one typed of a letter"),
    "verification.correct_typed_letter": _("Correct a letter one typed"),
    "verification.ask_to_withdraw_letter": _("Ask that a letter one typed be withdrawn"),
    "verification.decide_letter_withdrawal": _("Agree that a letter somebody else typed be withdrawn"),
    "verification.enter_letter_number": _("Enter the number of a letter"),
    "verification.get_letter_scan": _("See the scan of a typed letter"),
    "verification.call_for_numbers": _("Put missing numbers of letters on the call list"),
    "verification.destroy_files": _("Destroy files whose time is over"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "letter_number_missing": _("The number of a letter by fax did not follow within 24 hours"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "letter_number_missing": _("Please ask the sender for the number and enter it at the letter."),
}
