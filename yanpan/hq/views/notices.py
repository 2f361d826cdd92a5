"""通知: written, corrected by a later number, sent to many units."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yanpan.hq.forms.office_papers import NoticeForm
from yanpan.hq.operations.notices import NoticeText, draft_notice
from yanpan.hq.queries.office_papers import OfficePaper, get_document
from yanpan.hq.views.cut_offs import own_unit
from yanpan.kernel.errors import Missing
from yanpan.shell.asked import version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.views.units import office_choices


@require_http_methods(["GET", "POST"])
def new(request: AskedRequest) -> HttpResponse:
    """A new notice."""
    return _written(request, None)


@require_http_methods(["GET", "POST"])
def again(request: AskedRequest, document_id: UUID) -> HttpResponse:
    """The draft written anew, or the correction of a signed one."""
    request.actor.must("hq.draft_notice")
    one = get_document(request.actor, document_id=document_id, now=request.now)
    if one.circular_id is None or not one.is_own or one.text is None:
        raise Missing("document")
    return _written(request, one)


def _written(request: AskedRequest, one: OfficePaper | None) -> HttpResponse:
    request.actor.must("hq.draft_notice")
    unit, text = own_unit(request), (one.text if one else None) or {}
    first = {
        "subject": text.get("subject", ""),
        "body": text.get("body", ""),
        "receivers": text.get("receiver_keys", ()),
        "urgency": one.document.urgency if one else "",
    }
    form = NoticeForm(request.POST or None, initial=first, units=office_choices(under=unit.path))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = draft_notice(
                request.actor,
                unit_key=unit.key,
                said=NoticeText(**form.cleaned_data),
                circular_id=one.circular_id if one else None,
                version=version_asked(request),
                now=request.now,
            )
            messages.success(request, _("Drafted. Another person checks it."))
            return redirect("hq:document", document_id=made.document_id)
    return render(request, "hq/notice.html", {"form": form, "one": one}, status=status_of(form))
