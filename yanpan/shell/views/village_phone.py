"""A village phone: enrolled once with the printed slip, opened each day with its PIN."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yanpan.base.accounts.actors import door_actor, phone_with_token
from yanpan.base.accounts.operations import enrol_phone, note_failure, note_wrong_pin, unlock_phone
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.errors import PHONE_COOKIE
from yanpan.shell.forms import PinForm, SlipCodeForm, refusals_on, status_of
from yanpan.shell.views.sign_in import begin_session, local_path

COOKIE_SECONDS = 180 * 24 * 3600


@require_http_methods(["GET", "POST"])
def slip_code(request: AskedRequest) -> HttpResponse:
    """For a phone without a camera: type the code of the slip."""
    form = SlipCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plain = "".join(sign for sign in form.cleaned_data["code"].upper() if sign.isalnum())
        return redirect("shell:enrol_phone", code=plain or "-")
    return render(request, "shell/phone_code.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def enrol(request: AskedRequest, code: str) -> HttpResponse:
    """The PIN under the fold of the slip makes this the phone of its village."""
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            phone_id, token = _enrolled(request, code, form.cleaned_data["pin"])
            begin_session(request, "phone", phone_id)
            response = redirect("shell:home")
            response.set_signed_cookie(
                PHONE_COOKIE,
                token,
                max_age=COOKIE_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
            return response
    return render(request, "shell/phone_enrol.html", {"form": form, "code": code}, status=status_of(form))


def _enrolled(request: AskedRequest, code: str, pin: str) -> tuple[UUID, str]:
    label = request.headers.get("User-Agent", "")[:60] or _("Phone")
    try:
        actor = door_actor("slip", "accounts.enrol_phone")
        phone, token = enrol_phone(actor, code=code, pin=pin, label=label, now=request.now)
    except Refused as refused:
        if refused.code == "wrong_pin":
            note_wrong_pin(code)
        raise
    return phone.id, token


@require_http_methods(["GET", "POST"])
def unlock(request: AskedRequest) -> HttpResponse:
    """The PIN of the day. A phone that was cut off, or never enrolled, is asked for a slip."""
    token = request.get_signed_cookie(PHONE_COOKIE, default="", max_age=COOKIE_SECONDS)
    phone_id = phone_with_token(token) if token else None
    if phone_id is None:
        response = redirect("shell:slip_code")
        response.delete_cookie(PHONE_COOKIE)
        return response
    form = PinForm(request.POST or None, initial={"next": local_path(request.GET.get("next", ""))})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _unlock(request, phone_id, form.cleaned_data["pin"])
            begin_session(request, "phone", phone_id)
            return HttpResponseRedirect(local_path(form.cleaned_data["next"]) or reverse("shell:home"))
    return render(request, "shell/phone_unlock.html", {"form": form}, status=status_of(form))


def _unlock(request: AskedRequest, phone_id: UUID, pin: str) -> None:
    name = f"phone:{phone_id}"
    try:
        unlock_phone(door_actor(name, "accounts.unlock_phone"), phone_id=phone_id, pin=pin, now=request.now)
    except Refused as refused:
        if refused.code == "wrong_pin":
            note_failure(name, request.now)
        raise
