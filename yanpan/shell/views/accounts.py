"""Office log-ins and machine tokens, for the security administrator; and who may do what, for everybody."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.accounts.operations import close_account, issue_token, open_account, revoke_token
from yanpan.base.accounts.queries import list_accounts, list_tokens
from yanpan.base.accounts.rules import all_roles
from yanpan.base.gate import every_right
from yanpan.shell.asking import AskedRequest, forget_actors
from yanpan.shell.forms import OpenAccountForm, TokenForm, refusals_on, status_of
from yanpan.shell.views.sign_in import uuid_of
from yanpan.shell.views.units import must_be_signed_in, office_choices
from yanpan.shell.words import right_word, role_word


@require_GET
def accounts(request: AskedRequest) -> HttpResponse:
    """The log-ins of the actor's units."""
    found = list_accounts(request.actor, now=request.now)
    return render(request, "shell/accounts.html", {"accounts": found})


@require_http_methods(["GET", "POST"])
def open_one(request: AskedRequest) -> HttpResponse:
    """A log-in for one person, in one role, at one unit."""
    request.actor.must("accounts.open_account")
    roles = [(key, role_word(key)) for key in all_roles() if "village" not in all_roles()[key].levels]
    form = OpenAccountForm(request.POST or None, roles=roles, units=office_choices(under=request.actor.home))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            open_account(request.actor, now=request.now, **form.cleaned_data)
            messages.success(request, _("The account is open."))
            return redirect("shell:accounts")
    return render(request, "shell/open_account.html", {"form": form}, status=status_of(form))


@require_POST
def close_one(request: AskedRequest, username: str) -> HttpResponse:
    """Closed at once here, within 30 seconds in the other processes."""
    close_account(request.actor, username=username, now=request.now)
    forget_actors()
    messages.success(request, _("The account is closed."))
    return redirect("shell:accounts")


@require_GET
def tokens(request: AskedRequest) -> HttpResponse:
    """Machines that act with named rights for one unit."""
    return render(request, "shell/tokens.html", {"tokens": list_tokens(request.actor, now=request.now)})


@require_http_methods(["GET", "POST"])
def issue(request: AskedRequest) -> HttpResponse:
    """The token itself is on this answer and nowhere else."""
    request.actor.must("accounts.issue_token")
    rights = [(name, f"{right_word(name)} ({name})") for name in _machine_rights()]
    form = TokenForm(request.POST or None, rights=rights, units=office_choices(under=request.actor.home))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            made, token = issue_token(
                request.actor,
                label=given["label"],
                unit_key=given["unit_key"],
                rights=given["rights"],
                expires_at=form.expires_at,
                now=request.now,
            )
            return render(request, "shell/token_issued.html", {"label": made.label, "token": token})
    return render(request, "shell/issue_token.html", {"form": form}, status=status_of(form))


def _machine_rights() -> list[str]:
    """What a machine may be given: rights of the work, not of administration and not of the doors."""
    held = {right for role in all_roles().values() for right in role.rights}
    return sorted(right for right in held & every_right() if not right.startswith(("accounts.", "gate.")))


@require_POST
def revoke(request: AskedRequest, token_id: str) -> HttpResponse:
    """Cut off a machine: at once here, within 30 seconds in the other processes."""
    revoke_token(request.actor, token_id=uuid_of(token_id, "token"), now=request.now)
    forget_actors()
    messages.success(request, _("The token is cut off."))
    return redirect("shell:tokens")


@require_GET
def roles(request: AskedRequest) -> HttpResponse:
    """The role file as a table: role × right."""
    must_be_signed_in(request.actor)
    found = all_roles()
    rights = sorted({right for role in found.values() for right in role.rights})
    rows = [(right, [right in role.rights for role in found.values()]) for right in rights]
    return render(request, "shell/roles.html", {"roles": list(found), "rows": rows})
