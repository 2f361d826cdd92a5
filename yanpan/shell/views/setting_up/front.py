"""The way in: the code from the terminal, the way from a drill to one's own city, and how far the setting up is."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yanpan.base.accounts.actors import door_actor
from yanpan.base.accounts.operations import note_failure
from yanpan.base.accounts.setting_up import SETTING_UP, WRONG_CODES, use_setup_code, waits_for_setup
from yanpan.base.gate import NOBODY
from yanpan.base.places.queries import list_units
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.errors import ask_to_sign_in
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.forms_of_setup import SetupCodeForm
from yanpan.shell.views.setting_up.steps import STEPS, standing
from yanpan.shell.views.sign_in import begin_session


@require_http_methods(["GET", "POST"])
def setup(request: AskedRequest) -> HttpResponse:
    """Where one is sent from here depends on how far the home is, and on who asks."""
    if settings.DRILL:
        return render(request, "shell/setup/from_drill.html", {"steps": STEPS})
    if request.actor.role == SETTING_UP:
        return redirect("shell:setup_administrators" if list_units(kinds=("city",)) else "shell:setup_city")
    if waits_for_setup():
        return _code(request)
    if request.actor == NOBODY:
        return ask_to_sign_in(request)
    return render(request, "shell/setup/progress.html", {"standing": standing(request)})


def _code(request: AskedRequest) -> HttpResponse:
    form = SetupCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            try:
                known = use_setup_code(
                    door_actor("setup", "accounts.use_setup_code"),
                    code=form.cleaned_data["code"],
                    now=request.now,
                )
            except Refused as refused:
                if refused.code == "wrong_setup_code":
                    note_failure(WRONG_CODES, request.now)
                raise
            begin_session(request, "setup", known)
            return redirect("shell:setup")
    return render(request, "shell/setup/code.html", {"form": form, "steps": STEPS}, status=status_of(form))
