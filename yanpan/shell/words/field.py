"""Words of the records phones send: why one did not simply count, and the rights over them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yanpan.shell.words.kinds import FACTS, MATTERS
from yanpan.shell.words.refusals import register_words
from yanpan.shell.words.rights import register_right_words

REFUSALS: dict[str, str | Promise] = {
    "signed_out": _("Open the phone again with its PIN."),
    "other_owner": _("Somebody else is signed in on this device. Load the page again."),
    "too_many_records": _("Send at most %(most)s answers at once."),
    "record_damaged": _("This answer could not be read. Tell it to the township on the telephone."),
    "record_too_large": _("This answer is too long. Tell it to the township on the telephone."),
    "record_changed": _("Another answer was kept under this number. Look at both."),
    "waits_for_an_earlier_record": _("An earlier answer of the same phone has not arrived yet."),
    "earlier_record_missing": _("An earlier answer of the same phone did not arrive within 24 hours."),
    "earlier_record_put_away": _("The earlier answer it corrects was put away."),
    "operation_not_for_the_field": _("This cannot be said from a phone without a network."),
    "payload_not_understood": _("The content of this answer is not understood."),
    "sealed_with_unknown_key": _("This answer was sealed to a key that is not here; it cannot be opened."),
    "sealed_record_damaged": _("The seal of this answer is broken; it cannot be opened."),
    "system_failed": _("The system failed at this answer. It is kept and will be tried again by itself."),
    "record_is_settled": _("Somebody decided about this answer meanwhile."),
    "not_acted_upon": _(
        "The system failed at this answer for a day. Let it count to try once more, or put it away with a reason."
    ),
    "sender_is_cut_off": _(
        "The phone that said this was cut off; its answer is not taken. Ask the village by telephone and enter it."
    ),
}
RIGHTS: dict[str, str | Promise] = {
    "sync.receive_records": _("Send answers that were kept on the phone"),
    "sync.take_record": _("Let an answer from a phone count after all"),
    "sync.put_away_record": _("Put away an answer from a phone"),
    "sync.show_overdue": _("Show answers that waited too long"),
    "sync.list_records": _("See answers from phones that wait for a decision"),
    "sync.count_records": _("See how many answers from phones wait"),
    "sync.get_record": _("Open an answer from a phone"),
    "sync.list_devices": _("See phones whose answers are missing or doubled"),
}


def register_field_words() -> None:
    """Called once, when the frame is ready."""
    register_words(REFUSALS)
    register_right_words(RIGHTS)
    MATTERS["field_device_copied"] = _("Phones whose memory was copied")
    FACTS["devices"] = _("devices")
