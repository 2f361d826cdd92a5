"""直报: one form for desks and phones, the list, one report with its way upwards."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.places.kinds import Kind
from yanpan.hq.forms.rapid_reports import (
    CallBackForm,
    ContinueForm,
    PassUpForm,
    ReportForm,
    UrgentReportForm,
    WithdrawReportForm,
)
from yanpan.hq.operations.rapid_reports import (
    continue_report,
    note_call_back,
    pass_up_report,
    report_at_once,
    tell_emergency,
    withdraw_report,
)
from yanpan.hq.queries.duty_log import get_entry
from yanpan.hq.queries.rapid_reports import ReportPage, get_rapid_report, list_rapid_reports
from yanpan.hq.rules.rapid_reports import MEDICAL
from yanpan.hq.views.cut_offs import own_unit
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import GroupedChoices, refusals_on, status_of
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.views.units import office_choices

_OFFICES = (Kind.CITY, Kind.FORCE, Kind.COUNTY, Kind.TOWNSHIP)


def frame_of(request: AskedRequest) -> dict[str, object]:
    """A phone sees these pages in large type, an office the same pages in its own frame."""
    on_phone = "phone" in request.session
    return {"on_phone": on_phone, "base": "base_phone.html" if on_phone else "base.html"}


def _units(request: AskedRequest) -> GroupedChoices:
    """The own unit and those below; villages where a township chooses."""
    unit = own_unit(request)
    kinds = (*_OFFICES, Kind.VILLAGE) if unit.kind in (Kind.TOWNSHIP, Kind.VILLAGE) else _OFFICES
    return office_choices(under=unit.path, kinds=tuple(one.value for one in kinds))


@require_GET
@tables_taken_along
def rapid_reports(request: AskedRequest) -> HttpResponse:
    """Urgent medical needs first, then the newest."""
    wanted = request.GET.get("wanted", "open")
    found = list_rapid_reports(request.actor, event_id=current_event().id, wanted=wanted, now=request.now)
    context = {
        "reports": found,
        "wanted": wanted,
        "may_open": request.actor.may("hq.get_rapid_report"),
        "may_report": request.actor.may("hq.report_at_once"),
        **frame_of(request),
    }
    return render(request, "hq/rapid_reports.html", context)


@require_http_methods(["GET", "POST"])
def at_once(request: AskedRequest) -> HttpResponse:
    """The form; its first button is the urgent medical need."""
    request.actor.must("hq.report_at_once")
    units = _units(request)
    form = ReportForm(request.POST or None, units=units, initial=_from_the_log(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = _reported(request, **form.cleaned_data)
            messages.success(request, _("Reported. Somebody rings back within ten minutes."))
            return _after(request, made)
    return _form_page(request, form, UrgentReportForm(units=units, prefix="urgent"))


@require_POST
def urgent(request: AskedRequest) -> HttpResponse:
    """One tap: an urgent medical need. Never refused for a status, a test or a list (HC-18)."""
    request.actor.must("hq.report_at_once")
    units = _units(request)
    form = UrgentReportForm(request.POST, units=units, prefix="urgent")
    if form.is_valid():
        with refusals_on(form):
            made = _reported(request, kind=MEDICAL, **form.cleaned_data)
            messages.warning(request, _("The duty desks see it now. Ring 120 first if nobody has."))
            return _after(request, made)
    return _form_page(request, ReportForm(units=units), form)


def _form_page(request: AskedRequest, form: ReportForm, urgent_form: UrgentReportForm) -> HttpResponse:
    status = status_of(urgent_form) if urgent_form.is_bound else status_of(form)
    context = {
        "form": form,
        "urgent_form": urgent_form,
        "entry": request.GET.get("entry", ""),
        "may_list": request.actor.may("hq.list_rapid_reports"),
        **frame_of(request),
    }
    return render(request, "hq/report_at_once.html", context, status=status)


def _entry_asked(request: AskedRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("entry", ""))
    except ValueError:
        return None


def _from_the_log(request: AskedRequest) -> dict[str, object]:
    """What the line of the log says already."""
    entry_id = _entry_asked(request)
    if entry_id is None or request.method == "POST":
        return {}
    entry = get_entry(request.actor, entry_id=entry_id, now=request.now)
    return {
        "what": entry.matter,
        "seen_by": entry.caller,
        "number": entry.number,
        "happened_at": localtime(entry.at),
        "by_telephone": True,
    }


def _reported(request: AskedRequest, **said: object) -> UUID:
    return report_at_once(request.actor, entry_id=_entry_asked(request), now=request.now, **said).id  # type: ignore[arg-type]


def _after(request: AskedRequest, report_id: UUID) -> HttpResponse:
    """To the report for those who see to it, to the list for those who wait for the call."""
    if request.actor.may("hq.get_rapid_report"):
        return redirect("hq:rapid_report", report_id=report_id)
    return redirect("hq:rapid_reports" if request.actor.may("hq.list_rapid_reports") else "hq:report_at_once")


@require_GET
def rapid_report(request: AskedRequest, report_id: UUID) -> HttpResponse:
    """One report: what was said, who rang back, its way upwards, what came later."""
    return _page(request, get_rapid_report(request.actor, report_id=report_id, now=request.now))


def _page(
    request: AskedRequest, found: ReportPage, step: str = "", bound: forms.Form | None = None
) -> HttpResponse:
    made = {name.replace("-", "_"): kind() for name, (kind, _act) in _STEPS.items()}
    if bound is not None:
        made[step.replace("-", "_")] = bound
    context = {
        "report": found,
        "line": found.line,
        "forms": made,
        "steps": _steps(request, found),
        "open_form": step,
        **frame_of(request),
    }
    return render(
        request, "hq/rapid_report.html", context, status=status_of(bound) if bound is not None else 200
    )


def _steps(request: AskedRequest, found: ReportPage) -> list[str]:
    """What its state allows and the role permits."""
    if not found.line.is_open:
        return []
    allowed = {
        "emergency": found.line.kind == MEDICAL and found.line.told_emergency_at is None,
        "call-back": found.line.called_back_at is None,
        "pass-up": bool(found.passes_to) and request.actor.covers(found.holder_path),
        "continue": True,
        "withdraw": True,
    }
    return [step for step, may in allowed.items() if may and request.actor.may(_RIGHTS[step])]


Act = Callable[..., object]
_STEPS: dict[str, tuple[type[forms.Form], Act]] = {
    "emergency": (forms.Form, tell_emergency),
    "call-back": (CallBackForm, note_call_back),
    "pass-up": (PassUpForm, pass_up_report),
    "continue": (ContinueForm, continue_report),
    "withdraw": (WithdrawReportForm, withdraw_report),
}
_RIGHTS = {
    "emergency": "hq.tell_emergency",
    "call-back": "hq.note_call_back",
    "pass-up": "hq.pass_up_report",
    "continue": "hq.continue_report",
    "withdraw": "hq.withdraw_report",
}


@require_POST
def act(request: AskedRequest, report_id: UUID, step: str) -> HttpResponse:
    """One step; what is wrong stands at its own form."""
    if step not in _STEPS:
        raise Missing("step")
    request.actor.must(_RIGHTS[step])
    kind, take = _STEPS[step]
    form = kind(request.POST)
    version = request.POST.get("version", "")
    if form.is_valid():
        with refusals_on(form):
            take(
                request.actor,
                report_id=report_id,
                version=int(version) if version.isdecimal() else 0,
                now=request.now,
                **form.cleaned_data,
            )
            messages.success(request, _("Done."))
            return redirect("hq:rapid_report", report_id=report_id)
    found = get_rapid_report(request.actor, report_id=report_id, now=request.now)
    return _page(request, found, step, form)
