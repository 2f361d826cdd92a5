"""What has to be done, by whom, and what of it is done: the audit remembers who did a thing first, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yanpan.base.accounts.setting_up import SETTING_UP
from yanpan.base.gate.audit_reading import FirstAct, list_first_acts
from yanpan.base.places.queries import list_units
from yanpan.shell.asking import AskedRequest
from yanpan.shell.words import doer_word, role_word

OPENED = "accounts.use_setup_code"
OFFICES = ("city", "force", "county", "township")


@dataclass(frozen=True, slots=True)
class Step:
    """verbs: the operations that do it; role: whose it is; url_name: where ('' = not from a page)."""

    key: str
    title: str | Promise
    hint: str | Promise
    role: str
    verbs: tuple[str, ...]
    url_name: str = ""


STEPS = (
    Step(
        "city",
        _("Choose the city"),
        _("Counties, townships and villages, from the shipped codes or from a sheet of your own."),
        "setting_up",
        ("places.load_city", "places.bring_city"),
        "shell:setup_city",
    ),
    Step(
        "administrators",
        _("Name the three administrators"),
        _("System, security and audit: three people, each with a first password of their own."),
        "setting_up",
        ("accounts.name_administrators",),
    ),
    Step(
        "trees",
        _("Task forces and zones"),
        _("Names as your city uses them; which zone answers for which townships."),
        "system_admin",
        ("places.confirm_units",),
        "shell:setup_trees",
    ),
    Step(
        "duties",
        _("Duty contacts"),
        _("The sheet 值班联系 of the directory: leader, deputy and 24-hour telephone of each unit."),
        "system_admin",
        ("places.name_duties",),
        "shell:setup_directory",
    ),
    Step(
        "accounts",
        _("Log-ins of everybody"),
        _("The sheet 人员账号 of the directory: who works in which role at which unit."),
        "security_admin",
        ("accounts.keep_directory",),
        "shell:setup_directory",
    ),
    Step(
        "slips",
        _("Slips with first passwords"),
        _(
            "Printed by unit and handed over in person. Townships print the slips of village phones themselves."
        ),
        "security_admin",
        ("accounts.print_first_passwords",),
        "shell:setup_slips",
    ),
    Step(
        "event",
        _("Open the event"),
        _("Under the document that orders it; lists need an event."),
        "duty_chief",
        ("events.open_event",),
        "shell:open_event",
    ),
    Step(
        "backup",
        _("First backup"),
        _("On the server's command line: yanpan backup. Keep the copy on another machine."),
        "system_admin",
        ("upkeep.note_backup",),
    ),
    Step(
        "list",
        _("First list handed down"),
        _("A list comes in, is confirmed, and its people go to the townships."),
        "duty_officer",
        ("verification.hand_down",),
    ),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """at, by: who did it first; minutes: since the beginning; url: '' where the reader may not do it."""

    step: Step
    at: datetime | None
    by: str
    minutes: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    began_at: datetime | None
    lines: list[Progress]
    units: int
    without_phone: int

    @property
    def done(self) -> int:
        return sum(one.at is not None for one in self.lines)


def standing(request: AskedRequest) -> Standing:
    """How far the headquarters is. Raises NotPermitted."""
    verbs = (OPENED, *(verb for step in STEPS for verb in step.verbs))
    first = {act.verb: act for act in list_first_acts(request.actor, verbs=verbs, now=request.now)}
    began = min((act.at for act in first.values()), default=None)
    offices = list_units(kinds=OFFICES)
    return Standing(
        began,
        [_progress(request, step, first, began) for step in STEPS],
        len(offices),
        sum(not unit.phone for unit in offices),
    )


def _progress(
    request: AskedRequest, step: Step, first: Mapping[str, FirstAct], began: datetime | None
) -> Progress:
    acts = [first[verb] for verb in step.verbs if verb in first]
    act = min(acts, key=lambda one: one.at, default=None)
    minutes = int((act.at - began).total_seconds() // 60) if act and began else None
    mine = bool(step.url_name) and step.role in (request.actor.role, "")
    return Progress(
        step,
        act.at if act else None,
        _doer(act) if act else "",
        minutes,
        reverse(step.url_name) if mine else "",
    )


def _doer(act: FirstAct) -> str:
    """Whoever came with the code has no name yet, only a part."""
    return role_word(SETTING_UP) if act.actor == SETTING_UP else doer_word(act.actor)
