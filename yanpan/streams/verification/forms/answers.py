"""What a village or an office enters about somebody sought."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.rules.outcomes import DECIDED, TESTED
from yanpan.streams.verification.templatetags.answer_words import RESULTS
from yanpan.streams.verification.templatetags.verification_words import BODIES, word_in


def _minutes() -> forms.DateTimeInput:
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


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


class AnswerForm(forms.Form):
    """The whole answer in one post, however many pages led to it. Names of the fields are kept: devices send them too.

    A measure is a reported fact: who decided it, and the paper or the word that paper follows.
    """

    where = forms.CharField(max_length=10, required=False)
    contact = forms.CharField(max_length=12, required=False)
    obstacle = forms.CharField(max_length=12, required=False)
    tried = forms.CharField(max_length=5, required=False)
    measure = forms.CharField(max_length=12, required=False)
    body = forms.ChoiceField(
        choices=lambda: choices(BODIES), widget=forms.RadioSelect, label=_("Who decided"), required=False
    )
    other_body = forms.CharField(max_length=60, required=False, label=_("Another body"))
    document_number = forms.CharField(max_length=60, required=False, label=_("Document number"))
    oral = forms.BooleanField(required=False, label=_("By word of mouth, paper within 24 hours"))
    told = forms.ChoiceField(
        choices=[("yes", _("Yes, told")), ("no", _("Not yet"))],
        widget=forms.RadioSelect,
        label=_("Was the person told?"),
        required=False,
    )
    test_result = forms.ChoiceField(
        choices=lambda: [("", _("Not asked, enter later")), *choices(RESULTS)],
        widget=forms.RadioSelect,
        label=_("Result"),
        required=False,
    )
    test_at = forms.DateTimeField(required=False, label=_("Tested at"), widget=_minutes())
    note = forms.CharField(max_length=200, required=False)
    other_unit_key = forms.CharField(max_length=40, required=False)
    answer_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("measure") in DECIDED:
            self._check_measure(given)
        if given.get("test_result") in TESTED and not given.get("test_at") and "test_at" not in self.errors:
            self.add_error("test_at", _("Say when the test was taken."))
        if given.get("test_at") and not given.get("test_result"):
            self.add_error("test_result", _("Say what the test showed."))
        return given

    def _check_measure(self, given: dict[str, Any]) -> None:
        if not (given.get("body") or given.get("other_body", "").strip()):
            self.add_error("body", _("Say which body decided this."))
        if not (given.get("oral") or given.get("document_number", "").strip()):
            self.add_error(
                "document_number", _("Enter the number of the document, or mark that it was said by word.")
            )

    @property
    def deciding_body(self) -> str:
        named: str = self.cleaned_data.get("other_body", "").strip()
        return named or word_in(BODIES, self.cleaned_data.get("body", ""))

    @property
    def answer(self) -> dict[str, Any]:
        """The answer as the operations take it."""
        given = self.cleaned_data
        kept = ("where", "contact", "obstacle", "tried", "measure", "test_result", "test_at", "note")
        return {
            **{name: given[name] for name in kept},
            "deciding_body": self.deciding_body,
            "document_number": given["document_number"].strip(),
            "told": {"yes": True, "no": False}.get(given["told"]),
            "other_unit_key": given["other_unit_key"],
            "answer_id": given["answer_id"],
        }


class PaperForm(forms.Form):
    """The paper that followed the word."""

    v = forms.IntegerField(widget=forms.HiddenInput)
    document_number = forms.CharField(max_length=60, label=_("Document number"))


class TestForm(forms.Form):
    """The test's result, later."""

    __test__ = False  # no test of ours

    v = forms.IntegerField(widget=forms.HiddenInput)
    test_result = forms.ChoiceField(
        choices=lambda: choices(RESULTS), widget=forms.RadioSelect, label=_("Result")
    )
    test_at = forms.DateTimeField(required=False, label=_("Tested at"), widget=_minutes())


class ToldByForm(forms.Form):
    told_by = forms.CharField(label=_("Who is on the telephone"), max_length=60)
