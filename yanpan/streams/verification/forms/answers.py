"""What a village or an office enters about somebody sought."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import HourField
from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.rules.outcomes import (
    DECIDED,
    TESTED,
    OutcomeProblem,
    asked_after,
    outcome_problems,
)
from yanpan.streams.verification.templatetags.answer_words import CALL_FAILED, RESULTS, VISIT_FAILED
from yanpan.streams.verification.templatetags.verification_words import (
    BODIES,
    CONTACTS,
    MEASURES,
    OUTCOME_PROBLEMS,
    WHERES,
    Words,
    word_in,
)

Grouped = list[tuple[Any, Any]]


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


def _tap(words: Words | Callable[[], Grouped], label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=words if callable(words) else lambda: choices(words),
        label=label,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )


def _ways_to_fail() -> Grouped:
    """One tap says both how somebody was tried and why in vain: 'call-off', 'visit-refused'."""
    return [
        (group, [(f"{tried}-{code}", word) for code, word in reasons.items()])
        for tried, group, reasons in (
            ("call", _("Tried by telephone"), CALL_FAILED),
            ("visit", _("Tried at the door"), VISIT_FAILED),
        )
    ]


# What each question of rules.outcomes.asked_after is entered in.
_ENTERED_IN: Mapping[str, tuple[str, ...]] = {
    "contact": ("contact",),
    "not_reached": ("not_reached",),
    "unit": ("other_unit_key",),
    "measure": ("measure",),
    "body": ("body", "other_body", "document_number", "oral"),
    "told": ("told",),
    "test": ("test_result", "test_at"),
}
_SAID_BESIDE = {
    OutcomeProblem.UNKNOWN_WHERE: "where",
    OutcomeProblem.CONTACT_NEEDED: "contact",
    OutcomeProblem.OBSTACLE_NEEDED: "not_reached",
    OutcomeProblem.UNIT_NEEDED: "other_unit_key",
    OutcomeProblem.MEASURE_NEEDED: "measure",
    OutcomeProblem.BODY_NEEDED: "body",
}


class AnswerForm(forms.Form):
    """The whole answer in one post: the taps, and what belongs to them.

    A measure is a reported fact: who decided it, and the paper or the word that paper follows.
    """

    where = _tap(WHERES, _("What did you find?"))
    contact = _tap(CONTACTS, _("How did you reach the person?"))
    not_reached = _tap(_ways_to_fail, _("Why not reached?"))
    measure = _tap(MEASURES, _("What follows?"))
    body = _tap(BODIES, _("Who decided"))
    other_body = forms.CharField(max_length=60, required=False, label=_("Another body"))
    document_number = forms.CharField(max_length=60, required=False, label=_("Document number"))
    oral = forms.BooleanField(required=False, label=_("By word of mouth, paper within 24 hours"))
    told = _tap({"yes": _("Yes, told"), "no": _("Not yet")}, _("Was the person told?"))
    test_result = forms.ChoiceField(
        choices=lambda: [("", _("Not asked, enter later")), *choices(RESULTS)],
        widget=forms.RadioSelect,
        label=_("Result"),
        required=False,
    )
    test_at = HourField(required=False, label=_("Tested at"), widget=_minutes())
    note = forms.CharField(max_length=200, required=False, label=_("Note (how you know, where to)"))
    other_unit_key = forms.CharField(max_length=40, required=False, label=_("Where is the person?"))
    answer_id = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._check_taps(given)
        if given.get("measure") in DECIDED and not (
            given.get("oral") or given.get("document_number", "").strip()
        ):
            self.add_error(
                "document_number", _("Enter the number of the document, or mark that it was said by word.")
            )
        if given.get("test_result") in TESTED and not given.get("test_at") and "test_at" not in self.errors:
            self.add_error("test_at", _("Say when the test was taken."))
        if given.get("test_at") and not given.get("test_result"):
            self.add_error("test_result", _("Say what the test showed."))
        return given

    def _check_taps(self, given: dict[str, Any]) -> None:
        """Without a script all questions stand open at once: what is missing, and what belongs to another answer."""
        where, contact, measure = (given.get(name, "") for name in ("where", "contact", "measure"))
        tried = given.get("not_reached", "").partition("-")
        missing = outcome_problems(
            where,
            contact,
            measure,
            obstacle=tried[2],
            other_unit=given.get("other_unit_key", ""),
            body=self.deciding_body,
        )
        for problem in missing:
            if (name := _SAID_BESIDE[problem]) not in self.errors:
                self.add_error(name, word_in(OUTCOME_PROBLEMS, problem))
        if where:
            asked = asked_after(where, contact, measure)
            for name in (one for part in _ENTERED_IN.keys() - asked for one in _ENTERED_IN[part]):
                if given.get(name):
                    self.add_error(name, _("Not asked after what stands above: change that, or start again."))

    @property
    def deciding_body(self) -> str:
        named: str = self.cleaned_data.get("other_body", "").strip()
        return named or word_in(BODIES, self.cleaned_data.get("body", ""))

    @property
    def answer(self) -> dict[str, Any]:
        """The answer as the operations take it."""
        given = self.cleaned_data
        kept = (
            "where",
            "contact",
            "measure",
            "test_result",
            "test_at",
            "note",
            "other_unit_key",
            "answer_id",
        )
        tried, _dash, obstacle = given["not_reached"].partition("-")
        return {
            **{name: given[name] for name in kept},
            "tried": tried,
            "obstacle": obstacle,
            "deciding_body": self.deciding_body,
            "document_number": given["document_number"].strip(),
            "told": {"yes": True, "no": False}.get(given["told"]),
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
    test_at = HourField(required=False, label=_("Tested at"), widget=_minutes())


class ToldByForm(forms.Form):
    told_by = forms.CharField(label=_("Who is on the telephone"), max_length=60)
