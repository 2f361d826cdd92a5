"""What people enter on the pages of what exists once. Shape only: the rules are in the operations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yanpan.kernel.errors import Refused
from yanpan.shell.words import explain
from yanpan.shell.words.documents import CHANNELS

Choices = list[tuple[str, str]]
GroupedChoices = list[tuple[str, Choices]]


def check_year(value: date) -> None:
    """A year that was mistyped, as 0021 or 9999, is said at once: no clock could be reckoned from it."""
    if not 2000 <= value.year < 2100:
        raise forms.ValidationError(_("Enter a year between 2000 and 2099."), code="year")


class DayField(forms.DateField):
    """A day of our time."""

    default_validators = [check_year]  # noqa: RUF012 - as Django declares it


class HourField(forms.DateTimeField):
    """A day and hour of our time."""

    default_validators = [check_year]  # noqa: RUF012 - as Django declares it


InWords = Callable[[Refused], str]


@contextmanager
def refusals_on(form: forms.Form, in_words: InWords = explain) -> Iterator[None]:
    """A refusal inside the block is shown on the form; missing and not permitted stay pages of their own."""
    try:
        yield
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        form.add_error(None, in_words(refused))
        form.refused_status = refused.status  # type: ignore[attr-defined]


@contextmanager
def refusals_told(request: HttpRequest, in_words: InWords = explain) -> Iterator[None]:
    """The same for a button without fields: told on the page one comes back to."""
    try:
        yield
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, in_words(refused))


def status_of(form: forms.Form) -> int:
    """200 for a form that is shown first, else the status of what is wrong with it."""
    if not form.is_bound or form.is_valid():
        return 200
    return int(getattr(form, "refused_status", 422))


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Log-in name"), max_length=60, widget=forms.TextInput({"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput())


class ChangePasswordForm(forms.Form):
    old = forms.CharField(
        label=_("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=_("At least 10 characters."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )


def _pin_field() -> forms.CharField:
    return forms.RegexField(
        r"^\d{6}$",
        label=_("PIN"),
        error_messages={"invalid": _("The PIN has six digits.")},
        widget=forms.TextInput(
            {"class": "pin", "inputmode": "numeric", "autocomplete": "off", "maxlength": "6"}
        ),
    )


class SlipCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the slip"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


class PinForm(forms.Form):
    pin = _pin_field()
    next = forms.CharField(required=False, widget=forms.HiddenInput())


class ChannelForm(forms.Form):
    channel = forms.ChoiceField(label=_("How it goes out"), choices=lambda: list(CHANNELS.items()))


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=_("Stamped paper, scan or photo"),
        help_text=_("JPEG, PNG or PDF, at most 10 MB."),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
    )


class DutyForm(forms.Form):
    leader = forms.CharField(label=_("Responsible leader"), max_length=40)
    deputy = forms.CharField(label=_("Deputy"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("24-hour telephone"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )


class OpenAccountForm(forms.Form):
    username = forms.SlugField(
        label=_("Log-in name"), max_length=60, help_text=_("Latin letters, digits, dashes.")
    )
    label = forms.CharField(label=_("Name of the person"), max_length=60)
    role = forms.ChoiceField(label=_("Role"))
    unit_key = forms.ChoiceField(label=_("Unit"))
    password = forms.CharField(
        label=_("First password"),
        max_length=200,
        strip=False,
        help_text=_("At least 10 characters. Hand it over in person; the person changes it at once."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, roles: Choices, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose(self, "role", roles)
        _choose(self, "unit_key", units)


class TokenForm(forms.Form):
    label = forms.CharField(label=_("Machine"), max_length=60)
    unit_key = forms.ChoiceField(label=_("Unit"))
    rights = forms.MultipleChoiceField(label=_("Rights"), widget=forms.CheckboxSelectMultiple)
    ends_on = DayField(label=_("Last day"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: object, rights: Choices, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose(self, "rights", rights)
        _choose(self, "unit_key", units)

    @property
    def expires_at(self) -> datetime:
        """The end of the last day, in the city."""
        last: date = self.cleaned_data["ends_on"]
        return datetime.combine(last, time.max, ZoneInfo(settings.TIME_ZONE))


class RefuseForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.TextInput())
    right_unit_key = forms.ChoiceField(label=_("Unit that is right"))

    def __init__(self, *args: object, units: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose(self, "right_unit_key", [("", "–"), *units])


class OpenEventForm(forms.Form):
    name = forms.CharField(label=_("Name of the event"), max_length=80)
    disease = forms.ChoiceField(label=_("Disease"))
    document = forms.CharField(
        label=_("Opened by document"),
        max_length=120,
        help_text=_("Number or name of the document that opens it."),
    )

    def __init__(self, *args: object, diseases: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose(self, "disease", diseases)


class CloseEventForm(forms.Form):
    document = forms.CharField(label=_("Closed by document"), max_length=120)


class ChangePackForm(forms.Form):
    pack_id = forms.ChoiceField(label=_("Rules"))

    def __init__(self, *args: object, packs: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose(self, "pack_id", packs)


def _choose(form: forms.Form, name: str, choices: object) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices  # type: ignore[assignment]


class PutAwayForm(forms.Form):
    reason = forms.CharField(label=_("Why it does not count"), max_length=200)
