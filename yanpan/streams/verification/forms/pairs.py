"""A clerk's decision on a pair."""

from django import forms
from django.utils.translation import gettext_lazy as _

PAIR_REASONS = (
    ("id_agrees", _("ID numbers agree but for a slip")),
    ("name_phone", _("Name and telephone agree")),
    ("same_house", _("Same name, same house")),
    ("other_birth", _("Another date of birth")),
    ("other_person", _("Same name, another person")),
    ("relative", _("A member of the family")),
    ("rang", _("Asked by telephone")),
    ("asked_sender", _("The sender was asked")),
    ("too_little", _("Too little to tell")),
)


class PairForm(forms.Form):
    """A clerk's decision; one of the preset reasons or an own one."""

    pair = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=[("same", _("Same person")), ("different", _("Different persons")), ("unsure", _("Unsure"))]
    )
    was_unsure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    preset = forms.ChoiceField(choices=[("", "–"), *PAIR_REASONS], required=False, label=_("Reason"))
    note = forms.CharField(max_length=200, required=False, label=_("Another reason"))

    @property
    def reason(self) -> str:
        """The own words if there are any, else the preset's; '' for neither."""
        preset = self.cleaned_data.get("preset", "")
        return self.cleaned_data.get("note", "").strip() or str(dict(PAIR_REASONS).get(preset, ""))
