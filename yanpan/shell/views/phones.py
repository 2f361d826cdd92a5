"""Village phones and the slips that enrol them, for townships and counties."""

from collections.abc import Sequence

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.accounts.operations import PrintedSlip, print_slips, revoke_phone
from yanpan.base.accounts.queries import VillagePhones, list_phones, list_village_phones
from yanpan.base.places.queries import visible_unit
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest, forget_actors
from yanpan.shell.paper_files import pdf_as_file
from yanpan.shell.printed_slips import phone_slips
from yanpan.shell.views.sign_in import uuid_of

MOST_SLIPS = 60  # one township at a time


@require_GET
def village_phones(request: AskedRequest) -> HttpResponse:
    """Every village of the actor's units; by township, because a city has 1,334."""
    found = list_village_phones(request.actor, now=request.now)
    townships = list(dict.fromkeys(one.township for one in found))
    chosen = request.GET.get("township", "")
    if chosen not in townships:
        chosen = townships[0] if townships else ""
    context = {
        "villages": [one for one in found if one.township == chosen],
        "townships": [(name, _enrolled(found, name)) for name in townships],
        "chosen": chosen,
        "total": len(found),
        "enrolled": sum(one.phones > 0 for one in found),
    }
    return render(request, "shell/village_phones.html", context)


def _enrolled(found: Sequence[VillagePhones], township: str) -> tuple[int, int]:
    """(villages with a phone, villages)."""
    here = [one for one in found if one.township == township]
    return sum(one.phones > 0 for one in here), len(here)


@require_GET
def phones_of_unit(request: AskedRequest, key: str) -> HttpResponse:
    """The phones in use of one village."""
    unit = visible_unit(request.actor, key)
    found = list_phones(request.actor, unit_key=key, now=request.now)
    return render(request, "shell/phones_of_unit.html", {"unit": unit, "phones": found})


@require_POST
def revoke(request: AskedRequest, key: str, phone_id: str) -> HttpResponse:
    """A lost phone shows nothing more from its next request on."""
    revoke_phone(request.actor, phone_id=uuid_of(phone_id, "phone"), now=request.now)
    forget_actors()
    messages.success(request, _("The phone is cut off."))
    return redirect("shell:phones_of_unit", key=key)


@require_POST
def slips(request: AskedRequest) -> HttpResponse:
    """The printable slips. They exist on this answer and on paper only."""
    request.actor.must("accounts.print_slips")
    keys = request.POST.getlist("unit")
    if not keys or len(keys) > MOST_SLIPS:
        raise Refused("choose_villages", most=MOST_SLIPS)
    printed = print_slips(request.actor, unit_keys=keys, now=request.now)
    if request.POST.get("as") == "pdf":
        return pdf_as_file(phone_slips(request, printed, drill=settings.DRILL), "手机启用条.pdf")
    shown = [(slip, _picture(request, slip)) for slip in printed]
    return render(request, "shell/slips.html", {"slips": shown, "where": request.build_absolute_uri("/e/")})


def _picture(request: AskedRequest, slip: PrintedSlip) -> SafeString:
    """The QR code of the enrolment address, as SVG made here: nothing from outside is in it but the code."""
    address = request.build_absolute_uri(reverse("shell:enrol_phone", args=[slip.code]))
    return mark_safe(segno.make(address, error="m").svg_inline(omitsize=True, title=slip.code))
