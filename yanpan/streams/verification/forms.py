"""What people enter on the pages of this room. Shape only: the rules are in the operations."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.base.places.queries import UnitView
from yanpan.streams.verification.templatetags.verification_words import BODIES, FIELDS, SOURCES, word_in

DAY = {"type": "date"}


def _choices(words: dict[str, Any] | Any, *, empty: bool = False) -> list[tuple[str, Any]]:
    found = list(words.items())
    return [("", "–"), *found] if empty else found


class UploadForm(forms.Form):
    """A list as it arrived, and what the sheet itself does not say."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("xlsx, xls, ods, csv or txt as it came; at most 50 MB."),
        error_messages={"empty": _("The file is empty. Ask the sender for it again.")},
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )
    source = forms.ChoiceField(label=_("Source"), choices=lambda: _choices(SOURCES, empty=True))
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


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


PAIR_REASONS = (
    ("id_agrees", _("ID numbers agree but for a slip")),
    ("name_phone", _("Name and telephone agree")),
    ("same_house", _("Same name, same house")),
    ("other_birth", _("Another date of birth")),
    ("other_person", _("Same name, another person")),
    ("relative", _("A member of the family")),
    ("rang", _("Asked by telephone")),
)


class PairForm(forms.Form):
    """A clerk's decision; one of the preset reasons or an own one."""

    pair = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=[("same", _("Same person")), ("different", _("Different persons")), ("unsure", _("Unsure"))]
    )
    preset = forms.ChoiceField(choices=[("", "–"), *PAIR_REASONS], required=False, label=_("Reason"))
    note = forms.CharField(max_length=200, required=False, label=_("Another reason"))

    @property
    def reason(self) -> str:
        """The own words if there are any, else the preset's; '' for neither."""
        preset = self.cleaned_data.get("preset", "")
        return self.cleaned_data.get("note", "").strip() or str(dict(PAIR_REASONS).get(preset, ""))


class RefusalForm(forms.Form):
    """Not ours: why, and whose."""

    PRESETS = (
        ("moved", _("Moved away, lives there now")),
        ("never", _("Never lived here")),
        ("other_place", _("A place of the same name")),
        ("zone", _("The village is under another unit now")),
    )
    preset = forms.ChoiceField(choices=PRESETS, label=_("Reason"), widget=forms.RadioSelect, required=False)
    note = forms.CharField(max_length=150, required=False, label=_("In other words"))
    right_unit_key = forms.CharField(max_length=40)

    @property
    def reason(self) -> str:
        preset = dict(self.PRESETS).get(self.cleaned_data.get("preset", ""), "")
        return self.cleaned_data.get("note", "").strip() or str(preset)


class MeasureForm(forms.Form):
    """A measure is a reported fact: who decided it, and the paper or the word that paper follows."""

    body = forms.ChoiceField(
        choices=lambda: _choices(BODIES), widget=forms.RadioSelect, label=_("Who decided")
    )
    other_body = forms.CharField(max_length=60, required=False, label=_("Another body"))
    document_number = forms.CharField(max_length=60, required=False, label=_("Document number"))
    oral = forms.BooleanField(required=False, label=_("By word of mouth, paper within 24 hours"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not (given.get("body") or given.get("other_body", "").strip()):
            self.add_error("body", _("Say which body decided this."))
        if not (given.get("oral") or given.get("document_number", "").strip()):
            self.add_error(
                "document_number", _("Enter the number of the document, or mark that it was said by word.")
            )
        return given

    @property
    def deciding_body(self) -> str:
        named: str = self.cleaned_data.get("other_body", "").strip()
        return named or word_in(BODIES, self.cleaned_data.get("body", ""))


class ToldByForm(forms.Form):
    told_by = forms.CharField(label=_("Who is on the telephone"), max_length=60)


def unit_label(unit: UnitView, names: dict[int, str]) -> str:
    """'姬石镇 · 召陵区': the unit with the one above it."""
    above = names.get(unit.parent_id or 0, "")
    return f"{unit.name} · {above}" if above else unit.name
