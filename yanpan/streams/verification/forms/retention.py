"""What people enter about retention."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import DayField


class KeepLongerForm(forms.Form):
    """An extension as it is asked for: why, under which assessment, until when."""

    purpose = forms.ChoiceField(
        label=_("Kept as"), choices=[("evidence", _("evidence")), ("evaluation", _("evaluation"))]
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, min_length=15, help_text=_("15 characters or more; no person.")
    )
    assessment = forms.CharField(
        label=_("Document of the assessment"),
        max_length=80,
        help_text=_("The assessment of legality, necessity and security the law asks for."),
    )
    until = DayField(label=_("Keep until"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
