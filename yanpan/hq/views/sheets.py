"""交办单: the evening's order sheets, drafted, checked, signed and issued many at once; each as a file."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.events.queries import current_event
from yanpan.hq.exchange.order_sheet import sheet_of_item
from yanpan.hq.forms.items import ReasonForm
from yanpan.hq.operations import check_sheets, draft_sheets, issue_sheets, send_back_sheet, sign_sheets
from yanpan.hq.queries.sheets import SheetLine, get_sheet, list_sheets
from yanpan.hq.views.items import Shown, shown
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_told
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.paper_files import paper_as_file
from yanpan.shell.papers.order_sheet import file_name, order_sheet_paper
from yanpan.shell.words.refusals import Words


@dataclass(frozen=True, slots=True)
class Group:
    """Sheets that wait for the same step; right: who may take it ('' = nobody has to)."""

    state: str
    title: Words
    act: str
    button: Words
    right: str


GROUPS = (
    Group("none", gettext_lazy("Without a sheet"), "draft", gettext_lazy("Draft"), "hq.draft_sheets"),
    Group("drafted", gettext_lazy("To be checked"), "check", gettext_lazy("Checked"), "hq.check_sheets"),
    Group("checked", gettext_lazy("To be signed"), "sign", gettext_lazy("Sign"), "hq.sign_sheets"),
    Group("signed", gettext_lazy("To be issued"), "issue", gettext_lazy("Issue"), "hq.issue_sheets"),
    Group("issued", gettext_lazy("Issued, to be signed for"), "", "", ""),
    Group("acknowledged", gettext_lazy("Signed for"), "", "", ""),
)
TAKE = {"draft": draft_sheets, "check": check_sheets, "sign": sign_sheets, "issue": issue_sheets}


@require_GET
@tables_taken_along
def sheets(request: AskedRequest) -> HttpResponse:
    """Every live item by the state of its sheet."""
    found = list_sheets(request.actor, event_id=current_event().id, now=request.now)
    by_state: dict[str, list[tuple[SheetLine, Shown]]] = {}
    for line in found:
        by_state.setdefault(line.sheet.state if line.sheet else "none", []).append((line, shown(line.item)))
    groups = [
        (group, by_state[group.state], bool(group.right) and request.actor.may(group.right))
        for group in GROUPS
        if group.state in by_state
    ]
    context = {"groups": groups, "may_send_back": request.actor.may("hq.send_back_sheet")}
    return render(request, "hq/sheets.html", context)


@require_POST
def act(request: AskedRequest, step: str) -> HttpResponse:
    """One step for every ticked sheet, or none of them."""
    if step not in TAKE:
        raise Missing("step")
    try:
        ticked = [UUID(one) for one in request.POST.getlist("item")]
    except ValueError:
        raise Missing("item") from None
    with refusals_told(request):
        done = TAKE[step](request.actor, item_ids=ticked, now=request.now)
        words = ngettext("%(count)s sheet: done.", "%(count)s sheets: done.", len(done))
        messages.success(request, words % {"count": len(done)})
    return redirect("hq:sheets")


@require_POST
def send_back(request: AskedRequest, item_id: UUID) -> HttpResponse:
    """One sheet back to be written again."""
    request.actor.must("hq.send_back_sheet")
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_told(request):
            send_back_sheet(request.actor, item_id=item_id, now=request.now, **form.cleaned_data)
            messages.success(request, _("Sent back."))
    else:
        messages.error(request, _("Give a reason."))
    return redirect("hq:sheets")


@require_GET
def sheet_file(request: AskedRequest, item_id: UUID, ending: str) -> HttpResponse:
    """The sheet to be printed and stamped; a signed one is the same every time."""
    document, text = get_sheet(request.actor, item_id=item_id, now=request.now)
    at = document.signed_at or document.drafted_at
    paper = order_sheet_paper(document, sheet_of_item(text))
    return paper_as_file(paper, ending, file_name(document, text["owner"]), at)
