"""The forms of the lines: fields brought by a workbook, without code."""

from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.hq.exchange.line_words import form_problem_text, said
from yanpan.hq.exchange.xlsform import ReadForm, as_xlsform, read_xlsform
from yanpan.hq.forms.line_reports import WorkbookForm
from yanpan.hq.operations.line_reports.workbooks import add_line_form
from yanpan.hq.queries.line_reports.deadlines import reporting_day
from yanpan.hq.queries.line_reports.lines import reported_line
from yanpan.hq.queries.line_reports.workbooks import LineForms, list_line_forms
from yanpan.hq.rules.lines import CUT_OFF
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import status_of
from yanpan.shell.limits import takes_uploads
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.words import explain

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHIPPED = "shipped"


@takes_uploads
@require_http_methods(["GET", "POST"])
@tables_taken_along
def line_forms(request: AskedRequest) -> HttpResponse:
    """Every line's form with its versions; a workbook adds one, all that is wrong with it at once."""
    if request.method == "POST":
        request.actor.must("hq.add_line_form")
    found = list_line_forms(request.actor, now=request.now)
    today = reporting_day(request.now, CUT_OFF)
    lines = [(one.line.key, said(one.line.name)) for one in found]
    form = WorkbookForm(lines, request.POST or None, request.FILES or None, initial={"from_on": today})
    if request.method == "POST":
        if request.POST.get("step") == SHIPPED:
            return _back_to_shipped(request, today)
        if form.is_valid() and _added(request, form):
            return redirect("hq:line_forms")
    context = {
        "lines": [(said(one.line.name), one) for one in found],
        "form": form,
        "may_add": request.actor.may("hq.add_line_form"),
    }
    return render(request, "hq/line_forms.html", context, status=status_of(form))


def _added(request: AskedRequest, form: WorkbookForm) -> bool:
    """False, with what is wrong on the form."""
    line, upload = form.cleaned_data["line"], form.cleaned_data["file"]
    try:
        read = read_xlsform(upload.read(), upload.name, reported_line(line).shipped)
        _add(request, line, form.cleaned_data["from_on"], read, upload.name)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        form.refused_status = refused.status  # type: ignore[attr-defined]
        form.add_error(None, explain(refused))
        for problem in refused.facts.get("problems", ()):  # type: ignore[attr-defined]
            form.add_error("file", form_problem_text(problem))
        return False
    words = _("%(count)s fields beside the shipped ones, from %(on)s on.")
    messages.success(request, words % {"count": len(read.fields), "on": form.cleaned_data["from_on"]})
    return True


def _add(request: AskedRequest, line: str, from_on: date, read: ReadForm, file_name: str) -> None:
    add_line_form(
        request.actor,
        line=line,
        from_on=from_on,
        fields=read.fields,
        checks=read.checks,
        file_name=file_name,
        now=request.now,
    )


def _back_to_shipped(request: AskedRequest, today: date) -> HttpResponse:
    _add(request, request.POST.get("line", ""), today, ReadForm((), ()), "–")
    messages.success(request, _("From today on the shipped form alone is filled."))
    return redirect("hq:line_forms")


@require_GET
def workbook(request: AskedRequest, key: str) -> HttpResponse:
    """What is added to a line's form today, as a workbook to change; an example row if nothing is."""
    found = next(
        (one for one in list_line_forms(request.actor, now=request.now) if one.line.key == key), None
    )
    if found is None:
        raise Missing("line")
    response = HttpResponse(_as_workbook(request, found), content_type=_XLSX)
    name = quote(f"{said(found.line.name)}-XLSForm.xlsx")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _as_workbook(request: AskedRequest, found: LineForms) -> bytes:
    form = found.in_force
    return as_xlsform(form.fields if form else (), form.checks if form else (), fixed_at=request.now)
