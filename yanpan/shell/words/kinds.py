"""Words of closed vocabularies: kinds of units, urgencies, requests, states."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yanpan.base.accounts.rules import all_roles

Words = str | Promise

KINDS: dict[str, Words] = {
    "city": _("City"),
    "county": _("County, district or zone"),
    "township": _("Township"),
    "village": _("Village"),
    "force": _("Task force"),
}
URGENCIES: dict[str, Words] = {"contact": _("Close contact"), "topic": _("Topic"), "other": _("Other")}
REQUESTS: dict[str, Words] = {
    "find_person": _("Find a person"),
    "write_to_other_city": _("Write to another city"),
    "do_item": _("Carry out an item"),
    "fix_finding": _("Put right what supervision found"),
}
ANSWERS: dict[str, Words] = {
    "reached": _("Reached"),
    "promised": _("Promised"),
    "no_answer": _("No answer"),
    "wrong_number": _("Wrong number"),
    "settled": _("Settled"),
}
JOB_STATES: dict[str, Words] = {
    "waiting": _("Waiting"),
    "running": _("Running"),
    "done": _("Done"),
    "failed": _("Failed"),
    "cancelled": _("Cancelled"),
}
MATTERS: dict[str, Words] = {
    "list_held": _("A list is held and waits for a second look"),
}
# What a unit is asked to do about a matter, for the text in its chat group.
ACTS: dict[str, Words] = {}
FACTS: dict[str, Words] = {
    "people": _("persons"),
    "rows": _("rows"),
    "unacknowledged": _("hand-overs"),
    "units": _("units"),
    "lists": _("lists"),
    "letters": _("letters"),
    "longest_late": _("waits longest"),
    "overdue": _("past the hour of the reply"),
    "lapsed": _("ended by themselves so far"),
    "unreached": _("of these never reached"),
    "searches": _("searches"),
    "holes": _("holes in the defence"),
    "referrals": _("referrals"),
    "sentinels": _("fever clinics and pharmacies"),
    "findings": _("findings of supervision"),
    "sheets": _("order sheets"),
}
WORKS: dict[str, Words] = {}
NOT_IN_THE_FILE: dict[str, Words] = {
    "door": _("Not signed in yet"),
    "service": _("Machine"),
    "newcomer": _("First sign-in"),
    "setting_up": _("Setting up"),
}


def _word(words: Mapping[str, Words], code: str) -> str:
    return str(words.get(code, code))


def kind_word(code: str) -> str:
    return _word(KINDS, code)


def urgency_word(code: str) -> str:
    return _word(URGENCIES, code)


def request_word(code: str) -> str:
    return _word(REQUESTS, code)


def answer_word(code: str) -> str:
    return _word(ANSWERS, code)


def job_state_word(code: str) -> str:
    return _word(JOB_STATES, code)


def matter_word(code: str) -> str:
    """Rooms add their matters to MATTERS."""
    return _word(MATTERS, code)


def act_word(code: str) -> str:
    """What a unit is asked to do about a matter; rooms add theirs to ACTS."""
    return str(ACTS.get(code, _("Please act in the system at once.")))


def fact_word(name: str) -> str:
    """What a number of a call counts."""
    return _word(FACTS, name)


def work_word(code: str) -> str:
    """Rooms add their works to WORKS."""
    return _word(WORKS, code)


def role_word(key: str) -> str:
    """The role's name in the language of the request, from the role file."""
    role = all_roles().get(key)
    if role is None:
        return _word(NOT_IN_THE_FILE, key)
    return role.name_en if (get_language() or "").startswith("en") else role.name_zh
