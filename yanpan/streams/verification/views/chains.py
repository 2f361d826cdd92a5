"""接龙: the text of a group chain becomes lines to confirm; nothing is kept before a person marked and confirmed it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from yanpan.base.places.queries import UnitView
from yanpan.kernel.errors import Refused
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.words import explain
from yanpan.streams.verification.forms.lines import ChainForm, contact_code, marked_lines
from yanpan.streams.verification.operations import confirm_chain
from yanpan.streams.verification.queries import ChainProposal, match_chain
from yanpan.streams.verification.views.many import Shown, line_forms, rest_form, say
from yanpan.streams.verification.views.telephone import told_by
from yanpan.streams.verification.views.village import answers_itself, frame_of


@require_http_methods(["GET", "POST"])
def chain(request: AskedRequest, unit_key: str = "") -> HttpResponse:
    """Paste, look, confirm: of the own village, or of the one that is on the telephone."""
    request.actor.must("verification.match_chain")
    unit = unit_asked(request, unit_key)
    form = ChainForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _asked(request, unit, form)
    try:
        found = match_chain(request.actor, unit_key=unit.key, text=form.cleaned_data["text"], now=request.now)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        form.add_error(None, explain(refused))
        return _asked(request, unit, form)
    if "confirm" in request.POST:
        return _confirmed(request, unit, form, found)
    return _shown(request, unit, form, found, bound=False, problems={})


def _asked(request: AskedRequest, unit: UnitView, form: ChainForm) -> HttpResponse:
    context = {"unit": unit, "form": form, **_frame(request, unit)}
    return render(request, "verification/chain.html", context, status=422 if form.errors else 200)


def _frame(request: AskedRequest, unit: UnitView) -> dict[str, object]:
    by_telephone = not answers_itself(request)
    speaks = told_by(request, unit.key) if by_telephone else ""
    return {**frame_of(request), "by_telephone": by_telephone, "told_by": speaks}


def _first(one: ChainProposal) -> dict[str, Any]:
    """A clear line is filled in, and marked where it says all that an answer needs; a doubtful one says nothing."""
    if one.doubts:
        return {}
    taps = dict(one.taps)
    where, contact, measure = taps.get("where", ""), contact_code(taps), taps.get("measure", "")
    complete = bool(where) and (
        where in ("not_found", "deceased")
        or bool(contact and (where == "outside" or measure or contact.startswith("not_reached")))
    )
    return {
        "take": complete,
        "where": where,
        "contact": contact,
        "measure": measure,
        "test_result": taps.get("test_result", ""),
        "test_at": one.tested_at,
    }


def _shown(
    request: AskedRequest,
    unit: UnitView,
    form: ChainForm,
    found: list[ChainProposal],
    *,
    bound: bool,
    problems: dict[int, str],
) -> HttpResponse:
    given = request.POST if bound else None
    forms = line_forms([one.number for one in found], given, {one.number: _first(one) for one in found})
    lines = [
        Shown(number, line_form, one, problems.get(number, ""))
        for (number, line_form), one in zip(forms, found, strict=True)
    ]
    context = {
        "unit": unit,
        "form": form,
        "lines": lines,
        "rest": rest_form(given),
        "clear": sum(not one.doubts for one in found),
        **_frame(request, unit),
    }
    return render(request, "verification/chain_lines.html", context, status=422 if bound else 200)


def _confirmed(
    request: AskedRequest, unit: UnitView, form: ChainForm, found: list[ChainProposal]
) -> HttpResponse:
    lines = marked_lines(line_forms([one.number for one in found], request.POST, {}), rest_form(request.POST))
    speaks = "" if answers_itself(request) else told_by(request, unit.key)
    try:
        kept = confirm_chain(request.actor, unit_key=unit.key, lines=lines, told_by=speaks, now=request.now)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _shown(request, unit, form, found, bound=True, problems=say(request, refused))
    words = ngettext("%(count)s answer kept.", "%(count)s answers kept.", len(kept))
    messages.success(request, words % {"count": len(kept)})
    if answers_itself(request):
        return redirect("verification:village")
    return redirect("verification:telephone_village", unit_key=unit.key)
