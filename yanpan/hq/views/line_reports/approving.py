"""One report with its versions, and what waits for the leader."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.hq.exchange.line_words import basis_word, measure_word, problem_text, said, value_text
from yanpan.hq.forms.line_reports import RemarkForm
from yanpan.hq.operations.line_reports.approving import (
    Seen,
    approve_reports,
    correct_report,
    discard_draft,
    send_back_report,
)
from yanpan.hq.queries.line_reports.reading import ReportView, get_line_report, list_reports_to_approve
from yanpan.hq.rules.lines.judging import computed_of
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_told
from yanpan.shell.page_tables import tables_taken_along


@require_http_methods(["GET", "POST"])
@tables_taken_along
def to_approve(request: AskedRequest) -> HttpResponse:
    """Drafts that somebody else filled: complete ones with a tick, the others with what is missing."""
    if request.method == "POST":
        return _approve(request, [_seen(one) for one in request.POST.getlist("seen")])
    waiting = list_reports_to_approve(request.actor, event_id=current_event().id, now=request.now)
    context = {
        "reports": [
            {
                "report": one,
                "line": said(one.line.name),
                "basis": basis_word(one.basis),
                "questions": len(one.questions),
            }
            for one in waiting
        ]
    }
    return render(request, "hq/reports_to_approve.html", context)


def _seen(text: str) -> Seen:
    """'id:version' as the page carried it. Missing."""
    identity, _colon, version = text.partition(":")
    try:
        return UUID(identity), int(version)
    except ValueError:
        raise Missing("report") from None


def _approve(request: AskedRequest, seen: list[Seen]) -> HttpResponse:
    with refusals_told(request):
        made = approve_reports(request.actor, seen=seen, now=request.now)
        words = ngettext("%(count)s report approved.", "%(count)s reports approved.", len(made))
        messages.success(request, words % {"count": len(made)})
    return redirect("hq:reports_to_approve")


@require_GET
@tables_taken_along
def one_report(request: AskedRequest, report_id: UUID) -> HttpResponse:
    """One report as it was filled, with its versions beside it."""
    report, *others = get_line_report(request.actor, report_id=report_id, now=request.now)
    context = {
        "report": report,
        "line": said(report.line.name),
        "basis": basis_word(report.basis),
        "figures": [_figure(report, one.id) for one in report.asked],
        "strange": [
            (name, value) for name, value in report.figures.items() if name not in report.definition.by_id
        ],
        "computed": _computed(report),
        "reasons": _reasons(report),
        "questions": [problem_text(one, report.definition) for one in report.questions],
        "versions": sorted([report, *others], key=lambda one: one.number),
        "form": RemarkForm(),
        "steps": _steps(request.actor, report, newest=all(one.number < report.number for one in others)),
    }
    return render(request, "hq/line_report.html", context)


def _figure(report: ReportView, name: str) -> tuple[str, str, str, bool]:
    one = report.definition.by_id[name]
    value = value_text(one, report.figures.get(name))
    return said(one.name), value, measure_word(one), name in report.copied


def _computed(report: ReportView) -> list[tuple[str, int | float]]:
    values = computed_of(report.definition, report.figures, report.basis)
    return [(said(one.name), values[one.id]) for one in report.definition.computed if one.id in values]


def _reasons(report: ReportView) -> list[tuple[str, str]]:
    checks = {one.id: said(one.name) for one in report.definition.checks}
    bases = {f"base_changed:{one.id}": said(one.name) for one in report.definition.fields}
    words = checks | bases
    return [(words.get(key, key), why) for key, why in report.reasons.items()]


def _steps(actor: Actor, report: ReportView, *, newest: bool) -> tuple[str, ...]:
    """What the state allows and the role permits; who filled it does not approve it."""
    if report.state == "approved":
        return ("correct",) if newest and actor.may("hq.correct_report") else ()
    steps = {
        "approve": "hq.approve_reports",
        "send-back": "hq.send_back_report",
        "discard": "hq.discard_draft",
    }
    allowed = [step for step, right in steps.items() if actor.may(right)]
    if report.filled_by == actor.name or report.questions:
        allowed = [step for step in allowed if step != "approve"]
    return tuple(allowed)


def _correct(request: AskedRequest, report: ReportView, reason: str) -> HttpResponse:
    correct_report(request.actor, report_id=report.id, reason=reason, now=request.now)
    return redirect("hq:fill_report", report.unit.key, report.line.key, report.basis, report.on.isoformat())


def _send_back(request: AskedRequest, report: ReportView, reason: str) -> HttpResponse:
    send_back_report(request.actor, report_id=report.id, remark=reason, now=request.now)
    messages.success(request, _("Sent back to %(who)s.") % {"who": report.filled_by})
    return redirect("hq:reports_to_approve")


def _discard(request: AskedRequest, report: ReportView, reason: str) -> HttpResponse:
    discard_draft(request.actor, report_id=report.id, now=request.now)
    messages.success(request, _("The draft is gone."))
    return redirect("hq:reports")


_STEPS: dict[str, Callable[[AskedRequest, ReportView, str], HttpResponse]] = {
    "correct": _correct,
    "send-back": _send_back,
    "discard": _discard,
}


@require_POST
def act(request: AskedRequest, report_id: UUID, step: str) -> HttpResponse:
    """One step of one report."""
    if step not in _STEPS:
        raise Missing("step")
    report = get_line_report(request.actor, report_id=report_id, now=request.now)[0]
    answer: HttpResponse = redirect("hq:line_report", report_id)
    with refusals_told(request):
        answer = _STEPS[step](request, report, request.POST.get("reason", ""))
    return answer
