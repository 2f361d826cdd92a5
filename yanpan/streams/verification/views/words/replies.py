"""Words of replies in the sender's own sheet."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "typed_letter_has_no_sheet": _(
        "This list was typed from a letter: it has no sheet to fill. Answer by letter."
    ),
    "sender_file_gone": _(
        "The sender's file was destroyed on %(at)s, as the rules ask; no sheet can be filled any more."
    ),
    "list_not_taken_in": _("The list is not taken in yet. Wait until it is, then draft the reply."),
    "no_reply_plan": _("Say first which columns of the sheet are filled."),
    "no_such_answer": _("The sheet cannot be filled with this."),
    "answer_given_twice": _("Two columns of sheet “%(sheet)s” would say the same. Choose one."),
    "no_result_column": _(
        "Sheet “%(sheet)s” has no column for the result: choose one, or let one be added at the right."
    ),
    "column_says_who": _(
        "A column of sheet “%(sheet)s” says who the rows are about: it is never written over."
    ),
    "no_such_level": _("There is no such level of address."),
    "reply_plan_changed": _("Somebody changed these columns meanwhile. Look at them again."),
    "reply_on_its_way": _("A version of this reply is on its way: send it, or withdraw it first."),
    "reply_changed": _("This reply was changed meanwhile. Look at it again."),
    "reply_does_not_add_up": _(
        "The numbers do not add up: %(received)s rows received, %(answered)s accounted for. Tell the list clerk."
    ),
    "no_such_kind_of_reply": _("There is no such kind of reply."),
    "first_reply_was_sent": _("A first reply has gone out already: draft the final one, or a correction."),
    "final_reply_was_sent": _(
        "The final reply has gone out: what changes now is a correction with its reason."
    ),
    "nothing_to_correct": _("Nothing has gone out yet: there is nothing to correct."),
    "final_with_rows_in_hand": _(
        "%(rows)s rows are still being checked: a final reply answers every row. Draft a first reply meanwhile."
    ),
    "another_must_check_reply": _("You drafted this reply yourself: somebody else must check it."),
    "no_such_channel": _("Say how the reply went out."),
    "word_missing_or_long": _("Every outcome needs a word of at most %(limit)s characters."),
    "sender_words_changed": _("Somebody changed these words meanwhile. Look at them again."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.list_replies": _("See which lists are to be answered, and by when"),
    "verification.get_reply": _("See the numbers of a reply"),
    "verification.list_reply_versions": _("See the versions of a reply"),
    "verification.get_reply_plan": _("Open a sender's sheet to say how it is filled"),
    "verification.plan_reply": _("Say which columns of a sender's sheet are filled"),
    "verification.try_reply": _("Fill a sender's sheet on trial"),
    "verification.draft_reply": _("Draft a reply in the sender's sheet"),
    "verification.check_reply": _("Check a reply somebody else drafted"),
    "verification.withdraw_reply": _("Withdraw a reply before it goes out"),
    "verification.mark_reply_sent": _("Say that a reply went out, and how"),
    "verification.download_reply": _("Take the filled sheet, without results of tests"),
    "verification.download_reply_with_results": _("Take the filled sheet with results of tests"),
    "verification.get_sender_words": _("See the words a sender is answered in"),
    "verification.list_sender_words": _("See the words of all senders"),
    "verification.keep_sender_words": _("Change the words a sender is answered in"),
    "verification.forget_replies": _("Destroy what was written into sheets whose file is gone"),
}
