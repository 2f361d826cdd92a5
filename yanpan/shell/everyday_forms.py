"""What people enter in the search box, in comments and in procedures. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import Choices, DayField

_DAY = {"type": "date"}


class SearchForm(forms.Form):
    text = forms.CharField(label=_("What you look for"), min_length=2, max_length=60)


class PeopleForm(forms.Form):
    text = forms.CharField(
        label=_("Short code, ID number, telephone or its last figures, name or initials"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    purpose = forms.ChoiceField(label=_("Why you look for this person"))
    unit_key = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, *args: object, purposes: Choices, units: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["purpose"].choices = [("", "–"), *purposes]  # type: ignore[attr-defined]
        self.fields["unit_key"].choices = [("", _("all own units")), *units]  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    said = forms.CharField(label=_("Comment"), max_length=500)
    to_unit_key = forms.CharField(label=_("To"), max_length=40, required=False)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ChangeForm(forms.Form):
    """A version: what it says, from when, and the problem it answers."""

    text = forms.CharField(
        label=_("What is to be done"),
        max_length=20_000,
        help_text=_("One step a line; an empty line between paragraphs. No names, no numbers of persons."),
        widget=forms.Textarea({"rows": 12}),
    )
    from_on = DayField(label=_("In force from"), widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    problem = forms.CharField(
        label=_("The problem it answers"),
        max_length=300,
        help_text=_("What went wrong, or what rule changed."),
        widget=forms.Textarea({"rows": 2}),
    )
    file = forms.FileField(
        label=_("Paper or picture"),
        required=False,
        help_text=_("JPEG, PNG or PDF, at most 10 MB."),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
    )


class ProcedureForm(ChangeForm):
    title = forms.CharField(label=_("Title"), max_length=120)
    line = forms.ChoiceField(label=_("Line of work"), required=False)
    field_order = ("title", "line", "text", "from_on", "problem", "file")

    def __init__(self, *args: object, lines: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["line"].choices = [("", _("all lines")), *lines]  # type: ignore[attr-defined]


class BriefingForm(forms.Form):
    on = DayField(label=_("Day of the briefing"), widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    people = forms.IntegerField(label=_("How many people were briefed"), min_value=1, max_value=99_999)
