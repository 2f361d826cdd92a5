"""What is entered of people at home, of needs and of call backs. Shape only."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import DayField
from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.templatetags.home_words import (
    CHECK_WHERES,
    CLOSINGS,
    NEEDS,
    SAMPLE_RESULTS,
    SYMPTOMS,
)
from yanpan.streams.verification.templatetags.verification_words import MEASURES

DAY = {"type": "date"}


class FollowUpForm(forms.Form):
    """The day's answer; the way was tapped before."""

    temperature = forms.DecimalField(
        label=_("Temperature °C"),
        required=False,
        max_digits=3,
        decimal_places=1,
        localize=False,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "placeholder": "36.5"}),
    )
    symptoms = forms.MultipleChoiceField(
        label=_("Symptoms"),
        required=False,
        choices=lambda: choices(SYMPTOMS),
        widget=forms.CheckboxSelectMultiple,
    )
    tested = forms.BooleanField(label=_("Was tested today"), required=False)
    result = forms.ChoiceField(
        label=_("Test result"), required=False, choices=lambda: choices(SAMPLE_RESULTS, empty=True)
    )


class BodyForm(forms.Form):
    """The body that decided, and its document."""

    deciding_body = forms.CharField(label=_("Who decided"), max_length=60)
    document_number = forms.CharField(label=_("Document number"), max_length=60, required=False)


class HomeEndForm(BodyForm):
    ends_on = DayField(label=_("Last day"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    field_order = ("ends_on",)


class NeedForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is needed"), choices=lambda: choices(NEEDS), widget=forms.RadioSelect
    )
    what = forms.CharField(
        label=_("In a few words"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Kept sealed: only who sees to it reads it."),
    )


class UrgentForm(forms.Form):
    what = forms.CharField(
        label=_("Who, where, what (if somebody is on no list: name and house)"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class PromiseForm(forms.Form):
    hours = forms.TypedChoiceField(
        label=_("Promised within"),
        coerce=int,
        choices=[(1, _("1 hour")), (2, _("2 hours")), (4, _("4 hours")), (8, _("8 hours"))],
    )

    def till(self, asked_at: datetime, now: datetime) -> datetime:
        """So many hours from now, but never past the 24 hours since it was asked."""
        latest = asked_at + timedelta(hours=24)
        wanted: datetime = now + timedelta(hours=self.cleaned_data["hours"])
        return min(wanted, latest) if now <= latest else wanted


class CheckForm(forms.Form):
    """What the call back found; nothing of the earlier answer stands here."""

    where = forms.ChoiceField(
        label=_("Where is the person now?"), choices=lambda: choices(CHECK_WHERES), widget=forms.RadioSelect
    )
    asked = forms.TypedChoiceField(
        label=_("Has somebody of the village or community really asked them?"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes, they were asked")), ("no", _("No, nobody asked"))],
        widget=forms.RadioSelect,
    )
    measure = forms.ChoiceField(
        label=_("If here: what follows for them now?"),
        required=False,
        choices=lambda: choices(MEASURES),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("where") == "here" and not given.get("measure"):
            self.add_error("measure", _("Say how the person is looked after."))
        return given


class ExplainForm(forms.Form):
    explanation = forms.CharField(
        label=_("What happened, what was done"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("No names, no telephone: supervision reads it."),
    )


class ClosingForm(forms.Form):
    closing = forms.ChoiceField(label=_("Result"), choices=lambda: choices(CLOSINGS))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class DrawPersonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class DrawForm(DrawPersonForm):
    at_most = forms.IntegerField(label=_("Rows at most"), min_value=1, max_value=50, initial=10)
    field_order = ("at_most", "reason")
