"""代填: a township enters what a village says on the telephone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.base.places.queries import list_units
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.streams.verification.forms import ToldByForm
from yanpan.streams.verification.queries import list_village
from yanpan.streams.verification.views.village import kept_among

RIGHT = "verification.enter_by_telephone"


MOST_VOICES = 50


def told_by(request: AskedRequest, unit_key: str) -> str:
    """Who speaks for this village; kept in the session, so that three taps stay three.

    Another village is another voice, also where two stand open side by side.
    """
    return str(request.session.get("told_by", {}).get(unit_key, ""))


def _note_voice(request: AskedRequest, unit_key: str, name: str) -> None:
    others = {key: said for key, said in request.session.get("told_by", {}).items() if key != unit_key}
    request.session["told_by"] = dict([*others.items(), (unit_key, name)][-MOST_VOICES:])


@require_GET
def villages(request: AskedRequest) -> HttpResponse:
    """The villages of the actor's unit, with their leader and telephone."""
    request.actor.must(RIGHT)
    unit = unit_asked(request)
    units = list_units(under=unit.path)
    names = {one.id: one.name for one in units}
    found = [(one, names.get(one.parent_id or 0, "")) for one in units if one.kind == "village"]
    return render(request, "verification/telephone.html", {"unit": unit, "villages": found})


@require_http_methods(["GET", "POST"])
def village(request: AskedRequest, unit_key: str) -> HttpResponse:
    """The people of one village; first who is on the telephone."""
    request.actor.must(RIGHT)
    unit = unit_asked(request, unit_key)
    form = ToldByForm(request.POST or None, initial={"told_by": told_by(request, unit_key)})
    if request.method == "POST" and form.is_valid():
        _note_voice(request, unit_key, form.cleaned_data["told_by"])
        messages.success(request, _("On the telephone: %(name)s.") % {"name": form.cleaned_data["told_by"]})
        return redirect("verification:telephone_village", unit_key=unit_key)
    people = list_village(request.actor, unit_key=unit_key, now=request.now)
    people.sort(key=lambda one: one.standing != "in_hand")
    context = {
        "unit": unit,
        "people": people,
        "form": form,
        "told_by": told_by(request, unit_key),
        "kept": kept_among(request, people),
    }
    return render(request, "verification/telephone_village.html", context, status=422 if form.errors else 200)
