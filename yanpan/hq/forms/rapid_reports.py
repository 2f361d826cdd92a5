"""What people enter about a rapid report, at a desk or on a phone. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.hq.forms.duty_log import choose
from yanpan.hq.forms.items import MINUTE
from yanpan.hq.rules.rapid_reports import MEDICAL, kinds
from yanpan.hq.templatetags.duty_words import REPORT_KINDS, REPORT_WAYS, word_in
from yanpan.shell.forms import GroupedChoices, HourField


def _place() -> forms.CharField:
    return forms.CharField(
        label=_("Where it is"),
        max_length=200,
        help_text=_("Village, group, house, school, site, checkpoint."),
    )


def _number() -> forms.CharField:
    return forms.CharField(
        label=_("Number to ring back"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )


class _WithUnit(forms.Form):
    """unit_key: where it happened; chosen by those who report for others."""

    unit_key = forms.ChoiceField(label=_("Unit"))

    def __init__(self, *args: object, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "unit_key", units)
        if len(units) == 1 and len(units[0][1]) == 1:
            self.fields["unit_key"].widget = forms.HiddenInput()
            self.fields["unit_key"].initial = units[0][1][0][0]


class UrgentReportForm(_WithUnit):
    """The first button: as little as helps (HC-18)."""

    place = _place()
    number = _number()
    told_emergency = forms.BooleanField(label=_("120 has been rung"), required=False)
    field_order = ("unit_key", "place", "number", "told_emergency")


class ReportForm(_WithUnit):
    kind = forms.ChoiceField(label=_("What kind"), widget=forms.RadioSelect)
    place = _place()
    what = forms.CharField(label=_("What happened"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    happened_at = HourField(
        label=_("When"),
        required=False,
        input_formats=[MINUTE],
        help_text=_("Empty: just now."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTE),
    )
    people = forms.IntegerField(
        label=_("How many people"), required=False, widget=forms.NumberInput({"inputmode": "numeric"})
    )
    seen_by = forms.CharField(label=_("Who saw it"), max_length=200, required=False)
    done = forms.CharField(
        label=_("Done so far"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    needed = forms.CharField(
        label=_("Support needed"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    number = _number()
    by_telephone = forms.BooleanField(label=_("Taken by telephone"), required=False)
    field_order = ("kind", "unit_key", "place", "what")

    def __init__(self, *args: object, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, units=units, **kwargs)
        choose(self, "kind", [(one, word_in(REPORT_KINDS, one)) for one in kinds() if one != MEDICAL])


class CallBackForm(forms.Form):
    answer = forms.CharField(
        label=_("Said at the call back"), max_length=500, widget=forms.Textarea({"rows": 2})
    )


class PassUpForm(forms.Form):
    way = forms.ChoiceField(label=_("How"), choices=lambda: list(REPORT_WAYS.items()))


class ContinueForm(forms.Form):
    """续报 or 终报."""

    what = forms.CharField(label=_("What is new"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    people = forms.IntegerField(label=_("How many people by now"), required=False)
    done = forms.CharField(
        label=_("Done so far"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    needed = forms.CharField(
        label=_("Support needed"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    is_final = forms.BooleanField(label=_("Final report: this closes it"), required=False)


class WithdrawReportForm(forms.Form):
    reason = forms.CharField(label=_("Why it was a mistake"), max_length=200)
