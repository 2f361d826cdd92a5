"""What is entered of key places, sweeps, sentinels and holes. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import DayField, HourField
from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.rules.sweep import CHECKLIST, MOST_PEOPLE, NUMBERS, Exempt, PlaceKind
from yanpan.streams.verification.templatetags.sweep_words import (
    BASES,
    EXEMPT,
    FOUND_AS,
    PLACE_COLUMNS,
    PLACE_KINDS,
    RULES,
    SENTINEL_NUMBERS,
    SEVERITIES,
    VISIT_RESULTS,
)
from yanpan.streams.verification.templatetags.verification_words import MEASURES, word_in

DAY = {"type": "date"}
PICTURE = {"accept": ".jpg,.jpeg,.png", "capture": "environment"}
SHEET = {"accept": ".xlsx,.xls,.ods,.csv,.txt,.tsv"}


def _number(label: Any, *, required: bool = True) -> forms.IntegerField:
    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_PEOPLE, required=required, localize=False, widget=widget
    )


def _photo(label: Any, *, required: bool = False) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        help_text=_("Where and with what it was taken is removed."),
        widget=forms.FileInput(PICTURE),
    )


class PlaceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: choices(PLACE_KINDS, empty=True))
    title = forms.CharField(label=_("Name of the place"), max_length=80)
    street = forms.CharField(label=_("Address"), max_length=120, required=False)
    contact = forms.CharField(label=_("Who answers there"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=24,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )


class PlaceSheetForm(forms.Form):
    file = forms.FileField(
        label=_("Sheet of key places"),
        help_text=_(
            "xlsx, xls, ods or csv with titles: name, kind, village, address, who answers, telephone."
        ),
        widget=forms.FileInput(SHEET),
    )


class PlaceColumnsForm(forms.Form):
    """What each column means; what rows without a kind are."""

    kind = forms.ChoiceField(
        label=_("Kind of rows that say none"),
        required=False,
        choices=lambda: choices(PLACE_KINDS, empty=True),
    )

    def __init__(self, *args: Any, columns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for index, (title, meant) in enumerate(columns):
            self.fields[f"c-{index}"] = forms.ChoiceField(
                label=title or "–", choices=choices(PLACE_COLUMNS), initial=meant
            )

    def meant(self) -> list[str]:
        return [self.cleaned_data[f"c-{index}"] for index in range(len(self.columns))]

    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"c-{index}"] for index in range(len(self.columns))]


class VisitForm(forms.Form):
    """A visit; the rules are those of the kind of place: what is ticked was not kept."""

    result = forms.ChoiceField(
        label=_("Result of the visit"), choices=lambda: choices(VISIT_RESULTS), widget=forms.RadioSelect
    )
    broken = forms.MultipleChoiceField(
        label=_("Not kept (tick)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kept sealed."),
    )
    photo = _photo(_("Photo, if needed"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["broken"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.value, word_in(RULES, one.value)) for one in CHECKLIST[PlaceKind(kind)]]


class SweepForm(forms.Form):
    title = forms.CharField(label=_("Title of the sweep"), max_length=80)
    base = forms.ChoiceField(label=_("Households are counted by"), choices=lambda: choices(BASES))
    base_source = forms.CharField(
        label=_("Source of the base"),
        max_length=120,
        help_text=_("Which census, roster or register, of which day."),
    )
    from_on = DayField(label=_("First day"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    to_on = DayField(label=_("Last day"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))


class HouseholdsForm(forms.Form):
    registered = _number(_("Registered households"))
    reached = _number(_("Reached so far"))
    refused = _number(_("Refused an answer"), required=False)
    reason = forms.CharField(
        label=_("Reason of a correction"),
        max_length=200,
        required=False,
        help_text=_("Only where a number falls, or the base changes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Exempt:
            self.fields[f"exempt_{one.value}"] = _number(EXEMPT[one.value], required=False)
        self.order_fields(
            ["registered", "reached", "refused", *(f"exempt_{one.value}" for one in Exempt), "reason"]
        )

    def exempt_by(self) -> dict[str, int]:
        return {one.value: self.cleaned_data.get(f"exempt_{one.value}") or 0 for one in Exempt}

    def exempt_fields(self) -> list[forms.BoundField]:
        return [self[f"exempt_{one.value}"] for one in Exempt]


class FoundForm(forms.Form):
    """A person found: few fields, and whether the person stands here."""

    found_as = forms.ChoiceField(label=_("Why"), choices=lambda: choices(FOUND_AS), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Full name"), max_length=40)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=24,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    id_number = forms.CharField(
        label=_("ID number"),
        max_length=24,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("ID number or telephone: one of them."),
    )
    address = forms.CharField(label=_("House"), max_length=120, required=False)
    place = forms.CharField(label=_("Comes from, or was at"), max_length=80)
    on = DayField(label=_("Last day there"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    here = forms.BooleanField(label=_("The person stands here"), required=False, initial=True)
    measure = forms.ChoiceField(
        label=_("How is the person looked after?"),
        required=False,
        choices=lambda: choices(MEASURES, empty=True),
    )
    deciding_body = forms.CharField(label=_("Who decided"), max_length=60, required=False)
    document_number = forms.CharField(label=_("Document number"), max_length=60, required=False)


class SentinelForm(forms.Form):
    """The numbers of a kind of place; nothing left open."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NUMBERS[kind]:
            self.fields[name] = _number(SENTINEL_NUMBERS[name])


class ReferralForm(forms.Form):
    people = _number(_("How many people"))
    to_place = forms.ChoiceField(label=_("Sent to"))

    def __init__(self, *args: Any, clinics: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *clinics]


class HoleForm(forms.Form):
    """A hole in the defence; of a place of the register the place stands already."""

    spot = forms.CharField(
        label=_("Place of the hole"), max_length=80, required=False, help_text=_("The place, never a person.")
    )
    rule = forms.ChoiceField(label=_("Rule that is broken"), choices=lambda: choices(RULES, empty=True))
    severity = forms.ChoiceField(
        label=_("How grave"), choices=lambda: choices(SEVERITIES), widget=forms.RadioSelect
    )
    owner_key = forms.ChoiceField(label=_("Who repairs it"))
    photo = _photo(_("Photo"), required=True)
    photo_2 = _photo(_("Second photo"))
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kept sealed."),
    )

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner_key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(owners)


class RepairForm(forms.Form):
    photo = _photo(_("Photo that shows it repaired"), required=True)
    note = forms.CharField(label=_("What was done"), max_length=300, required=False)


class RecheckForm(forms.Form):
    photo = _photo(_("Photo"))
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("Needed where it is sent back.")
    )


class AssignForm(forms.Form):
    owner_key = forms.ChoiceField(label=_("Who repairs it"))
    due_at = HourField(
        label=_("Deadline"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    note = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner_key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(owners)
