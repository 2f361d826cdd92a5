"""What became of somebody who was due."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.templatetags.board_words import ARRIVAL_STATES, CONDITIONS


class ArrivalForm(forms.Form):
    """Met, did not come, goes elsewhere; all that is missing is said by the operation."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("What became of it"),
        choices=lambda: [one for one in choices(ARRIVAL_STATES) if one[0] != "expected"],
        widget=forms.RadioSelect,
    )
    condition = forms.ChoiceField(
        label=_("How is the person?"),
        choices=lambda: choices(CONDITIONS),
        widget=forms.RadioSelect,
        required=False,
    )
    handed_by = forms.CharField(
        label=_("Handed over by"), max_length=60, required=False, help_text=_("The vehicle or the office.")
    )
    to_unit_key = forms.ChoiceField(label=_("Meets the person now"), choices=[("", "–")], required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        """units: (key, name) of those that may meet a diverted person."""
        super().__init__(*args, **kwargs)
        self.fields["to_unit_key"].choices = [("", "–"), *units]  # type: ignore[attr-defined]
