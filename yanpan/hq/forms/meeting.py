"""What people enter at a meeting and after it. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """note_id: take this one back; code: contest this link; neither: a link of one's own."""

    note_id = forms.UUIDField(required=False)
    unit_key = forms.CharField(max_length=40, required=False)
    code = forms.CharField(max_length=40, required=False)
    indicator = forms.CharField(max_length=60, required=False)
    text = forms.CharField(max_length=200, required=False)


class MinutesForm(forms.Form):
    progress = forms.CharField(
        label=_("Progress acknowledged"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    demands = forms.CharField(
        label=_("What the meeting demands"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_(
            "One demand a line. Decisions with an owner and an hour are items: they come by themselves."
        ),
    )
