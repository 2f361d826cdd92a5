"""What people enter in the rota. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.hq.forms.duty_log import choose
from yanpan.hq.forms.items import MINUTE
from yanpan.hq.templatetags.duty_words import POSTS
from yanpan.shell.forms import GroupedChoices, HourField


class TurnForm(forms.Form):
    unit_key = forms.ChoiceField(label=_("Unit"))
    post = forms.ChoiceField(label=_("Post"), choices=lambda: list(POSTS.items()))
    name = forms.CharField(label=_("Name"), max_length=40, widget=forms.TextInput({"autocomplete": "off"}))
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    starts_at = HourField(
        label=_("Begins"),
        input_formats=[MINUTE],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTE),
    )
    ends_at = HourField(
        label=_("Ends"),
        input_formats=[MINUTE],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTE),
    )

    def __init__(self, *args: object, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "unit_key", units)
