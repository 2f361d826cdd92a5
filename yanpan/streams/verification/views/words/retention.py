"""Words of retention: what is due, who lets it go, what stops it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "unknown_retention_rule": _("No rule of retention is named so."),
    "nothing_is_due": _("Nothing of this is due."),
    "purge_is_proposed": _("A destruction under this rule is under way already."),
    "purge_moved_on": _("This proposal has been witnessed or taken back meanwhile."),
    "purge_changed": _(
        "What is due is no longer what was proposed. Take the proposal back and propose it again."
    ),
    "purge_too_old": _("The proposal is older than three days. Take it back and propose it again."),
    "who_proposes_does_not_witness": _("Who proposes a destruction does not witness it."),
    "event_is_open": _("The event is open: its data are not counted down yet."),
    "keeping_longer_incomplete": _(
        "Say for what (evidence or evaluation), a reason of 15 characters or more, the document of the assessment, "
        "and a day within the next 180."
    ),
    "keeping_longer_is_asked": _("An extension has been asked for and waits for its decision."),
    "keeping_longer_is_decided": _("This has been decided."),
    "who_asks_does_not_decide": _("Who asks to keep data longer does not decide it."),
    "document_text_destroyed": _("The text of this paper has been destroyed; its number and dates are kept."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.get_retention": _("See what is due to be destroyed, in figures"),
    "verification.propose_purge": _("Propose to destroy what is due"),
    "verification.withdraw_purge": _("Take back a proposal to destroy"),
    "verification.witness_purge": _("Witness a destruction"),
    "verification.ask_to_keep": _("Ask to keep a closed event's data longer"),
    "verification.decide_to_keep": _("Decide whether a closed event's data are kept longer"),
    "verification.say_what_is_due": _("Say every day what is due to be destroyed"),
    "verification.purge_again": _("Destroy again what an older archive brought back"),
    "verification.destroy_idle_keys": _("Destroy keys under which nothing lies any more"),
    "verification.forget_register": _("Have the worker forget a destroyed register"),
    "verification.list_certificates": _("See the certificates of destruction"),
    "verification.get_certificate": _("Open a certificate of destruction"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "verification_purge_due": _("Persons' data are due to be destroyed"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "verification_purge_due": _("Have it proposed by the system administrator and witnessed by supervision."),
}
WORK_WORDS: dict[str, str | Promise] = {
    "verification.forget_register": _("Forget a destroyed register in the worker"),
    "verification.purge": _("Destroy what two persons agreed on"),
}
