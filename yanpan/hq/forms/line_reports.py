"""The form of a line's report, made from its definition. Shape only: what is possible is judged in the operation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.hq.exchange.line_words import problem_text, said
from yanpan.hq.rules.lines import Field, LineDefinition
from yanpan.hq.rules.lines.judging import BASE_CHANGED, LONGEST_TEXT, Problem
from yanpan.shell.forms import DayField

FIGURE, REASON = "figure-", "reason-"
WORDS = ("progress", "problems", "needs")
_INPUT_MODES = {"count": "numeric", "decimal": "decimal", "hours": "decimal"}


class ReportForm(forms.Form):
    """One field a figure, the three texts, and a reason wherever one is asked for."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, definition: LineDefinition, asked: Iterable[Field], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.definition = definition
        for one in asked:
            self.fields[FIGURE + one.id] = _field(one)
        for name, label in zip(WORDS, (_("Main progress"), _("Problems"), _("Support needed")), strict=True):
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                widget=forms.Textarea({"rows": 3, "maxlength": str(LONGEST_TEXT)}),
            )

    def figures(self) -> dict[str, object]:
        """As typed; also what is not on the form, for the rules to refuse."""
        sent = {name: value for name, value in self.data.items() if name.startswith(FIGURE)}
        known = {name: self.cleaned_data[name] for name in self._named(FIGURE)}
        return {name.removeprefix(FIGURE): value for name, value in (sent | known).items()}

    def reasons(self) -> dict[str, str]:
        """By the key of the problem; those nothing asks for are not kept."""
        known = {one.id for one in self.definition.checks}
        known |= {BASE_CHANGED + name for name in self.definition.by_id}
        typed = {
            key.removeprefix(REASON): str(value) for key, value in self.data.items() if key.startswith(REASON)
        }
        return {key: value for key, value in typed.items() if key in known}

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}

    def show(self, problems: Iterable[Problem]) -> None:
        """Each problem at its figure; what a reason confirms gets a field for it."""
        for one in problems:
            name = one.figure if one.figure in WORDS else FIGURE + one.figure
            self.add_error(name if name in self.fields else None, problem_text(one, self.definition))

    def _named(self, prefix: str) -> list[str]:
        return [name for name in self.fields if name.startswith(prefix)]


def _field(one: Field) -> forms.Field:
    label = said(one.name)
    if one.kind == "choice":
        choices = [("", "–"), *((key, said(name)) for key, name in one.choices)]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    attributes = {"autocomplete": "off"}
    if one.is_number:
        attributes |= {"inputmode": _INPUT_MODES[one.kind], "class": "count", "size": "9"}
    if one.kind == "date":
        attributes |= {"type": "date"}
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attributes))


class RemarkForm(forms.Form):
    """Why it goes back, or why it is corrected."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class WorkbookForm(forms.Form):
    """Fields beside the shipped ones, from a day on."""

    line = forms.ChoiceField(label=_("Line of work"))
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_(
            "XLSForm: sheets survey and choices. Take today's form along, change it and bring it back."
        ),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods"}),
    )
    from_on = DayField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, lines: Iterable[tuple[str, str]], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        chosen = self.fields["line"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = list(lines)
