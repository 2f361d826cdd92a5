"""What the forms of this room share."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.base.places.queries import UnitView


def choices(words: Mapping[str, Any], *, empty: bool = False) -> list[tuple[str, Any]]:
    """The codes and words of a closed list; with `empty` a dash for nothing chosen."""
    found = list(words.items())
    return [("", "–"), *found] if empty else found


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


def unit_label(unit: UnitView, names: dict[int, str]) -> str:
    """'姬石镇 · 召陵区': the unit with the one above it."""
    above = names.get(unit.parent_id or 0, "")
    return f"{unit.name} · {above}" if above else unit.name
