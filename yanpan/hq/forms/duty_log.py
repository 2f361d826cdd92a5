"""What people enter in the duty log and at a hand-over of the shift. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.hq.forms.items import MINUTE
from yanpan.shell.forms import GroupedChoices, HourField


class EntryForm(forms.Form):
    """One line; an empty hour is now."""

    at = HourField(
        label=_("Time"),
        required=False,
        input_formats=[MINUTE],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTE),
    )
    caller = forms.CharField(label=_("Who rings"), max_length=60, required=False)
    number = forms.CharField(
        label=_("Caller's number"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    matter = forms.CharField(label=_("Matter"), max_length=1000)
    passed_to_key = forms.ChoiceField(label=_("Passed to"), required=False)

    def __init__(self, *args: object, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "passed_to_key", [("", "–"), *units])


class PassOnForm(forms.Form):
    to_unit_key = forms.ChoiceField(label=_("Passed to"))

    def __init__(self, *args: object, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "to_unit_key", units)


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("What came of it"), max_length=1000, widget=forms.Textarea({"rows": 2}))
    closed = forms.BooleanField(label=_("This closes it"), required=False, initial=True)


class StrikeForm(forms.Form):
    reason = forms.CharField(label=_("Why it is struck through"), max_length=200)


class ItemFromDutyForm(forms.Form):
    """交办: an entry or an instruction becomes an item."""

    matter = forms.CharField(label=_("Matter"), max_length=200)
    owner_key = forms.ChoiceField(label=_("Owner"))
    demand = forms.CharField(
        label=_("What counts as done"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
    due_at = HourField(
        label=_("Due"),
        input_formats=[MINUTE],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTE),
    )

    def __init__(self, *args: object, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "owner_key", units)


class ShiftForm(forms.Form):
    said = forms.CharField(
        label=_("To be said at the hand-over"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


def choose(form: forms.Form, name: str, choices: object) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices  # type: ignore[assignment]
