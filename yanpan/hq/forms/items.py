"""What people enter about items. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _

MINUTE = "%Y-%m-%dT%H:%M"


class DispatchForm(forms.Form):
    """交办: what counts as done, and until when."""

    demand = forms.CharField(
        label=_("What counts as done"), max_length=300, widget=forms.Textarea({"rows": 3})
    )
    due_at = forms.DateTimeField(
        label=_("Due"),
        input_formats=[MINUTE, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTE),
    )


class EvidenceForm(forms.Form):
    evidence = forms.CharField(label=_("Evidence"), max_length=300, widget=forms.Textarea({"rows": 2}))


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)
