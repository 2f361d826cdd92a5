"""Words of desk, brief and items."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "item_moved_on": _("This item has moved on meanwhile. Load the page again."),
    "acceptance_test_needed": _("Say what counts as done."),
    "due_time_is_past": _("The hour is past; give a later one."),
    "item_changed": _("Somebody has written this item since you opened it. Look at it again."),
    "item_incomplete": _("Not complete: %(problems)s"),
    "item_matter_needed": _("Say what it is about."),
    "unknown_indicator": _("Choose an indicator of the list."),
    "unknown_origin": _("Choose whose demand it is from the list."),
    "unknown_severity": _("Choose a weight of the list."),
    "too_many_helpers": _("At most 12 helpers."),
    "owner_helps_itself": _("The owner is not its own helper."),
    "owner_is_elsewhere": _("Owner and helpers must be units below this headquarters."),
    "note_needed": _("Write how it goes."),
    "too_many_files": _("At most %(most)s files at once."),
    "evidence_needed": _("Say by what it can be seen that it is done."),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.get_desk": _("See the desk"),
    "hq.get_brief": _("Open a brief"),
    "hq.list_items": _("See the items"),
    "hq.propose_items": _("Propose items from weak links"),
    "hq.get_item": _("Open an item"),
    "hq.open_item_file": _("Open a photo or paper of an item"),
    "hq.decide_item": _("Write down an item that was decided"),
    "hq.rewrite_item": _("Rewrite an item before it goes out"),
    "hq.dispatch_item": _("Dispatch an item"),
    "hq.note_progress": _("Write how an item goes"),
    "hq.take_check": _("Begin the check of an item"),
    "hq.reopen_item": _("Open a struck-off item again"),
    "hq.escalate_item": _("Raise an item a level"),
    "hq.escalate_late_items": _("Raise items that are late"),
    "hq.list_sheets": _("See the order sheets"),
    "hq.get_sheet": _("Open an order sheet"),
    "hq.draft_sheets": _("Draft order sheets"),
    "hq.check_sheets": _("Check order sheets"),
    "hq.sign_sheets": _("Sign order sheets"),
    "hq.issue_sheets": _("Issue order sheets"),
    "hq.send_back_sheet": _("Send an order sheet back"),
    "hq.withdraw_item": _("Withdraw a proposed item"),
    "hq.report_item_done": _("Report an item done"),
    "hq.strike_off_item": _("Strike off an item"),
}
MATTER_WORDS: dict[str, str | Promise] = {"items_late": _("Items past their hour")}
MATTER_ACTS: dict[str, str | Promise] = {"items_late": _("Please report done, or say what holds it up.")}
