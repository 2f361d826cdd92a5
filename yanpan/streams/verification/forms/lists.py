"""A list as it arrives, and what its columns mean."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.templatetags.verification_words import FIELDS, SOURCES

DAY = {"type": "date"}


class UploadForm(forms.Form):
    """A list as it arrived, and what the sheet itself does not say."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("xlsx, xls, ods, csv or txt as it came; at most 50 MB."),
        error_messages={"empty": _("The file is empty. Ask the sender for it again.")},
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )
    source = forms.ChoiceField(label=_("Source"), choices=lambda: choices(SOURCES, empty=True))
    sender = forms.CharField(
        label=_("Sender and number of the letter"), max_length=80, required=False, widget=forms.TextInput
    )
    topic = forms.CharField(
        label=_("Topic"),
        max_length=60,
        required=False,
        help_text=_("Only for a topic with its own clock, such as visitors of one hospital."),
    )
    place = forms.CharField(
        label=_("Place of exposure"),
        max_length=80,
        required=False,
        help_text=_(
            "If the sheet does not name it row by row. Rows without place and time make no task (HC-19)."
        ),
    )
    window_from = forms.DateField(
        label=_("Window from"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d")
    )
    window_to = forms.DateField(
        label=_("Window to"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d")
    )


class MappingForm(forms.Form):
    """One choice per column of each sheet; fields are named 'm-<sheet>-<column>'."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, layout: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout
        named = [(code, word) for code, word in FIELDS.items() if code != "row"]
        for place, sheet in enumerate(layout):
            for column in sheet["columns"]:
                self.fields[_mapped(place, column["index"])] = forms.ChoiceField(
                    choices=named, initial=column["field"], label=column["title"], required=False
                )

    @property
    def mapping(self) -> dict[str, dict[str, str]]:
        """Sheet → column index → field, for what was chosen."""
        return {
            str(sheet["sheet"]): {
                str(column["index"]): chosen
                for column in sheet["columns"]
                if (chosen := self.cleaned_data.get(_mapped(place, column["index"])))
            }
            for place, sheet in enumerate(self.layout)
        }

    def sheets(self) -> Iterator[tuple[dict[str, Any], list[tuple[dict[str, Any], forms.BoundField]]]]:
        """For the page: each sheet with its columns and their choices."""
        for place, sheet in enumerate(self.layout):
            yield sheet, [(column, self[_mapped(place, column["index"])]) for column in sheet["columns"]]


def _mapped(place: int, index: int) -> str:
    return f"m-{place}-{index}"
