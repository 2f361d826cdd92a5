"""What people enter about the hours of their day. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import DayField


def _at(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Hour"),
        max_length=5,
        required=required,
        help_text="" if required else _("Empty: the hour falls away."),
        widget=forms.TextInput({"inputmode": "numeric", "placeholder": "17:30"}),
    )


def _from_on() -> DayField:
    return DayField(label=_("From the day"), widget=forms.DateInput({"type": "date"}))


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Reason"), max_length=200)


class MoveHourForm(forms.Form):
    at = _at(required=False)
    from_on = _from_on()
    reason = _reason()


class AddHourForm(forms.Form):
    title = forms.CharField(label=_("What falls due"), max_length=60)
    at = _at(required=True)
    from_on = _from_on()
    reason = _reason()


class RoundForm(forms.Form):
    from_on = _from_on()
    reason = _reason()
