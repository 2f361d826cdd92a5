"""What people enter about a meeting. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.hq.forms.items import MINUTE
from yanpan.hq.templatetags.duty_words import PRESENCE
from yanpan.shell.forms import HourField


class MeetingForm(forms.Form):
    at = HourField(
        label=_("When"),
        input_formats=[MINUTE],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTE),
    )
    chair = forms.CharField(label=_("Chair"), max_length=40)
    place = forms.CharField(label=_("Where it is"), max_length=80, required=False)


class SeatForm(forms.Form):
    presence = forms.ChoiceField(label=_("Attendance"), choices=lambda: list(PRESENCE.items()))
    person = forms.CharField(label=_("Who came"), max_length=40, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=100, required=False)


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)
