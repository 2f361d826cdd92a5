"""On the spot, on a phone: where one stands, what is broken; or that all is in order."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import photos_of
from yanpan.shell.forms import status_of
from yanpan.shell.limits import takes_uploads
from yanpan.streams.supervision.forms import FindingForm, VisitForm
from yanpan.streams.supervision.operations import record_finding, record_visit
from yanpan.streams.supervision.queries import prepare_finding
from yanpan.streams.supervision.views.frame import in_city, problems_on, units_named


@require_GET
def inspect(request: AskedRequest) -> HttpResponse:
    """In which village, township or county one stands."""
    request.actor.must("supervision.record_finding")
    text = request.GET.get("name", "")[:40]
    context = {"text": text, "found": units_named(request.actor, text)}
    return render(request, "supervision/inspect.html", context)


@takes_uploads
@require_http_methods(["GET", "POST"])
def find(request: AskedRequest, unit_key: str) -> HttpResponse:
    """One finding: place, rule, what was seen, photos. Works without a script."""
    request.actor.must("supervision.record_finding")
    entry = prepare_finding(request.actor, unit_key=unit_key, now=request.now)
    form = FindingForm(
        request.POST or None,
        request.FILES or None,
        rules=entry.rules,
        owners=entry.owners,
        initial=_given(request, entry.owners[0].key if entry.owners else ""),
    )
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            found = record_finding(
                request.actor,
                unit_key=unit_key,
                photos=photos_of(form.cleaned_data),
                now=request.now,
                **_said(form.cleaned_data),
            )
            _tell(request, found.times)
            return redirect("supervision:finding", finding_id=found.id)
    context = {"form": form, "entry": entry}
    return render(request, "supervision/find.html", context, status=status_of(form))


def _given(request: AskedRequest, owner: str) -> dict[str, Any]:
    """What the page before knows: the place of the finding just entered."""
    return {
        "title": request.GET.get("title", "")[:80],
        "kind": request.GET.get("kind", "")[:20],
        "severity": 2,
        "owner_key": owner,
    }


def _said(cleaned: dict[str, Any]) -> dict[str, Any]:
    plain = {
        name: cleaned[name] for name in ("title", "kind", "rule", "severity", "seen", "told", "owner_key")
    }
    return {**plain, "due": in_city(cleaned["due"]), "at": in_city(cleaned["at"])}


def _tell(request: AskedRequest, times: int) -> None:
    messages.success(
        request, _("Kept. It goes on the order sheets of 16:00; what cannot wait is ordered now.")
    )
    if times > 1:
        words = ngettext("%(times)s time within 14 days.", "%(times)s times within 14 days.", times)
        messages.warning(request, _("The same rule at the same place:") + " " + words % {"times": times})


@require_http_methods(["GET", "POST"])
def in_order(request: AskedRequest, unit_key: str) -> HttpResponse:
    """A visit that found nothing counts as well."""
    request.actor.must("supervision.record_visit")
    entry = prepare_finding(request.actor, unit_key=unit_key, now=request.now)
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            said = {name: form.cleaned_data[name] for name in ("title", "kind", "line")}
            record_visit(
                request.actor,
                unit_key=unit_key,
                at=in_city(form.cleaned_data["at"]),
                now=request.now,
                **said,
            )
            messages.success(request, _("The visit is kept: nothing found."))
            return redirect("supervision:inspect")
    return render(
        request, "supervision/in_order.html", {"form": form, "entry": entry}, status=status_of(form)
    )
