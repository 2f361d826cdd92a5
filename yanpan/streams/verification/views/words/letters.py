"""Words of letters to other cities and of their receipts."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "unknown_city_of_letter": _("Choose the city the letter goes to."),
    "unknown_letter_format": _("There is no form of letter “%(format)s”."),
    "letter_out_incomplete": _("The letter is not complete: %(problems)s."),
    "letter_names_someone_found": _(
        "The letter names %(count)s who are no longer outside the city. Take the letter back, or write it anew "
        "without them."
    ),
    "force_prints_sheets": _(
        "A letter with an annexed sheet of persons is printed by the co-investigation force; ask it for the paper."
    ),
    "receipt_incomplete": _("The receipt is not complete: %(problems)s."),
    "receipt_entered_meanwhile": _(
        "Somebody entered a receipt on this person meanwhile. See it, then decide again."
    ),
    "sheet_of_receipts_too_long": _("A table of receipts has at most %(most)s rows. Divide the file."),
    "sheet_of_receipts_ended": _("This table was entered or put away meanwhile."),
    "rows_not_clear": _(
        "%(count)s of the rows chosen are about nobody in particular. Enter those one by one."
    ),
    "nobody_to_answer_for": _("Nobody of this letter has been taken in yet."),
    "answer_in_their_sheet": _(
        "A letter on more than %(most)s persons is answered in the sender's own sheet."
    ),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.list_people_outside": _("See who is outside and needs a letter, masked"),
    "verification.open_people_outside": _("Open persons to write a letter about them"),
    "verification.draft_letter": _("Draft a letter to another city"),
    "verification.redraft_letter": _("Write a draft of a letter anew"),
    "verification.correct_letter": _("Correct a letter by a new one"),
    "verification.check_letter": _("Check a letter"),
    "verification.send_back_letter": _("Send a letter back to be written again"),
    "verification.sign_letter": _("Sign a letter"),
    "verification.issue_letter": _("Send a letter out"),
    "verification.void_letter": _("Take a letter back"),
    "verification.keep_letter_scan": _("Keep the stamped paper of a letter"),
    "verification.call_late_letters": _("Put letters without a receipt on the call list"),
    "verification.note_letter_call": _("Note what the other city said on the telephone"),
    "verification.enter_receipt": _("Enter a receipt"),
    "verification.receive_receipts": _("Receive a table of receipts"),
    "verification.confirm_receipts": _("Enter the rows of a table of receipts"),
    "verification.put_away_receipts": _("Put away a table of receipts"),
    "verification.forget_receipt_sheets": _("Put away tables of receipts nobody confirmed"),
    "verification.list_letters": _("See the letters by number and city, without persons"),
    "verification.get_letter_card": _("See where a letter stands, without persons"),
    "verification.count_letters": _("See how many letters stand at each step"),
    "verification.get_letter": _("Open a letter with its persons and receipts"),
    "verification.read_before_signing": _("Read a letter that waits for the own signature"),
    "verification.get_letter_paper": _("Print a letter"),
    "verification.open_letter_scan": _("Open the stamped paper of a letter"),
    "verification.open_receipt_scan": _("Open a receipt as it came in"),
    "verification.list_receipt_sheets": _("See the tables of receipts"),
    "verification.get_receipt_sheet": _("See the rows of a table of receipts, masked"),
    "verification.get_answer_as_receipt": _("Answer a letter of another city with its receipt"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "letters_late": _("Letters to other cities without a receipt past their clock"),
    "letter_came_back": _("Persons another city did not find: to be sought again"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "letters_late": _("Ring the cities whose receipts are late, and note what they say."),
    "letter_came_back": _("Look for these persons again; they are in your list."),
}
