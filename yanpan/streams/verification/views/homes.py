"""At home: who is to be asked today, three taps a person; for offices the numbers of each unit."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.base.events.queries import current_event
from yanpan.kernel.errors import Refused, Stale
from yanpan.shell.asked import page_asked, unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.shell.words import explain
from yanpan.streams.verification.forms.homes import BodyForm, FollowUpForm, HomeEndForm
from yanpan.streams.verification.operations.homes import lift_home, record_follow_up, report_home_end
from yanpan.streams.verification.queries.homes import HomeFacts, count_homes, get_home, list_home
from yanpan.streams.verification.rules.homes import Way
from yanpan.streams.verification.templatetags.home_words import FOLLOW_UP_WAYS, problem_words
from yanpan.streams.verification.templatetags.verification_words import word_in
from yanpan.streams.verification.views.frame import way_to
from yanpan.streams.verification.views.tables import HOME_COUNTS
from yanpan.streams.verification.views.urgent import urgent_of
from yanpan.streams.verification.views.village import frame_of

ROWS = 10  # as many as fit a phone's screen


@require_GET
def homes(request: AskedRequest) -> HttpResponse:
    """A village's people at home; for a unit above villages the numbers of each unit below it."""
    unit = unit_asked(request)
    if unit.kind in ("city", "county", "township") and "people" not in request.GET:
        return _board(request)
    people = list_home(request.actor, unit_key=unit.key, now=request.now)
    page = page_asked(request)
    start = ROWS * (page - 1)
    context = {
        "unit": unit,
        "people": people[start : start + ROWS],
        "due": sum(one.due for one in people),
        "done": sum(one.due and one.done for one in people),
        "missed": sum(one.missed > 0 and not one.done for one in people),
        "page": page,
        "more": len(people) > start + ROWS,
        **frame_of(request),
    }
    return render(request, "verification/homes.html", context)


def _board(request: AskedRequest) -> HttpResponse:
    unit = unit_asked(request)
    found = count_homes(request.actor, event_id=current_event().id, unit_key=unit.key, now=request.now)
    if asks_for_sheet(request):
        own = [(unit, found.own)] if found.own.at_home else []
        return table_answer(request, HOME_COUNTS, [*found.parts, *own, (unit, found.whole)], unit=unit)
    context = {
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "board": found,
        "parts": [(part, counts) for part, counts in found.parts if counts.at_home or part.kind != "village"],
        "may_list": request.actor.may("verification.list_home"),
        "urgent": urgent_of(request),
    }
    return render(request, "verification/homes_board.html", context)


@require_http_methods(["GET", "POST"])
def home(request: AskedRequest, monitoring_id: UUID) -> HttpResponse:
    """One person: ① how reached, ② how they are. 'Not reached' and 'well' are one tap each."""
    found = get_home(request.actor, monitoring_id=monitoring_id, now=request.now)
    way = (request.POST if request.method == "POST" else request.GET).get("way", "")
    form = FollowUpForm(_well_or_typed(request))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            if (answer := _recorded(request, found, way, form)) is not None:
                return answer
    context = {
        "found": found,
        "home": found.home,
        "way": way if way in set(Way) - {Way.NOT_REACHED} else "",
        "unwell": "unwell" in request.GET or (form.is_bound and bool(form.errors)),
        "ways": [one for one in Way if one != Way.NOT_REACHED],
        "form": form,
        "may_end": request.actor.may("verification.report_home_end"),
        **frame_of(request),
    }
    return render(request, "verification/home.html", context, status=422 if form.errors else 200)


def _well_or_typed(request: AskedRequest) -> dict[str, object] | None:
    if request.method != "POST":
        return None
    typed = {name: request.POST.get(name, "") for name in ("temperature", "tested", "result")}
    return {**typed, "symptoms": request.POST.getlist("symptoms")}


def _recorded(request: AskedRequest, found: HomeFacts, way: str, form: FollowUpForm) -> HttpResponse | None:
    """Kept, and back to the list; somebody else's word in between is shown, never overwritten."""
    said = {} if way == Way.NOT_REACHED else form.cleaned_data
    version = request.POST.get("v", "")
    try:
        kept = record_follow_up(
            request.actor,
            monitoring_id=found.home.id,
            version=int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0,
            way=way,
            temperature=said.get("temperature"),
            symptoms=said.get("symptoms", ()),
            tested=bool(said.get("tested")),
            result=said.get("result", ""),
            now=request.now,
        )
    except Stale as stale:
        messages.error(request, explain(stale))
        return redirect("verification:home", monitoring_id=found.home.id)
    except Refused as refused:
        if refused.code != "follow_up_incomplete":
            raise
        form.add_error(
            None,
            _("The follow-up is not complete: %(problems)s.")
            % {"problems": problem_words(str(refused.facts["problems"]))},
        )
        return None
    _told(request, found, way, kept.rang)
    return redirect(_list_of(found))


def _told(request: AskedRequest, found: HomeFacts, way: str, rang: bool) -> None:
    code = found.home.person.short_code
    if rang:
        messages.warning(
            request,
            _(
                "%(code)s: kept. The township and the duty desk are being rung now; if it is grave, ring 120 first."
            )
            % {"code": code},
        )
    else:
        messages.success(
            request, _("Kept: %(code)s, %(what)s.") % {"code": code, "what": word_in(FOLLOW_UP_WAYS, way)}
        )


def _list_of(found: HomeFacts) -> str:
    return f"{reverse('verification:homes')}?unit={found.home.unit_key}&people=1"


@require_http_methods(["GET", "POST"])
def home_end(request: AskedRequest, monitoring_id: UUID) -> HttpResponse:
    """The last day as the body set it, or that it lifted the measure."""
    request.actor.must("verification.report_home_end")
    found = get_home(request.actor, monitoring_id=monitoring_id, now=request.now)
    lifting = request.POST.get("act") == "lift"
    posted = request.POST if request.method == "POST" else None
    end_form = HomeEndForm(None if lifting else posted, initial={"ends_on": found.home.ends_on})
    lift_form = BodyForm(posted if lifting else None, prefix="lift")
    form = lift_form if lifting else end_form
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            _ended(request, found, form, lifting)
            return redirect(_list_of(found))
    context = {
        "found": found,
        "home": found.home,
        "end_form": end_form,
        "lift_form": lift_form,
        **frame_of(request),
    }
    return render(request, "verification/home_end.html", context, status=422 if form.errors else 200)


def _ended(request: AskedRequest, found: HomeFacts, form: BodyForm, lifting: bool) -> None:
    common = {
        "monitoring_id": found.home.id,
        "version": found.home.version,
        "deciding_body": form.cleaned_data["deciding_body"],
        "document_number": form.cleaned_data["document_number"],
        "now": request.now,
    }
    code = {"code": found.home.person.short_code}
    if lifting:
        lift_home(request.actor, **common)
        messages.success(request, _("%(code)s: the measure at home is over.") % code)
        return
    changed = report_home_end(request.actor, ends_on=form.cleaned_data["ends_on"], **common)
    messages.success(
        request, _("%(code)s: last day at home %(day)s.") % {**code, "day": changed.ends_on.isoformat()}
    )
