"""What somebody enters who asks for an export."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.export_words import PURPOSES


class ExportForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Purpose"), choices=list(PURPOSES.items()))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, min_length=15, help_text=_("15 characters or more; no person.")
    )
