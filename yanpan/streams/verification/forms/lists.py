"""A list as it arrives, and what its columns mean."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import DayField
from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.templatetags.list_words import COLOUR_MEANINGS
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
        label=_("Sender"),
        max_length=80,
        required=False,
        help_text=_("Written as last time, the layout of the sender's sheet is known again."),
    )
    letter_number = forms.CharField(label=_("Number of the letter"), max_length=60, required=False)
    topic = forms.ChoiceField(
        label=_("Topic"),
        choices=[("", _("none"))],
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
    window_from = DayField(
        label=_("Window from"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d")
    )
    window_to = DayField(label=_("Window to"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    reply_due = forms.TypedChoiceField(
        label=_("Reply in the sender's sheet"),
        choices=[
            ("", _("As usual for the source")),
            ("yes", _("Is due: the file is kept for 7 days")),
            ("no", _("Is not due: the file is kept for 72 hours")),
        ],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, topics: Sequence[str] = (), **kwargs: Any) -> None:
        """topics: titles of the open ones."""
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("none")), *((one, one) for one in topics)]  # type: ignore[attr-defined]


class MappingForm(forms.Form):
    """What columns and colours mean. Fields: 'm-<sheet>-<column>', 'c-<colour>' and 'n-<colour>' for its note."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    cut_confirmed = forms.BooleanField(
        label=_("The sender was asked: the file is whole"),
        error_messages={"required": _("Ask the sender whether the file is whole, then say so here.")},
    )

    def __init__(
        self,
        *args: Any,
        layout: Sequence[dict[str, Any]],
        colours: Sequence[dict[str, Any]] = (),
        asks_whether_cut: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.layout, self.colours = layout, colours
        if not asks_whether_cut:
            del self.fields["cut_confirmed"]
        for one in colours:
            self._ask_colour(one)
        named = [(code, word) for code, word in FIELDS.items() if code != "row"]
        for place, sheet in enumerate(layout):
            for column in sheet["columns"]:
                self.fields[_mapped(place, column["index"])] = forms.ChoiceField(
                    choices=named, initial=column["field"], label=column["title"], required=False
                )

    def _ask_colour(self, asked: dict[str, Any]) -> None:
        self.fields[f"c-{asked['colour']}"] = forms.ChoiceField(
            label=_("Meaning"),
            choices=choices(COLOUR_MEANINGS),
            widget=forms.RadioSelect,
            initial=asked["meaning"] or None,
            error_messages={"required": _("Say what the colour means.")},
        )
        self.fields[f"n-{asked['colour']}"] = forms.CharField(
            label=_("In a few words"), max_length=40, required=False, initial=asked["note"]
        )

    @property
    def said_of_colours(self) -> dict[str, tuple[str, str]]:
        """Colour → (meaning, note)."""
        given = self.cleaned_data
        return {
            one["colour"]: (given[f"c-{one['colour']}"], given[f"n-{one['colour']}"]) for one in self.colours
        }

    def asked_colours(self) -> Iterator[tuple[dict[str, Any], forms.BoundField, forms.BoundField]]:
        """For the page: each colour with its choice and its note."""
        for one in self.colours:
            yield one, self[f"c-{one['colour']}"], self[f"n-{one['colour']}"]

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
