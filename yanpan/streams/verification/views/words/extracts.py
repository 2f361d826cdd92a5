"""Words of the subject's own extract and of corrections."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "exact_number_needed": _("Enter the whole ID number or the short code; nothing else is searched."),
    "application_incomplete": _(
        "Choose who asks, the document shown and its last four; for a child or somebody who died also the proof."
    ),
    "document_is_anothers": _("The last four are not those of this person's identity card."),
    "application_is_answered": _("This application has been answered."),
    "unknown_correction": _("Choose what is wrong."),
    "correction_is_answered": _("This correction has been answered."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.find_applicant": _("Find an applicant by the whole ID number or the short code"),
    "verification.open_application": _("Note who asks for which person's data, by which document"),
    "verification.list_applications": _("See the applications for own data"),
    "verification.get_extract": _("Open everything held about an applicant"),
    "verification.answer_application": _("Note that an extract was handed over"),
    "verification.ask_correction": _("Ask for a correction on behalf of an applicant"),
    "verification.list_corrections": _("See which corrections are asked for"),
    "verification.answer_correction": _("Answer a correction that was asked for"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "verification_correction": _("Somebody says that what is held about them is wrong"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "verification_correction": _("Have the list clerks look at it now: within two hours."),
}
