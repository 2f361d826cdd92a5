"""Words of rights (operations and queries), for the table of roles and for refusals."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yanpan.base.gate import OPERATIONS, QUERIES

Words = str | Promise

RIGHTS: dict[str, Words] = {
    "accounts.open_account": _("Open an account"),
    "accounts.close_account": _("Close an account"),
    "accounts.change_password": _("Change the own password"),
    "accounts.save_view": _("Save a view of a list"),
    "accounts.change_view": _("Rename a saved view"),
    "accounts.drop_view": _("Delete a saved view"),
    "accounts.list_views": _("Choose columns and open saved views"),
    "accounts.list_accounts": _("See the accounts of the own units"),
    "accounts.print_slips": _("Print phone slips for villages"),
    "accounts.list_village_phones": _("See which villages have a phone"),
    "accounts.list_phones": _("See the phones of a unit"),
    "accounts.revoke_phone": _("Cut off a phone"),
    "accounts.issue_token": _("Issue a machine token"),
    "accounts.revoke_token": _("Cut off a machine token"),
    "accounts.list_tokens": _("See machine tokens"),
    "accounts.sign_in": _("Sign in"),
    "accounts.enrol_phone": _("Enrol a phone with a slip"),
    "accounts.unlock_phone": _("Unlock a phone with its PIN"),
    "accounts.make_setup_code": _("Print a code that opens the setting up"),
    "accounts.use_setup_code": _("Open the setting up with its code"),
    "accounts.name_administrators": _("Name the three administrators"),
    "accounts.keep_directory": _("Open and change log-ins from the directory"),
    "accounts.print_first_passwords": _("Print slips with first passwords"),
    "accounts.list_waiting_for_slips": _("See who has no own password yet"),
    "accounts.take_card": _("Take a role card in a drill"),
    "accounts.take_phone_card": _("Take the card of a village phone in a drill"),
    "places.load_city": _("Load a city"),
    "places.bring_city": _("Load a city from a sheet"),
    "places.rename_unit": _("Rename a task force or zone"),
    "places.add_force": _("Add a task force"),
    "places.add_zone": _("Add a functional zone"),
    "places.move_townships": _("Move townships to a county or zone"),
    "places.confirm_units": _("Confirm task forces and zones"),
    "places.name_duty": _("Name leader, deputy and telephone of a unit"),
    "places.name_duties": _("Load the directory of leaders and telephones"),
    "people.load_register": _("Load a register of residents"),
    "people.destroy_register": _("Destroy a register of residents"),
    "places.move_township": _("Move a township to another county or zone"),
    "events.open_event": _("Open an event"),
    "events.close_event": _("Close an event"),
    "events.change_pack": _("Change the rules of an event"),
    "tasks.list_waiting": _("See hand-overs waiting for acknowledgement"),
    "tasks.list_waiting_ids": _("Take up waiting hand-overs"),
    "tasks.list_refused": _("See refused hand-overs"),
    "tasks.list_sent": _("See hand-overs sent and not acknowledged"),
    "tasks.count_handovers": _("See the counts of hand-overs"),
    "tasks.acknowledge_handovers": _("Acknowledge hand-overs"),
    "tasks.refuse_handovers": _("Refuse hand-overs, naming the right unit"),
    "tasks.recall_handovers": _("Recall hand-overs"),
    "tasks.escalate_late": _("Escalate late hand-overs to a named person"),
    "notices.list_calls": _("See the call list"),
    "notices.answer_call": _("Note the answer of a call"),
    "jobs.list_jobs": _("See jobs"),
    "jobs.get_job": _("See a job"),
    "jobs.cancel_job": _("Cancel a job"),
    "jobs.retry_job": _("Start a failed job again"),
    "gate.list_audit_lines": _("Read the audit"),
    "gate.list_first_acts": _("See how far the setting up is"),
    "gate.verify_audit": _("Verify the audit"),
    "upkeep.get_running": _("See archives, disks and certificate of this machine"),
    "upkeep.list_alarms": _("Be told when archives, disks or certificate need somebody"),
    "upkeep.note_backup": _("Note that an archive was written"),
    "upkeep.note_key_copy": _("Note that the keys were copied"),
    "upkeep.note_drill": _("Note how a restore drill ended"),
    "upkeep.note_restore": _("Note that an archive was restored"),
    "upkeep.note_upgrade": _("Note that the tables were brought to a new version"),
    "indicators.confirm_figures": _("Confirm the figures of a unit"),
    "indicators.fix_cut_off": _("Fix a cut-off"),
    "indicators.list_cut_offs": _("See cut-offs"),
    "indicators.get_cut_off": _("Open a cut-off"),
    "indicators.list_confirmations": _("See which units confirmed"),
}


def register_right_words(words: Mapping[str, Words]) -> None:
    """The rights of a room in words. Raises ValueError for a right that has words."""
    if taken := sorted(set(words) & set(RIGHTS)):
        raise ValueError(f"rights with two texts: {', '.join(taken)}")
    RIGHTS.update(words)


def right_word(name: str) -> str:
    """The right in words; without words the first line of its documentation; else the name."""
    if name in RIGHTS:
        return str(RIGHTS[name])
    entry = OPERATIONS.get(name) or QUERIES.get(name)
    return (entry.summary if entry else "") or name
