"""What stands on a slip: the first password of a log-in, or the code and PIN that enrol a village's phone."""

from collections.abc import Sequence
from itertools import groupby

import segno
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yanpan.base.accounts.first_passwords import FirstPassword
from yanpan.base.accounts.operations import PrintedSlip
from yanpan.shell.asking import AskedRequest
from yanpan.shell.papers import DRILL_MARK, Slip, SlipSheet, slips_to_pdf
from yanpan.shell.words import role_word


def password_slips(request: AskedRequest, printed: Sequence[FirstPassword], *, drill: bool) -> bytes:
    """A page for each unit."""
    where = request.build_absolute_uri(reverse("shell:sign_in"))
    by_unit = groupby(printed, key=lambda one: (one.unit_key, one.unit_name))
    sheets = [SlipSheet(name, tuple(_password(one, where) for one in some)) for (_key, name), some in by_unit]
    return _pdf(request, _("First sign-in"), sheets, drill)


def _password(one: FirstPassword, where: str) -> Slip:
    return Slip(
        one.label,
        (
            (_("Role"), role_word(one.role)),
            (_("Log-in name"), one.username),
            (_("Address"), where),
            (_("Valid until"), f"{localtime(one.expires_at):%Y-%m-%d %H:%M}"),
        ),
        _("First password"),
        one.password,
        _("For this person only. It opens nothing but the choice of an own password: choose it at once."),
    )


def phone_slips(request: AskedRequest, printed: Sequence[PrintedSlip], *, drill: bool) -> bytes:
    """A page for each village."""
    sheets = [SlipSheet(one.unit_name, (_phone(request, one),)) for one in printed]
    return _pdf(request, _("Village phone"), sheets, drill)


def _phone(request: AskedRequest, one: PrintedSlip) -> Slip:
    address = request.build_absolute_uri(reverse("shell:enrol_phone", args=[one.code]))
    return Slip(
        _("Phone of the village"),
        (
            (_("Code on the slip"), f"{one.code[:4]} {one.code[4:]}"),
            (_("Address"), request.build_absolute_uri(reverse("shell:slip_code"))),
            (_("Valid until"), f"{localtime(one.expires_at):%Y-%m-%d %H:%M}"),
        ),
        _("PIN"),
        one.pin,
        _("Scan the code with the phone that stays with the village worker, then type the PIN."),
        segno.make(address, error="m").svg_inline(omitsize=True, svgns=True),
    )


def _pdf(request: AskedRequest, title: str, sheets: Sequence[SlipSheet], drill: bool) -> bytes:
    hour = f"{localtime(request.now):%Y-%m-%d %H:%M}"
    mark = f"{request.unit_name} · {hour} · {request.actor.label or request.actor.name}"
    return slips_to_pdf(
        title, sheets, mark=mark, drill_mark=DRILL_MARK if drill else "", fixed_at=request.now
    )
