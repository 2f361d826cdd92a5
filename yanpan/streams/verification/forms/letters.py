"""Writing a letter to another city, sending it, and entering what comes back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.base.places.codes import list_cities
from yanpan.shell.forms import DayField, HourField
from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.operations.letters import About, Facts
from yanpan.streams.verification.rules.letters import MOST_HOURS, Told
from yanpan.streams.verification.rules.receipts import Answered
from yanpan.streams.verification.templatetags.answer_words import RESULTS as TESTS
from yanpan.streams.verification.templatetags.letter_words import CHANNELS, KINDS, RESULTS, URGENCIES
from yanpan.streams.verification.templatetags.verification_words import MEASURES

MOST_ASKED_LINES = 8


def _minutes() -> forms.DateTimeInput:
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _cities() -> list[tuple[str, Any]]:
    """Every city of the country, under its province."""
    groups = groupby(list_cities(), key=lambda city: city.province)
    return [("", "–"), *((province, [(one.code, one.name) for one in cities]) for province, cities in groups)]


@dataclass(frozen=True, slots=True)
class PersonFields:
    """One person on the form. lacks: of name and id_number what the drafter may give."""

    told: Told
    keep: forms.BoundField | None
    fields: tuple[forms.BoundField, ...]


class LetterToCityForm(forms.Form):
    """The letter as a whole, and for each person what the record does not know. Fields of a person: 'p-<n>-…'."""

    city = forms.ChoiceField(label=_("City the letter goes to"), choices=_cities)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=lambda: choices(URGENCIES), required=False)
    case_number = forms.CharField(
        label=_("Number of the case"),
        max_length=40,
        required=False,
        help_text=_("The number only, never the name of the case."),
    )
    place = forms.CharField(label=_("Place of exposure"), max_length=120)
    window = forms.CharField(
        label=_("Window of exposure"), max_length=60, help_text=_("Day and hours, from and to.")
    )
    asked = forms.CharField(
        label=_("What is asked for"),
        max_length=800,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One line each. Empty: as the form of the province has it."),
    )
    hours = forms.IntegerField(
        label=_("Hours until the receipt"),
        min_value=1,
        max_value=MOST_HOURS,
        required=False,
        help_text=_("Empty: as the form of the province has it."),
    )
    contact_name = forms.CharField(
        label=_("Our contact"), max_length=40, required=False, help_text=_("Empty: who leads the force.")
    )
    contact_phone = forms.CharField(label=_("Our 24-hour telephone"), max_length=20, required=False)
    their_phone = forms.CharField(label=_("Duty telephone of the other city"), max_length=30, required=False)

    def __init__(
        self,
        *args: Any,
        persons: Sequence[Told],
        lacks: Mapping[str, Sequence[str]],
        may_leave_out: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.persons, self.may_leave_out = persons, may_leave_out
        self.own_names: dict[int, list[str]] = {}
        for number, told in enumerate(persons):
            self._add_person(number, told, lacks.get(told.task, ()))

    def _add_person(self, number: int, told: Told, lacks: Sequence[str]) -> None:
        made: dict[str, forms.Field] = {}
        if "name" in lacks:
            made["name"] = forms.CharField(label=_("Full name"), max_length=40, required=False)
        if "id_number" in lacks:
            made["id_number"] = forms.CharField(label=_("ID number"), max_length=20, required=False)
        made["kind"] = forms.ChoiceField(label=_("Class"), choices=choices(KINDS), initial=told.kind)
        for name, label in (
            ("last_contact", _("Last contact")),
            ("last_place", _("Last known place")),
            ("travel", _("Vehicle and seat")),
        ):
            made[name] = forms.CharField(
                label=label, max_length=120, required=False, initial=getattr(told, name)
            )
        if self.may_leave_out:
            made["keep"] = forms.BooleanField(label=_("Stays in the letter"), required=False, initial=True)
        self.own_names[number] = [name for name in made if name != "keep"]
        for name, field in made.items():
            self.fields[f"p-{number}-{name}"] = field

    def person_fields(self) -> Iterator[PersonFields]:
        """For the page."""
        for number, told in enumerate(self.persons):
            keep = self[f"p-{number}-keep"] if self.may_leave_out else None
            bound = tuple(self[f"p-{number}-{name}"] for name in self.own_names[number])
            yield PersonFields(told, keep, bound)

    def letter_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.base_fields)

    @property
    def task_ids(self) -> list[UUID]:
        """Whom the letter names."""
        left_out = {
            number
            for number in range(len(self.persons))
            if self.may_leave_out and not self.cleaned_data.get(f"p-{number}-keep")
        }
        return [UUID(told.task) for number, told in enumerate(self.persons) if number not in left_out]

    @property
    def facts(self) -> Facts:
        given = self.cleaned_data
        lines = given["asked"].splitlines()
        return Facts(
            place=given["place"],
            window=given["window"],
            case_number=given["case_number"],
            asked=[line for line in lines if line.strip()][:MOST_ASKED_LINES],
            hours=given["hours"] or 0,
            urgency=given["urgency"],
            contact_name=given["contact_name"],
            contact_phone=given["contact_phone"],
            their_phone=given["their_phone"],
            about={UUID(told.task): self._about(number) for number, told in enumerate(self.persons)},
        )

    def _about(self, number: int) -> About:
        said = {name: self.cleaned_data[f"p-{number}-{name}"] for name in self.own_names[number]}
        return About(**said)


class ChannelForm(forms.Form):
    channel = forms.ChoiceField(label=_("Sent by"), choices=lambda: choices(CHANNELS))


class ScanForm(forms.Form):
    """A scan or photo of a paper."""

    scan = forms.FileField(
        label=_("Scan or photo"),
        help_text=_("JPEG, PNG or PDF, at most 10 MB."),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
    )


class ReceiptForm(forms.Form):
    """回执 on one person, as the paper has it."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label=_("What they found"), choices=lambda: choices(RESULTS), widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    controlled_at = HourField(label=_("Controlled since"), required=False, widget=_minutes())
    measure = forms.ChoiceField(
        label=_("Measure"), choices=lambda: choices(MEASURES, empty=True), required=False
    )
    deciding_body = forms.CharField(label=_("Body that decided it"), max_length=60, required=False)
    samples = forms.CharField(label=_("Samples: time and result of each"), max_length=200, required=False)
    test_at = HourField(label=_("Last sample at"), required=False, widget=_minutes())
    test_result = forms.ChoiceField(
        label=_("Its result"), choices=lambda: choices(TESTS, empty=True), required=False
    )
    onward = forms.CharField(label=_("Went on to"), max_length=200, required=False)
    onward_city = forms.ChoiceField(label=_("City went on to"), choices=_cities, required=False)
    next_contacts = forms.IntegerField(
        label=_("Contacts of this person"), min_value=0, max_value=9999, required=False
    )
    reporter = forms.CharField(label=_("Reported by"), max_length=40)
    checker = forms.CharField(label=_("Checked there by"), max_length=40, required=False)
    receipted_on = DayField(
        label=_("Date of the receipt"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    received_at = HourField(
        label=_("Came in at"), required=False, widget=_minutes(), help_text=_("Empty: now.")
    )
    scan = forms.FileField(
        label=_("Scan or photo"),
        required=False,
        help_text=_("JPEG, PNG or PDF, at most 10 MB."),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
    )

    @property
    def said(self) -> Answered:
        given = self.cleaned_data
        left_out = ("seen", "received_at", "scan")
        return Answered(**{name: value for name, value in given.items() if name not in left_out})


class ReceiptSheetForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("One table with receipts for one or many letters: xlsx, xls, ods or csv."),
        error_messages={"empty": _("The file is empty. Ask the sender for it again.")},
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )
    sender = forms.CharField(label=_("City that sent it"), max_length=80)


class ReplyReceiptForm(forms.Form):
    """Who reports and who checked our receipt to another city."""

    reporter = forms.CharField(label=_("Reported by"), max_length=40)
    checker = forms.CharField(label=_("Checked by"), max_length=40)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reporter") and given.get("reporter") == given.get("checker"):
            self.add_error("checker", _("Somebody else must check."))
        return given
