"""Why the rules say no, in words that tell what to do next. One text per code of `Refused`."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yanpan.kernel.errors import Refused
from yanpan.shell.words.files import FILE_REFUSALS
from yanpan.shell.words.rights import right_word
from yanpan.shell.words.setup import SETUP_REFUSALS

Words = str | Promise

REFUSALS: dict[str, Words] = {
    # the gate
    "missing": _("This does not exist, or not for your unit."),
    "not_permitted": _("Your role does not hold the right “%(right)s”. Ask the duty chief who may do it."),
    "stale": _("Somebody else changed this meanwhile. Look at it again, then repeat your step."),
    "form_too_old": _("This form is older than your sign-in. Open the page again and repeat the entry."),
    # scans and photos
    "attachment_too_large": _(
        "“%(file)s” is larger than %(megabytes)s MB. Take the photo smaller, or scan fewer pages."
    ),
    "attachment_kind": _("“%(file)s” is neither a JPEG or PNG picture nor a PDF."),
    "attachment_damaged": _("The picture “%(file)s” cannot be opened. Take or scan it again."),
    "attachment_too_fine": _(
        "The picture “%(file)s” has more points than can be opened. Scan it at 300 dpi or take the photo smaller."
    ),
    "attachment_active": _(
        "The PDF “%(file)s” holds a script or an embedded file. Print and scan it, or send a picture."
    ),
    # papers
    "another_person_checks": _("Who drafted a paper does not check it. Ask somebody else to check."),
    "a_third_person_signs": _("Who drafted or checked a paper does not sign it. A third person signs."),
    "document_moved_on": _(
        "This paper has moved on meanwhile. Load the page again to see where it stands, then decide."
    ),
    "document_was_changed": _(
        "What %(number)s says is not what was signed. Tell the security administrator at once; do not use it."
    ),
    "correction_is_being_written": _("A correction of this paper is being written already."),
    "unknown_kind_of_paper": _("There is no kind of paper “%(kind)s”."),
    "unknown_urgency": _("There is no urgency “%(urgency)s”."),
    "unknown_channel": _("There is no channel “%(channel)s”."),
    # signing in, accounts, phones, tokens
    "wrong_name_or_password": _("Name or password is wrong."),
    "too_many_wrong_passwords": _(
        "Too many wrong tries. Wait %(minutes)s minutes, or ask the system administrator."
    ),
    "password_too_short": _("The password needs at least %(least)s characters."),
    "name_taken": _("The name “%(name)s” is taken; choose another."),
    "identifier_in_free_text": _(
        "The text carries an ID number or a telephone number. Leave it out; write the short code of the person."
    ),
    "own_account": _("Nobody closes the own account; ask another administrator."),
    "role_not_at_this_level": _("This role is not held at a unit of this level."),
    "unknown_role": _("There is no role “%(role)s”."),
    "slip_not_valid": _(
        "This slip is not valid: used, void, expired or mistyped. Ask the township for a new one."
    ),
    "wrong_pin": _("The PIN is wrong. After five wrong tries the slip or the phone is locked."),
    "choose_villages": _("Choose at least one and at most %(most)s villages."),
    "unknown_rights": _("Unknown rights: %(rights)s"),
    "token_needs_rights_and_an_end": _("A token needs at least one right and an end in the future."),
    "not_a_drill": _("Role cards exist in a drill only. Sign in with name and password."),
    # places
    "leader_and_phone_needed": _("Name a responsible leader and a telephone that is answered day and night."),
    "unknown_city": _(
        "There is no city with the code %(code)s; give the six digits of a prefecture-level city."
    ),
    "a_city_is_loaded": _("A city is already loaded; one installation serves one city."),
    "a_township_goes_to_a_county_or_zone": _(
        "Only a township moves, and only to a county, district or zone."
    ),
    # events and policy
    "no_open_event": _("No event is open. Open one under Events first."),
    "document_needed": _("Name the document under which this is done."),
    "event_is_closed": _("This event is closed."),
    "unknown_pack": _("There is no policy pack “%(pack)s”."),
    "no_pack_in_force": _("No policy pack of “%(disease)s” is in force on %(day)s."),
    "pack_of_another_disease": _("The pack %(pack)s belongs to another disease."),
    # hand-overs
    "reason_needed": _("Give a reason."),
    "name_another_unit": _("Name the unit that is right; it cannot be your own."),
    "handover_is_closed": _(
        "One of these was acknowledged, refused or recalled meanwhile. Load the page again."
    ),
    "nobody_receives_this": _("No room receives this kind of request yet."),
    # notices, jobs, cut-offs
    "promise_lies_in_the_past": _("The hour of the promise is over already; enter a later one."),
    "unknown_answer": _("This answer is not known."),
    "already_answered": _("Somebody already noted an answer to this call."),
    "job_is_over": _("This job is already over."),
    "job_did_not_fail": _("This job did not fail; only a failed job is started again."),
    "already_confirmed": _("Your unit has already confirmed these figures."),
    "a_later_version_needs_a_reason": _("Version %(version)s exists. A later version needs a reason."),
    # people and keys
    "authority_needed": _("Name the authority document under which a register of residents is held."),
    "unknown_villages": _(
        "The register names %(count)s villages that are not in this city, among them: %(codes)s"
    ),
    "password_on_standard_input": _("Give the first password on standard input."),
    "already_merged": _("These records are already merged."),
    "cannot_merge_these": _("These records cannot be merged."),
    "merge_already_undone": _("This merge is already undone."),
    "no_such_field": _("There is no field “%(field)s”."),
    "no_such_column": _("The file has no column %(columns)s."),
    "no_key_shares": _(
        "The file %(where)s with the other half of the keys is missing. Put the copy of the keys back; stop writing."
    ),
    "backup_damaged": _(
        "The archive is damaged: the part “%(part)s” is not what was written. Take another archive."
    ),
    "backup_manifest_changed": _(
        "The manifest of the archive was changed after it was written. Take another archive."
    ),
    "backup_of_other_keys": _("The archive was made with other keys. Name the copy of its own keys."),
    "backup_of_another_database": _(
        "The archive is one of %(database)s. Set or unset YANPAN_DATABASE so that it fits."
    ),
    "backup_of_a_newer_version": _(
        "The archive was made by a later version (%(version)s). Install that version, then restore."
    ),
    "backup_there_already": _("%(where)s is there already. Try again in a second."),
    "backup_audit_unsound": _(
        "The audit in the archive is not sound: %(said)s. No archive was kept; verify the audit."
    ),
    "no_backup_there": _("%(where)s holds no archive. Name the folder in which manifest.json lies."),
    "newer_than_the_program": _(
        "The tables were made by a later version than this program (%(migrations)s). Install that version; "
        "nothing was changed."
    ),
    "no_scratch_database": _(
        "The database account may not make a scratch database for the restore drill. Give it CREATEDB."
    ),
    "passphrase_too_short": _("The passphrase has at least %(signs)s signs."),
    "passphrases_differ": _("The two passphrases differ. Type them again."),
    "wrong_passphrase": _("The passphrase does not open this copy of the keys, or the copy is damaged."),
    "program_missing": _(
        "The program %(program)s is not installed. Install the client programs of PostgreSQL."
    ),
    "program_failed": _("%(program)s failed: %(said)s"),
    "view_needs_a_name": _("Give the view a name."),
    "too_many_views": _("At most %(most)s views are kept. Delete one you no longer use."),
    "filter_is_no_code": _(
        "The filter “%(filter)s” could hold a name or a number of a person; such a view is not saved."
    ),
    "filter_not_saved": _(
        "The filter “%(filter)s” holds what somebody typed. Search without it, then save the view."
    ),
    "no_key_slot_left": _("No place is left for another key. Ask the system administrator."),
    "data_key_destroyed": _("The key of this data was destroyed; it cannot be read any more."),
    "master_key_readable_by_others": _(
        "The key file is readable by others. The system administrator must set mode 0600."
    ),
    "no_master_key": _("The key file is missing. The system administrator must put it back."),
    "sealed_value_moved": _(
        "A protected value does not belong to its record. Tell the security administrator at once."
    ),
}
REFUSALS |= FILE_REFUSALS | SETUP_REFUSALS

_STATUS: dict[int, Words] = {
    400: _("The request is damaged. Go back and try again."),
    403: _("Your role does not hold the right for this. Ask the duty chief who may do it."),
    404: _("This does not exist, or not for your unit."),
    413: _("This is too large. Other entries may have 2 MB, an uploaded file 50 MB."),
    415: _("This kind of content is not accepted here."),
    429: _("Too many requests. Wait a little and try again."),
    500: _("The system failed at this step; nothing was saved. Try again, or call the system administrator."),
}


def register_words(words: Mapping[str, Words]) -> None:
    """The refusals of a room: code → lazy text with named facts. Raises ValueError for a known code."""
    if taken := sorted(set(words) & set(REFUSALS)):
        raise ValueError(f"refusals with two texts: {', '.join(taken)}")
    REFUSALS.update(words)


class _Facts(dict[str, object]):
    """A fact the refusal does not carry is shown as a dash, never as a fault."""

    def __missing__(self, name: str) -> str:
        return "–"


def explain(refused: Refused) -> str:
    """The refusal in the language of the request. A code without words is shown as it is."""
    text = REFUSALS.get(refused.code)
    if text is None:
        return gettext("This is not possible now (%(code)s).") % {"code": refused.code}
    facts = _Facts(refused.facts)
    if "right" in facts:
        facts["right"] = right_word(str(facts["right"]))
    if "problems" in facts:
        facts["problems"] = _problems_in_words(str(facts["problems"]))
    return str(text) % facts


def _problems_in_words(problems: str) -> str:
    """Several codes at once, by commas, each in its own words; what is in words already stays."""
    return "；".join(str(REFUSALS.get(code, code)).rstrip("。.") for code in problems.split(","))


def explain_status(status: int) -> str:
    """The words of an HTTP status that no rule explains."""
    return str(_STATUS.get(status, _STATUS[500]))
