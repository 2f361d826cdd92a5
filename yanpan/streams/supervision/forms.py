"""What is entered of visits, findings and order sheets. Shape only."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.base.places.queries import UnitView
from yanpan.base.policy.lines import LINES
from yanpan.base.policy.supervision import SupervisionRule
from yanpan.shell.forms import HourField
from yanpan.streams.supervision.templatetags.supervision_words import (
    PLACE_KINDS,
    SEVERITIES,
    STATES,
    Words,
    broken_rule_word,
    line_word,
)

PICTURE = {"accept": ".jpg,.jpeg,.png", "capture": "environment"}
HOUR = "%Y-%m-%dT%H:%M"
ALL, OPEN = "", "open"


def _choices(words: Words, *, empty: bool = False) -> list[tuple[str, Any]]:
    found = list(words.items())
    return [("", "–"), *found] if empty else found


def _lines(first: Any = "–") -> list[tuple[str, Any]]:
    return [("", first), *((one.key, line_word(one.key)) for one in LINES)]


def _photo(label: Any, *, required: bool = False) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        help_text=_("Where and with what it was taken is removed."),
        widget=forms.FileInput(PICTURE),
    )


def _hour(label: Any, *, required: bool = False, help_text: Any = "") -> HourField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=HOUR)
    return HourField(label=label, required=required, widget=widget, help_text=help_text)


def _text(label: Any, *, longest: int, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(
        label=label, max_length=longest, required=required, widget=widget, help_text=help_text
    )


class PlaceForm(forms.Form):
    """Where the inspector stands."""

    title = forms.CharField(
        label=_("Name of the place"),
        max_length=80,
        widget=forms.TextInput({"list": "known-places", "autocomplete": "off"}),
        help_text=_("The place, never a person."),
    )
    kind = forms.ChoiceField(label=_("Kind of place"), choices=lambda: _choices(PLACE_KINDS, empty=True))
    at = _hour(_("Hour"), help_text=_("Only if it was not just now."))


class VisitForm(PlaceForm):
    line = forms.ChoiceField(label=_("Line of work that was looked at"), choices=_lines)
    field_order = ("title", "kind", "line", "at")


class FindingForm(PlaceForm):
    rule = forms.ChoiceField(label=_("Rule that is broken"))
    severity = forms.TypedChoiceField(
        label=_("How grave"), coerce=int, choices=lambda: _choices(SEVERITIES), widget=forms.RadioSelect
    )
    seen = _text(
        _("What was seen"), longest=1000, help_text=_("No names, no numbers of persons. Kept sealed.")
    )
    photo = _photo(_("Photo"))
    photo_2 = _photo(_("Second photo"))
    photo_3 = _photo(_("Third photo"))
    told = forms.CharField(
        label=_("Told on the spot"),
        max_length=60,
        required=False,
        help_text=_("By post, e.g. the head of the station; not the name."),
    )
    owner_key = forms.ChoiceField(label=_("Who answers for it"), required=False)
    due = _hour(_("Deadline"), help_text=_("Empty: 4 hours if grave, else 24 hours, as the rules say."))
    field_order = (
        *("title", "kind", "rule", "severity", "seen", "photo", "photo_2", "photo_3"),
        *("told", "owner_key", "due", "at"),
    )

    def __init__(
        self, *args: Any, rules: Iterable[SupervisionRule], owners: Sequence[UnitView], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "rule", [("", "–"), *rule_choices(rules)])
        _choose(self, "owner_key", [(one.key, one.name) for one in owners])


def rule_choices(rules: Iterable[SupervisionRule]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rules under their lines of work, in the order of the lines."""
    by_line: dict[str, list[tuple[str, str]]] = {}
    for one in rules:
        by_line.setdefault(one.line, []).append((one.key, broken_rule_word(one.key)))
    return [(line_word(line.key), by_line[line.key]) for line in LINES if line.key in by_line]


class MeasureForm(forms.Form):
    note = _text(_("What is being done, by whom (post), until when"), longest=500)


class EvidenceForm(forms.Form):
    note = _text(_("What was done"), longest=500, help_text=_("No names, no numbers of persons."))
    photo = _photo(_("Photo that shows it put right"), required=True)
    photo_2 = _photo(_("Second photo"))
    photo_3 = _photo(_("Third photo"))


class RecheckForm(forms.Form):
    photo = _photo(_("Photo"))
    note = _text(_("Note"), longest=500, required=False, help_text=_("Needed where it is sent back."))


class AssignForm(forms.Form):
    owner_key = forms.ChoiceField(label=_("Who answers for it"))
    due = _hour(_("Deadline"), required=True)
    note = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, owners: Sequence[UnitView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "owner_key", [(one.key, one.name) for one in owners])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class WantedForm(forms.Form):
    """What the list is to show; nothing chosen = all that is open."""

    line = forms.ChoiceField(label=_("Line of work"), required=False, choices=lambda: _lines(_("All")))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=lambda: [(OPEN, _("not struck off")), *_choices(STATES), (ALL, _("All"))],
    )
    late = forms.BooleanField(label=_("past the deadline"), required=False)
    again = forms.BooleanField(label=_("a second time"), required=False)


def _choose(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
