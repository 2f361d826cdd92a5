"""What a village or an office enters about somebody sought."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.templatetags.verification_words import BODIES, word_in


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
        choices=lambda: choices(BODIES), widget=forms.RadioSelect, label=_("Who decided")
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
