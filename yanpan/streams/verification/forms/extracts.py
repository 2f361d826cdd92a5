"""What the subject desk enters: the number searched, the document seen, what is said to be wrong."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.extract_words import (
    CORRECTION_ANSWERS,
    CORRECTION_KINDS,
    DOCUMENTS,
    PROOFS,
    RELATIONS,
)


class FindForm(forms.Form):
    """One whole number. It never stands in an address: the form is sent by POST."""

    number = forms.CharField(
        label=_("ID number or short code"),
        max_length=24,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "text"}),
        help_text=_("The whole number; every search leaves a line, at most 20 a minute."),
    )


class ApplicationForm(forms.Form):
    """The identity check: which document was shown, its last four, and for another: what proves it."""

    relation = forms.ChoiceField(label=_("Asks for"), choices=list(RELATIONS.items()))
    document = forms.ChoiceField(label=_("Document shown"), choices=list(DOCUMENTS.items()))
    last_four = forms.CharField(
        label=_("Last four of its number"), max_length=4, widget=forms.TextInput({"autocomplete": "off"})
    )
    proof = forms.ChoiceField(
        label=_("Proof, for a child or somebody who died"),
        choices=[("", _("none")), *PROOFS.items()],
        required=False,
    )


class CorrectionForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is wrong"), choices=list(CORRECTION_KINDS.items()))
    said = forms.CharField(
        label=_("In the applicant's words"), max_length=500, widget=forms.Textarea({"rows": 3})
    )


class CorrectionAnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("Reply to the applicant"), choices=list(CORRECTION_ANSWERS.items()))
    reason = forms.CharField(label=_("Reason"), max_length=200)
