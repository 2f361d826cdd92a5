"""What people enter while a headquarters is set up. Shape only: the rules are in the operations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.base.accounts.rules import ADMINISTRATORS
from yanpan.base.accounts.setting_up import NewAdministrator
from yanpan.shell.forms import GroupedChoices, _choose
from yanpan.shell.words import role_word

SHEETS = ".xlsx,.xls,.et,.ods,.csv"


class SetupCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Setup code"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "class": "code"}),
    )


class CityForm(forms.Form):
    code = forms.ChoiceField(label=_("City"))

    def __init__(self, *args: object, cities: GroupedChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose(self, "code", [("", "–"), *cities])


class BringCityForm(forms.Form):
    code = forms.RegexField(
        r"^\d{4}00$",
        label=_("Code of the city"),
        error_messages={"invalid": _("Six digits that end in 00.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "6"}),
    )
    name = forms.CharField(label=_("Name of the city"), max_length=80)
    file = forms.FileField(label=_("Sheet of divisions"), widget=forms.FileInput({"accept": SHEETS}))


class AdministratorsForm(forms.Form):
    """A name and a log-in name for each of the three roles."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for role in ADMINISTRATORS:
            self.fields[f"{role}_label"] = forms.CharField(
                label=_("%(role)s: name of the person") % {"role": role_word(role)}, max_length=60
            )
            self.fields[f"{role}_username"] = forms.SlugField(
                label=_("%(role)s: log-in name") % {"role": role_word(role)},
                max_length=60,
                help_text=_("Latin letters, digits, dashes."),
                widget=forms.TextInput({"autocomplete": "off"}),
            )

    def administrators(self) -> list[NewAdministrator]:
        said = self.cleaned_data
        return [
            NewAdministrator(role, said[f"{role}_label"], said[f"{role}_username"]) for role in ADMINISTRATORS
        ]


class UnitNameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)


class DirectoryForm(forms.Form):
    file = forms.FileField(
        label=_("Filled directory (通讯录.xlsx)"), widget=forms.FileInput({"accept": SHEETS})
    )
