"""What people enter in the register of papers from above. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.hq.forms.duty_log import choose
from yanpan.hq.forms.items import MINUTE
from yanpan.hq.templatetags.duty_words import PAPER_KINDS
from yanpan.shell.forms import GroupedChoices, HourField


def _minute(label: object, *, required: bool = True) -> HourField:
    return HourField(
        label=label,  # type: ignore[arg-type]
        required=required,
        input_formats=[MINUTE],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTE),
    )


class PaperForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(PAPER_KINDS.items()))
    number = forms.CharField(
        label=_("Number"),
        max_length=60,
        help_text=_("Document number; of an instruction without one, who gave it and the date."),
    )
    source = forms.CharField(label=_("Issuing body"), max_length=80)
    title = forms.CharField(label=_("Title or what it asks for"), max_length=200)
    received_at = _minute(_("Received"))
    due_at = _minute(_("To be answered by"), required=False)
    owner_key = forms.ChoiceField(label=_("Who answers"), required=False)
    scan = forms.FileField(
        label=_("Scan or photo (at most 10 MB)"),
        required=False,
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png,application/pdf"}),
    )

    def __init__(self, *args: object, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "owner_key", [("", _("this headquarters itself")), *units])


class AnswerPaperForm(forms.Form):
    number = forms.CharField(label=_("Answered under number"), max_length=60)


class VoidPaperForm(forms.Form):
    reason = forms.CharField(label=_("Why it is void"), max_length=200)
