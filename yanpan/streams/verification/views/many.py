"""Lines with selects, confirmed in one go: what a chain and a roster share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import QueryDict

from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.words import explain
from yanpan.streams.verification.forms.lines import LineForm, RestForm


@dataclass(frozen=True, slots=True)
class Shown:
    """One line on the page: its form, what was read, whom it may mean, what is wrong with it (codes)."""

    number: int
    form: LineForm
    line: Any
    problems: str = ""


def line_forms(
    numbers: Sequence[int], given: QueryDict | None, first: Mapping[int, Mapping[str, Any]]
) -> list[tuple[int, LineForm]]:
    """One form a line, its fields named 'l<number>-…'; first: what is filled in before anybody typed."""
    return [
        (number, LineForm(given, prefix=f"l{number}", initial=dict(first.get(number, {}))))
        for number in numbers
    ]


def rest_form(given: QueryDict | None) -> RestForm:
    """What holds for all lines that do not say it; fields named 'rest-…'."""
    return RestForm(given, prefix="rest")


def problems_of(refused: Refused) -> dict[int, str]:
    """Number of a line → its codes, of a refusal that names lines."""
    told = str(refused.facts.get("lines", ""))
    pairs = (one.partition(":") for one in told.split(";") if one)
    return {int(number): codes for number, _colon, codes in pairs}


def say(request: AskedRequest, refused: Refused) -> dict[int, str]:
    """Put the refusal on the page: as a message, and its codes for the lines."""
    if refused.code != "lines_refused":
        messages.error(request, explain(refused))
        return {}
    found = problems_of(refused)
    messages.error(request, explain(Refused("lines_refused", lines="、".join(str(one) for one in found))))
    return found
