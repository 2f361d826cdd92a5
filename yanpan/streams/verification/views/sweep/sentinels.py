"""Fever clinics and pharmacies: the day's counts, zero by one tap; people sent on, and how many came."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.base.events.queries import current_event
from yanpan.shell.asked import page_asked, unit_asked, version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import status_of
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.shell.spreadsheets.tables import every_page
from yanpan.shell.views.sign_in import uuid_of
from yanpan.streams.verification.forms.sweep import ReferralForm, SentinelForm
from yanpan.streams.verification.operations.sweep import (
    receive_referral,
    report_sentinel,
    send_referral,
    withdraw_referral,
)
from yanpan.streams.verification.queries.sweep import (
    fever_clinics,
    get_sentinel,
    list_referrals,
    list_sentinels,
)
from yanpan.streams.verification.queries.sweep.places import PAGE
from yanpan.streams.verification.queries.sweep.sentinels import ReferralView, SentinelView
from yanpan.streams.verification.rules.sweep import NUMBERS
from yanpan.streams.verification.views.sweep.frame import problems_on, problems_told
from yanpan.streams.verification.views.tables import REFERRALS, SENTINELS
from yanpan.streams.verification.views.village import frame_of


@require_GET
def sentinels(request: AskedRequest) -> HttpResponse:
    """Ten a page; who has said nothing today stands out."""
    unit, page = unit_asked(request), page_asked(request)

    def sentinels_on(number: int) -> list[SentinelView]:
        return list_sentinels(
            request.actor, event_id=current_event().id, unit_path=unit.path, page=number, now=request.now
        )

    if asks_for_sheet(request):
        return table_answer(request, SENTINELS, every_page(sentinels_on, PAGE), unit=unit)
    found = sentinels_on(page)
    context = {
        "unit": unit,
        "sentinels": found,
        "page": page,
        "more": len(found) == PAGE,
        "may_report": request.actor.may("verification.report_sentinel"),
        **frame_of(request),
    }
    return render(request, "verification/place_sentinels.html", context)


@require_http_methods(["GET", "POST"])
def sentinel(request: AskedRequest, place_id: UUID) -> HttpResponse:
    """One place: '0 today' is one tap; else its numbers; the last seven days."""
    found = get_sentinel(request.actor, event_id=current_event().id, place_id=place_id, now=request.now)
    kind = found.place.kind
    zero = "zero" in request.POST
    typed = {name: "0" for name in NUMBERS[kind]} if zero else request.POST
    form = SentinelForm(
        typed if request.method == "POST" else None,
        kind=kind,
        initial=dict(found.today.numbers) if found.today else None,
    )
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            report_sentinel(
                request.actor,
                place_id=place_id,
                number=version_asked(request),
                numbers=form.cleaned_data,
                now=request.now,
            )
            messages.success(request, _("Zero is reported.") if zero else _("Kept."))
            return redirect("verification:sentinels")
    context = {
        "found": found,
        "place": found.place,
        "form": form,
        "may_report": request.actor.may("verification.report_sentinel"),
        "may_refer": request.actor.may("verification.send_referral"),
        **frame_of(request),
    }
    return render(request, "verification/place_sentinel.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def refer(request: AskedRequest, place_id: UUID) -> HttpResponse:
    """So many people sent on: no names."""
    request.actor.must("verification.send_referral")
    found = get_sentinel(request.actor, event_id=current_event().id, place_id=place_id, now=request.now)
    clinics = [
        (str(one.id), f"{one.title} · {one.unit}")
        for one in fever_clinics(request.actor.home)
        if one.id != place_id
    ]
    form = ReferralForm(request.POST or None, clinics=clinics)
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            send_referral(
                request.actor,
                place_id=place_id,
                to_place_id=uuid_of(form.cleaned_data["to_place"], "place"),
                people=form.cleaned_data["people"],
                now=request.now,
            )
            messages.success(request, _("Kept: the clinic says how many came."))
            return redirect("verification:referrals")
    context = {"form": form, "place": found.place, **frame_of(request)}
    return render(request, "verification/place_refer.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def referrals(request: AskedRequest) -> HttpResponse:
    """What was sent and what is to come, open ones by their hour."""
    if request.method == "POST":
        request.actor.must("verification.receive_referral")
        return _settled(request)
    wanted, page = request.GET.get("wanted", "open"), page_asked(request)

    def referrals_on(number: int) -> list[ReferralView]:
        return list_referrals(
            request.actor, event_id=current_event().id, wanted=wanted, page=number, now=request.now
        )

    if asks_for_sheet(request):
        return table_answer(request, REFERRALS, every_page(referrals_on, PAGE))
    found = referrals_on(page)
    context = {
        "referrals": found,
        "wanted": "open" if wanted == "open" else "all",
        "page": page,
        "more": len(found) == PAGE,
        "may_receive": request.actor.may("verification.receive_referral"),
        "may_withdraw": request.actor.may("verification.withdraw_referral"),
        **frame_of(request),
    }
    return render(request, "verification/place_referrals.html", context)


def _settled(request: AskedRequest) -> HttpResponse:
    referral_id = uuid_of(request.POST.get("referral", ""), "referral")
    came = request.POST.get("came", "")
    with problems_told(request):
        if "withdraw" in request.POST:
            withdraw_referral(request.actor, referral_id=referral_id, now=request.now)
        else:
            number = int(came) if came.isascii() and came.isdecimal() and len(came) < 8 else -1
            receive_referral(request.actor, referral_id=referral_id, came=number, now=request.now)
        messages.success(request, _("Kept."))
    return redirect("verification:referrals")
