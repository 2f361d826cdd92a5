"""What people enter about papers of the office. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import GroupedChoices
from yanpan.shell.words.documents import URGENCIES


class NoticeForm(forms.Form):
    subject = forms.CharField(
        label=_("What it is about"), max_length=80, help_text=_("Stands in the title: Notice about …")
    )
    receivers = forms.MultipleChoiceField(
        label=_("Whom it goes to"),
        help_text=_("Several: hold Ctrl and click."),
        widget=forms.SelectMultiple({"size": 10}),
    )
    body = forms.CharField(
        label=_("What it says"),
        max_length=4000,
        help_text=_("One paragraph a line."),
        widget=forms.Textarea({"rows": 12}),
    )
    urgency = forms.ChoiceField(label=_("Urgency"), required=False, choices=lambda: list(URGENCIES.items()))

    def __init__(self, *args: object, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["receivers"].choices = units  # type: ignore[attr-defined]
