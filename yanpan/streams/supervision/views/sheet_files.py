"""The paper of an order sheet as DOCX and PDF, and the stamped scan."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import clean
from yanpan.shell.forms import ScanForm
from yanpan.shell.limits import takes_uploads
from yanpan.shell.paper_files import paper_as_file, picture
from yanpan.shell.papers.order_sheet import file_name, order_sheet_paper
from yanpan.streams.supervision.exchange import sheet_of_findings
from yanpan.streams.supervision.operations import keep_order_sheet_scan
from yanpan.streams.supervision.queries import get_order_sheet_paper, open_order_sheet_scan
from yanpan.streams.supervision.views.frame import problems_told


@require_GET
def paper(request: AskedRequest, sheet_id: UUID, ending: str) -> HttpResponse:
    """To be stamped or sent; one line in the audit each time. A signed one is the same every time."""
    found = get_order_sheet_paper(request.actor, sheet_id=sheet_id, now=request.now)
    document, text = found.card.document, found.text
    at = document.signed_at or document.drafted_at
    made = order_sheet_paper(document, sheet_of_findings(text, document.wording))
    return paper_as_file(made, ending, file_name(document, text.owner), at)


@takes_uploads
@require_POST
def keep_scan(request: AskedRequest, sheet_id: UUID) -> HttpResponse:
    """Keep the stamped paper."""
    request.actor.must("supervision.keep_order_sheet_scan")
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a scan or a photo."))
        return redirect("supervision:order_sheet", sheet_id=sheet_id)
    with problems_told(request):
        file = form.cleaned_data["scan"]
        kept = clean(file.read(), file.name or "")
        keep_order_sheet_scan(request.actor, sheet_id=sheet_id, scan=kept, now=request.now)
        messages.success(request, _("The stamped paper is kept."))
    return redirect("supervision:order_sheet", sheet_id=sheet_id)


@require_GET
def scan(request: AskedRequest, sheet_id: UUID) -> HttpResponse:
    """The stamped paper as it went out."""
    return picture(open_order_sheet_scan(request.actor, sheet_id=sheet_id, now=request.now))
