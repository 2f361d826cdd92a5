"""Words of the papers of the office and how they are worded."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROBLEMS: dict[str, str | Promise] = {
    "unknown_placeholder": _("%(name)s is no placeholder of this paper."),
    "placeholder_missing": _("%(name)s is missing."),
    "odd_brace": _("A brace without its partner, or with something else in it."),
    "empty": _("Must not be empty."),
    "too_long": _("Too long, or too many lines."),
    "identifier": _("An ID number or a mobile telephone does not belong here."),
    "part_missing": _("Missing."),
    "unknown_part": _("There is no such part."),
    "reason_too_short": _("Say why, in a few words."),
}
REFUSALS: dict[str, str | Promise] = {
    "wording_refused": _("The wording was not kept: %(problems)s."),
    "wording_changed": _("Somebody else has worded it anew meanwhile. Look at that version first."),
    "wording_unchanged": _("Nothing was changed."),
    "notice_incomplete": _("The notice was not kept: %(problems)s."),
    "notice_subject_needed": _("say what it is about"),
    "notice_body_needed": _("write what it says"),
    "notice_receivers_needed": _("choose whom it goes to"),
    "too_many_receivers": _("too many receivers for one notice"),
    "brief_is_drafted": _("The brief of these figures is drafted already."),
}
RIGHTS: dict[str, str | Promise] = {
    "documents.get_wording": _("See how the office words its papers"),
    "documents.write_wording": _("Word the papers of the office anew"),
    "hq.list_documents": _("See the register of papers issued"),
    "hq.get_document": _("Read a paper of the office"),
    "hq.open_document_scan": _("Open the stamped scan of a paper"),
    "hq.check_document": _("Check a paper of the office"),
    "hq.send_back_document": _("Send a paper of the office back"),
    "hq.sign_document": _("Sign a paper of the office"),
    "hq.issue_document": _("Issue a paper of the office"),
    "hq.void_document": _("Declare a paper of the office void"),
    "hq.keep_document_scan": _("Keep the stamped scan of a paper"),
    "hq.draft_notice": _("Draft or correct a notice"),
    "hq.acknowledge_notice": _("Sign for a notice"),
    "hq.draft_brief": _("Draft the brief to be signed"),
}
