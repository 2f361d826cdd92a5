"""A letter that came as a fax or a photo, typed."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import DayField
from yanpan.streams.verification.forms.lists import DAY
from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.templatetags.list_words import REASON_CLASSES

FEWEST_LINES = 4
MOST_LINES = 100
PERSON = ("name", "sex", "id_number", "phone", "address")
SEXES = (("", "–"), ("男", _("male")), ("女", _("female")))


class LetterForm(forms.Form):
    """The letter, its scan, and one line per person; lines left empty are no persons."""

    scan = forms.FileField(
        label=_("Fax or photo"),
        help_text=_("JPEG, PNG or PDF, at most 10 MB."),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
    )
    sender = forms.CharField(label=_("City that writes"), max_length=80)
    subject = forms.CharField(
        label=_("What the letter is about"), max_length=120, help_text=_("Without names of persons.")
    )
    number = forms.CharField(
        label=_("Number of the letter"),
        max_length=60,
        required=False,
        help_text=_("Leave it empty if the number follows; it is due within 24 hours."),
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=lambda: choices(REASON_CLASSES, empty=True))
    place = forms.CharField(
        label=_("Place of exposure"),
        max_length=80,
        required=False,
        help_text=_("Without place and day the persons wait for a signature (HC-19)."),
    )
    on = DayField(label=_("Day of exposure"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    as_written = forms.BooleanField(label=_("The letter itself has it so"), required=False)
    looks_wrong = False  # something looks mistyped: the clerk corrects it, or says that the letter has it so

    def __init__(self, *args: Any, line_count: int = FEWEST_LINES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_count = min(max(1, line_count), MOST_LINES)
        for line in range(self.line_count):
            self.fields[f"p-{line}-name"] = forms.CharField(
                label=_("Full name"), max_length=40, required=False
            )
            self.fields[f"p-{line}-sex"] = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
            self.fields[f"p-{line}-id_number"] = forms.CharField(
                label=_("ID number"), max_length=24, required=False
            )
            self.fields[f"p-{line}-phone"] = forms.CharField(
                label=_("Telephone"), max_length=24, required=False
            )
            self.fields[f"p-{line}-address"] = forms.CharField(
                label=_("Present address"), max_length=120, required=False
            )
            for name in PERSON:
                self.fields[f"p-{line}-{name}"].widget.attrs["autocomplete"] = "off"

    def persons(self) -> list[dict[str, str]]:
        """Every line as typed, the empty ones too, so that a problem is found again at its line."""
        return [
            {name: self.cleaned_data.get(f"p-{line}-{name}", "") for name in PERSON}
            for line in range(self.line_count)
        ]

    def correcting(self) -> "LetterForm":
        """The same letter typed again: its scan may stay, and why is said."""
        self.fields["scan"].required = False
        self.fields["why"] = forms.CharField(label=_("Why it is corrected"), max_length=200)
        return self

    def person_lines(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """For the page: each line with its number and fields."""
        for line in range(self.line_count):
            yield line + 1, [self[f"p-{line}-{name}"] for name in PERSON]

    def letter_fields(self) -> list[forms.BoundField]:
        names = ("why", "scan", "sender", "subject", "number", "reason", "place", "on")
        return [self[name] for name in names if name in self.fields]

    def mark(self, line: int, field: str, words: str) -> None:
        """A problem of one person, said at its place."""
        place = f"p-{line - 1}-{field}"
        self.add_error(place if place in self.fields else f"p-{line - 1}-name", words)
