"""Words of the duty log and of the hand-over of the shift."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "matter_needed": _("Write what it is about."),
    "entry_lies_in_the_future": _("The hour of the call has not come yet; leave it empty for now."),
    "answer_needed": _("Write what came of it."),
    "entry_changed": _("Somebody has written on this line meanwhile. Look at it again."),
    "entry_is_closed": _("This line is closed. Enter what is new as a line of its own."),
    "entry_has_an_item": _("An item has been made of this line already."),
    "no_shift_ends_now": _("The day of this headquarters has no hand-over of the shift."),
    "shift_is_taken_over": _("The incoming shift has signed for this hand-over already."),
    "shift_changed": _("The outgoing shift has signed anew meanwhile, or somebody took over. Read it again."),
    "another_person_takes_over": _("Who hands a shift over does not take it over. Another person signs."),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.list_log": _("Read the duty log"),
    "hq.get_entry": _("Open a line of the duty log with its telephone"),
    "hq.enter_in_log": _("Enter a line in the duty log"),
    "hq.pass_on_entry": _("Pass on a line of the duty log"),
    "hq.answer_entry": _("Answer and close a line of the duty log"),
    "hq.strike_entry": _("Strike through a line of the duty log"),
    "hq.link_entry_to_item": _("Make an item of a line of the duty log"),
    "hq.list_open_things": _("See everything open at the hand-over of the shift"),
    "hq.list_shifts": _("See the sheets of the shifts"),
    "hq.get_shift_sheet": _("Open and print the sheet of a shift"),
    "hq.hand_over_shift": _("Sign for the outgoing shift"),
    "hq.take_over_shift": _("Sign for the incoming shift"),
    "hq.forget_duty_texts": _("Let the texts of the duty desk go when their time is over"),
    "hq.call_for_shifts": _("Put shifts not taken over on the call list"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "shift_not_taken_over": _("Shift not taken over"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "shift_not_taken_over": _("Please see that the incoming shift signs at once."),
}
FACT_WORDS: dict[str, str | Promise] = {"shift": _("hour of the hand-over")}
