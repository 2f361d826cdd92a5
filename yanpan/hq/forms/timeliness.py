"""A date of an event, entered by hand. Shape only: the rules are in the operation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.hq.exchange.timeliness import milestone_name
from yanpan.hq.rules.timeliness import CODES
from yanpan.shell.forms import DayField


def _choices() -> list[tuple[str, str]]:
    return [(code, milestone_name(code)) for code in CODES]


class MilestoneForm(forms.Form):
    code = forms.ChoiceField(label=_("Date of"), choices=_choices)
    on = DayField(label=_("Day"), widget=forms.DateInput({"type": "date"}))
    source = forms.CharField(
        label=_("Known from"), max_length=200, help_text=_("The paper or list that says so; no names.")
    )
