"""What people enter on the pages of the headquarters. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FixForm(forms.Form):
    """Fix the figures now: under the day's name for it, or under another hour's."""

    name = forms.RegexField(
        r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$",
        label=_("Cut-off"),
        error_messages={"invalid": _("Enter an hour such as 18:00.")},
        help_text=_("24:00 fixes the figures of the whole day, 0–24 h."),
        widget=forms.TextInput({"inputmode": "numeric", "maxlength": "5"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Only for a later version: what is corrected, and why."),
    )
