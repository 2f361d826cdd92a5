"""Signing in at an office desk, out, and the own password. In a drill: role cards instead of passwords."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.accounts.actors import NEWCOMER, door_actor
from yanpan.base.accounts.drill_cards import (
    DrillCard,
    drill_cards,
    drill_phone_cards,
    take_card,
    take_phone_card,
)
from yanpan.base.accounts.operations import (
    change_password as change_own_password,
)
from yanpan.base.accounts.operations import (
    note_failure,
)
from yanpan.base.accounts.operations import (
    sign_in as open_door,
)
from yanpan.base.accounts.setting_up import waits_for_setup
from yanpan.base.gate import NOBODY
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asking import AskedRequest, forget_actors
from yanpan.shell.errors import ask_to_sign_in
from yanpan.shell.forms import ChangePasswordForm, SignInForm, refusals_on, status_of
from yanpan.shell.navigation import home_of
from yanpan.shell.words import role_word

FEW = 2  # a role with this many cards needs no heading of its own


def local_path(address: str) -> str:
    """The address if it is a path of this site, else ''. Nobody is sent elsewhere after signing in."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def begin_session(request: AskedRequest, kind: str, known: UUID) -> None:
    """A fresh session key and a fresh form token: what was planted before signing in opens nothing."""
    request.session.flush()
    request.session[kind] = str(known)
    rotate_token(request)


@require_GET
def home(request: AskedRequest) -> HttpResponse:
    """To the first page of the actor's role."""
    if request.actor == NOBODY:
        return ask_to_sign_in(request)
    if request.actor.role == NEWCOMER:
        return redirect("shell:change_password")
    if where := home_of(request.actor):
        return redirect(where)
    return render(request, "shell/home.html")


@require_http_methods(["GET", "POST"])
def sign_in(request: AskedRequest) -> HttpResponse:
    """Name and password; in a drill the cards; where nobody can sign in yet, the setting up."""
    if settings.DRILL:
        return _cards(request)
    if waits_for_setup():
        return redirect("shell:setup")
    form = SignInForm(request.POST or None, initial={"next": local_path(request.GET.get("next", ""))})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            known = _known(request, form)
            begin_session(request, "account", known)
            return HttpResponseRedirect(local_path(form.cleaned_data["next"]) or reverse("shell:home"))
    return render(request, "shell/sign_in.html", {"form": form}, status=status_of(form))


def _known(request: AskedRequest, form: SignInForm) -> UUID:
    """The wrong try is counted outside the refused operation, so that it stays."""
    username, password = form.cleaned_data["username"], form.cleaned_data["password"]
    try:
        actor = door_actor(username, "accounts.sign_in")
        return open_door(actor, username=username, password=password, now=request.now)
    except Refused as refused:
        if refused.code == "wrong_name_or_password":
            note_failure(username, request.now)
        raise


def _cards(request: AskedRequest) -> HttpResponse:
    where = local_path(request.POST.get("next", request.GET.get("next", "")))
    if request.method == "POST":
        return _take(request, where)
    groups: dict[str, list[DrillCard]] = {}
    for card in drill_cards():
        groups.setdefault(role_word(card.role), []).append(card)
    few = [role for role, cards in groups.items() if len(cards) <= FEW]
    context = {
        "desks": [card for role in few for card in groups.pop(role)],
        "groups": groups.items(),
        "phones": drill_phone_cards(),
        "next": where,
    }
    return render(request, "shell/cards.html", context)


def _take(request: AskedRequest, where: str) -> HttpResponse:
    username, phone = request.POST.get("username", "")[:60], request.POST.get("phone", "")
    if phone:
        phone_id = uuid_of(phone, "phone")
        actor = door_actor(f"phone:{phone_id}", "accounts.take_phone_card")
        begin_session(request, "phone", take_phone_card(actor, phone_id=phone_id, now=request.now))
    else:
        actor = door_actor(username, "accounts.take_card")
        begin_session(request, "account", take_card(actor, username=username, now=request.now))
    return HttpResponseRedirect(where or reverse("shell:home"))


def uuid_of(text: str, what: str) -> UUID:
    """An id that was posted; Missing for anything that is none."""
    try:
        return UUID(text)
    except ValueError:
        raise Missing(what) from None


@require_POST
def sign_out(request: AskedRequest) -> HttpResponse:
    """Ends the session; on a phone this is the lock."""
    request.session.flush()
    request.actor = NOBODY
    return ask_to_sign_in(request)


@require_http_methods(["GET", "POST"])
def change_password(request: AskedRequest) -> HttpResponse:
    """The own password."""
    request.actor.must("accounts.change_password")
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            change_own_password(
                request.actor, old=form.cleaned_data["old"], new=form.cleaned_data["new"], now=request.now
            )
            request.session.cycle_key()
            forget_actors()
            messages.success(request, _("Your password is changed."))
            return redirect("shell:home")
    return render(request, "shell/change_password.html", {"form": form}, status=status_of(form))
