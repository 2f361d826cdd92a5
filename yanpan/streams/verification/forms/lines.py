"""Many answers on one page: a line each of a chain or a roster, marked and filled in with selects."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import HourField
from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.operations import AnswerLine, Given
from yanpan.streams.verification.rules.outcomes import DECIDED, REACHED
from yanpan.streams.verification.templatetags.answer_words import CALL_FAILED, RESULTS, VISIT_FAILED
from yanpan.streams.verification.templatetags.verification_words import (
    BODIES,
    CONTACTS,
    MEASURES,
    WHERES,
    word_in,
)

MOST_LINES = 200


def _reached() -> list[tuple[str, Any]]:
    """How somebody was reached, or by what try not: 'not_reached-call-off'."""
    reached = [(code, word) for code, word in CONTACTS.items() if code in REACHED]
    calls = [(f"not_reached-call-{code}", word) for code, word in CALL_FAILED.items()]
    visits = [(f"not_reached-visit-{code}", word) for code, word in VISIT_FAILED.items()]
    return [("", "–"), *reached, *calls, *visits]


def contact_code(taps: dict[str, str]) -> str:
    """The choice above for taps as a chain proposes them."""
    if taps.get("contact") != "not_reached":
        return taps.get("contact", "")
    return f"not_reached-{taps.get('tried', 'call')}-{taps.get('obstacle', 'off')}"


class LineForm(forms.Form):
    """One line. who: '<task>:<version>' as it was shown; a line that is not marked says nothing."""

    take = forms.BooleanField(required=False, label=_("Take over"))
    who = forms.CharField(max_length=60, required=False)
    where = forms.ChoiceField(
        choices=lambda: [
            ("", "–"),
            *[(code, word) for code, word in WHERES.items() if code != "elsewhere"],
        ],
        required=False,
    )
    contact = forms.ChoiceField(choices=_reached, required=False)
    measure = forms.ChoiceField(choices=lambda: choices(MEASURES, empty=True), required=False)
    body = forms.ChoiceField(choices=lambda: choices(BODIES, empty=True), required=False)
    document_number = forms.CharField(max_length=60, required=False)
    test_result = forms.ChoiceField(choices=lambda: choices(RESULTS, empty=True), required=False)
    test_at = HourField(
        required=False, widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    @property
    def is_marked(self) -> bool:
        """Marked by a person, whether or not the rest of the line can be read."""
        return bool(self["take"].data)

    def line(self, number: int, rest: dict[str, str]) -> AnswerLine:
        """As a person confirmed it; `rest`: contact, measure and body for lines that do not say them.

        What cannot be read is left out, so that it is refused as missing, with the other problems.
        """
        self.is_valid()
        given = self.cleaned_data
        who = read_who(given.get("who", ""))
        contact, _dash, how = (given.get("contact") or rest.get("contact", "")).partition("-")
        tried, _dash, obstacle = how.partition("-")
        measure = given.get("measure") or rest.get("measure", "")
        body = given.get("body") or rest.get("body", "")
        said = Given(
            where=given.get("where", ""),
            contact=contact,
            tried=tried,
            obstacle=obstacle,
            measure=measure,
            deciding_body=word_in(BODIES, body) if body and measure in DECIDED else "",
            document_number=given.get("document_number", "").strip(),
            test_result=given.get("test_result", ""),
            test_at=given.get("test_at"),
        )
        return AnswerLine(number, who.task_id, who.version, said)


class Who(NamedTuple):
    task_id: UUID
    version: int


NOBODY = Who(UUID(int=0), 0)


def read_who(text: str) -> Who:
    """'<task>:<version>'; anything else is nobody, and said so with the other problems."""
    key, _colon, version = text.partition(":")
    if not (version.isascii() and version.isdecimal() and len(version) < 9):
        return NOBODY
    try:
        return Who(UUID(key), int(version))
    except ValueError:
        return NOBODY


class RestForm(forms.Form):
    """What holds for all marked lines that do not say it themselves."""

    contact = forms.ChoiceField(choices=_reached, required=False, label=_("Reached, where it is not said"))
    measure = forms.ChoiceField(
        choices=lambda: choices(MEASURES, empty=True),
        required=False,
        label=_("Follows, where it is not said"),
    )
    body = forms.ChoiceField(
        choices=lambda: choices(BODIES, empty=True),
        required=False,
        label=_("Decided by, where it is not said"),
    )


def marked_lines(forms_: Sequence[tuple[int, LineForm]], rest: RestForm) -> list[AnswerLine]:
    """The lines a person marked."""
    common = rest.cleaned_data if rest.is_valid() else {}
    return [form.line(number, common) for number, form in forms_ if form.is_marked]


class ChainForm(forms.Form):
    """A chain as it stands in the group."""

    text = forms.CharField(
        label=_("Text of the chain"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 10, "autocomplete": "off"}),
    )


class ReturnForm(forms.Form):
    """A roster is back."""

    returned_by = forms.CharField(label=_("Brought back by"), max_length=60)
