"""What people enter about items. Shape only: the rules are in the operations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import Choices, GroupedChoices, HourField

MINUTE = "%Y-%m-%dT%H:%M"


def _text(most: int, *, rows: int = 2) -> dict[str, Any]:
    """Free text of at most so many characters."""
    return {"max_length": most, "widget": forms.Textarea({"rows": rows})}


_HOUR: dict[str, Any] = {
    "input_formats": [MINUTE, "%Y-%m-%d %H:%M"],
    "widget": forms.DateTimeInput({"type": "datetime-local"}, format=MINUTE),
}


class DecideForm(forms.Form):
    """交办: who does what by when, what counts as done, and which indicator it must move."""

    owner_key = forms.ChoiceField(label=_("Owner"))
    matter = forms.CharField(label=_("Matter"), **_text(200))
    demand = forms.CharField(label=_("What counts as done"), **_text(300))
    due_at = HourField(label=_("Due"), **_HOUR)
    indicator = forms.ChoiceField(label=_("Indicator it must move"), required=False)
    origin = forms.ChoiceField(label=_("Whose demand"))
    severity = forms.TypedChoiceField(label=_("Weight"), coerce=int)
    helpers = forms.MultipleChoiceField(
        label=_("Helpers"), required=False, help_text=_("Several: hold Ctrl and click.")
    )

    def __init__(
        self,
        *args: object,
        units: GroupedChoices,
        indicators: Choices,
        origins: Choices,
        severities: Choices,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, choices in (
            ("owner_key", [("", "–"), *units]),
            ("helpers", units),
            ("indicator", [("", _("none")), *indicators]),
            ("origin", origins),
            ("severity", severities),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class DispatchForm(forms.Form):
    """By word first: what counts as done, and until when."""

    demand = forms.CharField(label=_("What counts as done"), **_text(300, rows=3))
    due_at = HourField(label=_("Due"), **_HOUR)


class _WithFiles(forms.Form):
    photo = forms.FileField(
        label=_("Photo or paper"), required=False, help_text=_("JPEG, PNG or PDF, at most 10 MB.")
    )
    photo_2 = forms.FileField(label=_("Another one"), required=False)


class ProgressForm(_WithFiles):
    note = forms.CharField(label=_("How it goes"), **_text(300))


class EvidenceForm(_WithFiles):
    evidence = forms.CharField(label=_("Evidence"), **_text(300))


class CheckForm(_WithFiles):
    reason = forms.CharField(label=_("What the check saw"), required=False, **_text(300))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), **_text(300))


class ReopenForm(ReasonForm):
    due_at = HourField(label=_("Due"), **_HOUR)
