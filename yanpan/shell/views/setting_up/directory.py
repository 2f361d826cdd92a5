"""Step three: 通讯录.xlsx, given out, read back, looked at, and only then taken over.

Nothing is kept between the look and the decision: what was read comes back signed in the form itself. The duty
contacts are the system administrator's, the log-ins the security administrator's; each takes over the own sheet.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.accounts.directory import AccountLine, AccountPlan, keep_directory, plan_accounts
from yanpan.base.accounts.queries import list_accounts
from yanpan.base.gate import Actor
from yanpan.base.places.directory import DutyLine, DutyPlan, plan_duties
from yanpan.base.places.operations import name_duties
from yanpan.base.places.queries import UnitView, list_units
from yanpan.kernel.errors import NotPermitted, Refused
from yanpan.shell.asking import AskedRequest, forget_actors
from yanpan.shell.directory_sheets import Directory, directory_template, read_directory
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.forms_of_setup import DirectoryForm
from yanpan.shell.limits import takes_uploads
from yanpan.shell.paper_files import sheet_as_file
from yanpan.shell.views.setting_up.steps import OFFICES
from yanpan.shell.words import explain

DUTIES, ACCOUNTS = "places.name_duties", "accounts.keep_directory"
FILE_NAME = "通讯录.xlsx"
SALT = "directory"
LOOKED_AT_SECONDS = 3600


def _may(actor: Actor) -> None:
    if not (actor.may(DUTIES) or actor.may(ACCOUNTS)):
        raise NotPermitted(ACCOUNTS)


def _offices() -> list[UnitView]:
    return list_units(kinds=OFFICES)


@require_GET
def template(request: AskedRequest) -> HttpResponse:
    """Filled as far as it is known and the reader's own, so that a second one changes only what changed."""
    _may(request.actor)
    offices = _offices()
    if not request.actor.may(DUTIES):  # another administrator's sheet: nobody's telephone goes along
        offices = [replace(one, leader="", deputy="", phone="") for one in offices]
    known = (
        list_accounts(request.actor, now=request.now) if request.actor.may("accounts.list_accounts") else []
    )
    return sheet_as_file(directory_template(offices, known, request.now), FILE_NAME)


@dataclass(frozen=True, slots=True)
class Look:
    """What the workbook would change, as far as it is the reader's. None: no such sheet, or somebody else's."""

    duties: DutyPlan | None
    accounts: AccountPlan | None
    others: Sequence[str]

    @property
    def has_faults(self) -> bool:
        return any(plan and plan.faults for plan in (self.duties, self.accounts))

    @property
    def changes(self) -> int:
        return sum(len(plan.changes) for plan in (self.duties, self.accounts) if plan)


def _look(actor: Actor, read: Directory) -> Look:
    duties = plan_duties(actor, read.duties) if read.duties is not None and actor.may(DUTIES) else None
    accounts = (
        plan_accounts(actor, read.accounts) if read.accounts is not None and actor.may(ACCOUNTS) else None
    )
    if duties:
        duties.faults[:0] = read.duty_faults
    if accounts:
        accounts.faults[:0] = read.account_faults
    others = [right for right, mine in ((DUTIES, duties), (ACCOUNTS, accounts)) if mine is None]
    return Look(duties, accounts, others)


@takes_uploads
@require_http_methods(["GET", "POST"])
def directory(request: AskedRequest) -> HttpResponse:
    """Upload and look: nothing is changed yet."""
    _may(request.actor)
    form = DirectoryForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_on(form):
            read = read_directory(file.read(), file.name or "", _offices())
            look = _look(request.actor, read)
            context |= {"look": look, "read": _signed(look), "file_name": file.name}
            context |= {f"{name}_faults": _in_words(plan) for name, plan in _plans(look)}
    return render(request, "shell/setup/directory.html", context, status=status_of(form))


def _plans(look: Look) -> list[tuple[str, DutyPlan | AccountPlan]]:
    both = (("duty", look.duties), ("account", look.accounts))
    return [(name, plan) for name, plan in both if plan is not None]


def _in_words(plan: DutyPlan | AccountPlan) -> list[str]:
    return [explain(one) for one in plan.faults]


def _signed(look: Look) -> str:
    """'' where there is nothing to decide."""
    if look.has_faults or not look.changes:
        return ""
    lines = {
        "duties": [asdict(one.after) for one in look.duties.changes] if look.duties else [],
        "accounts": [asdict(one.line) for one in look.accounts.changes] if look.accounts else [],
    }
    return signing.dumps(lines, salt=SALT, compress=True)


@require_POST
def confirm(request: AskedRequest) -> HttpResponse:
    """Take over what was looked at, as far as it still is a change."""
    _may(request.actor)
    try:
        read = signing.loads(request.POST.get("read", ""), salt=SALT, max_age=LOOKED_AT_SECONDS)
    except signing.BadSignature as old:
        raise Refused("look_is_too_old") from old
    _take_duties(request, [DutyLine(0, **one) for one in read["duties"]])
    _take_accounts(request, [AccountLine(**one) for one in read["accounts"]])
    forget_actors()
    return redirect("shell:setup")


def _take_duties(request: AskedRequest, lines: list[DutyLine]) -> None:
    if not lines:
        return
    plan = plan_duties(request.actor, lines)
    changed = [one.after for one in plan.changes]
    count = name_duties(request.actor, duties=changed, now=request.now) if changed else 0
    said = ngettext("%(n)s duty contact is saved.", "%(n)s duty contacts are saved.", count)
    messages.success(request, said % {"n": count})


def _take_accounts(request: AskedRequest, lines: list[AccountLine]) -> None:
    if not lines:
        return
    count = len(keep_directory(request.actor, lines=lines, now=request.now))
    said = ngettext("%(n)s log-in is opened or changed.", "%(n)s log-ins are opened or changed.", count)
    messages.success(request, said % {"n": count})
    messages.info(request, _("Print their slips in the next step."))
