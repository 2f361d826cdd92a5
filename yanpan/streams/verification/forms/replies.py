"""A reply in the sender's own sheet: its columns, its words, its steps."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.forms.shared import choices
from yanpan.streams.verification.templatetags.reply_words import ANSWERS, CHANNELS, KINDS, LEVELS, OUTCOMES

LONGEST_WORD = 40
_NOT_OURS = ("", _("not ours, leave it"))


class ReplyPlanForm(forms.Form):
    """Fields: 'a-<sheet>-<column>' the answer, 'o-<sheet>-<column>' write over, 'n-<sheet>' the columns to add.

    sheets: what the query proposes, each with `sheet`, `columns`, `overwritten`, `new` and `drop_downs`.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    level = forms.ChoiceField(label=_("Addresses are told"), choices=lambda: choices(LEVELS))

    def __init__(self, *args: Any, sheets: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = sheets
        for place, sheet in enumerate(sheets):
            for column in sheet.columns:
                if not column.fixed:
                    self._ask_column(place, column, column.index in sheet.overwritten)
            self.fields[f"n-{place}"] = forms.MultipleChoiceField(
                label=_("Columns to add at the right"),
                choices=choices(ANSWERS),
                initial=sheet.new,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _ask_column(self, place: int, column: Any, over: bool) -> None:
        self.fields[f"a-{place}-{column.index}"] = forms.ChoiceField(
            label=column.title, choices=[_NOT_OURS, *choices(ANSWERS)], initial=column.answer, required=False
        )
        if column.empty < 1:
            self.fields[f"o-{place}-{column.index}"] = forms.BooleanField(
                label=_("write over what stands there"), initial=over, required=False
            )

    def shown(
        self,
    ) -> Iterator[
        tuple[Any, list[tuple[Any, forms.BoundField | None, forms.BoundField | None, Any]], forms.BoundField]
    ]:
        """For the page: each sheet, its columns (proposal, answer, write over, drop-down words), those to add."""
        for place, sheet in enumerate(self.proposed):
            columns = [
                (
                    column,
                    self._field(f"a-{place}-{column.index}"),
                    self._field(f"o-{place}-{column.index}"),
                    sheet.drop_downs.get(column.index, ()),
                )
                for column in sheet.columns
            ]
            yield sheet, columns, self[f"n-{place}"]

    def _field(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None

    @property
    def sheets(self) -> list[dict[str, Any]]:
        """What was chosen, as the operation takes it."""
        return [self._said(place, sheet) for place, sheet in enumerate(self.proposed)]

    def _said(self, place: int, sheet: Any) -> dict[str, Any]:
        given = self.cleaned_data
        columns = [
            {
                "index": column.index,
                "title": column.title,
                "answer": given.get(f"a-{place}-{column.index}") or "",
                "overwrite": bool(given.get(f"o-{place}-{column.index}")),
            }
            for column in sheet.columns
        ]
        return {"sheet": sheet.sheet, "columns": columns, "new": given[f"n-{place}"]}


class DraftReplyForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of reply"), choices=lambda: choices(KINDS))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Needed for a correction.")
    )
    says_in_hand = forms.BooleanField(
        label=_("Rows still being checked say so"),
        required=False,
        help_text=_("Otherwise their cells stay blank."),
    )


class ReplyStepForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawReplyForm(ReplyStepForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class SendReplyForm(ReplyStepForm):
    channel = forms.ChoiceField(label=_("How it went out"), choices=lambda: choices(CHANNELS, empty=True))
    note = forms.CharField(label=_("Receipt number or who took it"), max_length=80, required=False)


class SenderWordsForm(forms.Form):
    """Fields: 'w-<code>' for each outcome."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in OUTCOMES.items():
            self.fields[f"w-{code}"] = forms.CharField(
                label=str(label), max_length=LONGEST_WORD, initial=words[code]
            )

    def shown(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "version"]

    @property
    def words(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"w-{code}"] for code in OUTCOMES}
