"""A village's report of its day, made from the definitions of the lines that ask villages. Shape only."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.hq.exchange.line_words import problem_text, said
from yanpan.hq.queries.line_reports.lines import ReportedLine
from yanpan.hq.rules.lines import Field
from yanpan.hq.rules.lines.judging import Problem

NOTE = "note"


class VillageForm(forms.Form):
    """Numbers only, by line; one note. What is sent beside the form's own fields is refused, not dropped."""

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    note = forms.CharField(
        label=_("What is wrong, what is needed"),
        required=False,
        widget=forms.Textarea({"rows": 2, "maxlength": "300"}),
    )

    def __init__(self, lines: Sequence[ReportedLine], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.lines = lines
        for line in lines:
            for one in line.shipped.asked_of_villages():
                self.fields[f"{line.key}-{one.id}"] = _number(one)

    def figures(self) -> dict[str, dict[str, object]]:
        """Line → field → as typed; also what no line asks, for the rules to refuse."""
        figures: dict[str, dict[str, object]] = {}
        for name, value in self.data.items():
            line, dash, field = name.partition("-")
            if dash:
                figures.setdefault(line, {})[field] = value
        return figures

    def show(self, problems: Iterable[tuple[str, Problem]]) -> None:
        """Each at its figure, with the words of its line."""
        definitions = {one.key: one.shipped for one in self.lines}
        any_line = next(iter(definitions.values()))
        for line, one in problems:
            name = f"{line}-{one.figure}" if line else one.figure
            text = problem_text(one, definitions.get(line, any_line))
            self.add_error(name if name in self.fields else None, text)


def _number(one: Field) -> forms.Field:
    return forms.CharField(
        label=said(one.name),
        required=False,
        widget=forms.TextInput(
            {"inputmode": "numeric", "class": "count", "size": "7", "autocomplete": "off"}
        ),
    )
