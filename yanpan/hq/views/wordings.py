"""公文用语: how the office words its papers; a page with a preview, every version kept."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.base.documents.office_wordings import WordingView, get_wording, write_wording
from yanpan.base.documents.rules import body_of
from yanpan.base.documents.wording import Wording, wording_kind, wording_kinds, wording_problems
from yanpan.hq.forms.wordings import WordingForm
from yanpan.hq.views.cut_offs import own_unit
from yanpan.hq.views.words.wordings import PROBLEMS
from yanpan.kernel.errors import Refused
from yanpan.shell.asked import version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.papers import blocks_html
from yanpan.shell.papers.sample import sample_paper


@require_GET
@tables_taken_along
def wordings(request: AskedRequest) -> HttpResponse:
    """The kinds of papers and the version each is worded with."""
    unit, now = own_unit(request), request.now
    found = [
        (_name(one.key), get_wording(request.actor, body_key=unit.key, kind=one.key, now=now))
        for one in wording_kinds()
    ]
    return render(request, "hq/wordings.html", {"unit": unit, "found": found})


@require_http_methods(["GET", "POST"])
def wording(request: AskedRequest, kind: str) -> HttpResponse:
    """One kind: its wording to be changed, the preview, the versions there were."""
    unit, wanted = own_unit(request), wording_kind(kind)
    asked = request.GET.get("version", "")
    view = get_wording(
        request.actor,
        body_key=unit.key,
        kind=kind,
        version=int(asked) if asked.isdecimal() and len(asked) < 6 else None,
        now=request.now,
    )
    may = request.actor.may("documents.write_wording")
    if request.method == "POST":
        request.actor.must("documents.write_wording")
    form = WordingForm(
        request.POST if request.method == "POST" else None, kind=wanted, texts=dict(view.wording.texts)
    )
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "preview":
            _show_problems(form, wording_problems(wanted, form.texts()))
        elif _written(request, unit.key, kind, form):
            messages.success(request, _("Kept. Papers drafted from now on are worded so."))
            return redirect("hq:wording", kind=kind)
    # What is refused makes no paper: then the kept wording stands in the preview.
    shown = form.texts() if form.is_bound and not form.errors else dict(view.wording.texts)
    context = {
        "unit": unit,
        "name": _name(kind),
        "view": view,
        "form": form,
        "may": may,
        "newest": _newest(request, view),
        "placeholders": wanted.placeholders.items(),
        "preview": _preview(kind, shown, body_of(unit.key, unit.name).organ),
    }
    return render(request, "hq/wording.html", context, status=status_of(form))


def _newest(request: AskedRequest, view: WordingView) -> int:
    """The version the page was made from: what was posted, else what there is."""
    return version_asked(request) if request.method == "POST" else view.newest


def _written(request: AskedRequest, unit_key: str, kind: str, form: WordingForm) -> bool:
    with refusals_on(form):
        try:
            write_wording(
                request.actor,
                body_key=unit_key,
                kind=kind,
                version=version_asked(request),
                texts=form.texts(),
                reason=form.cleaned_data["reason"],
                now=request.now,
            )
        except Refused as refused:
            if refused.code != "wording_refused":
                raise
            _show_problems(form, str(refused.facts["problems"]).split(","))
    return not form.errors


def _show_problems(form: WordingForm, problems: list[str]) -> None:
    """Each at its own field."""
    for problem in problems:
        part, _colon, rest = problem.partition(":")
        code, _colon, placeholder = rest.partition(":")
        form.refuse(part, str(PROBLEMS[code]) % {"name": f"{{{placeholder}}}"})


def _preview(kind: str, texts: dict[str, str], organ: str) -> str:
    made = sample_paper(wording_kind(kind), Wording(0, texts), organ=organ, letter=kind == "letter")
    return mark_safe(blocks_html(made.blocks))


def _name(kind: str) -> str:
    found = wording_kind(kind)
    return found.name_zh if (get_language() or "zh").startswith("zh") else found.name_en
