"""Saying an item otherwise before it goes out; of two chairs that do it at once the second sees both versions."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yanpan.hq.operations import rewrite_item
from yanpan.hq.queries import ItemView, get_item
from yanpan.hq.rules.items import ItemState
from yanpan.hq.views.items import decide_form, decision_of, shown
from yanpan.kernel.errors import Missing
from yanpan.shell.asked import version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of


@require_http_methods(["GET", "POST"])
def rewrite(request: AskedRequest, item_id: UUID) -> HttpResponse:
    """Owner, matter, test, hour, helpers of an item that is still proposed."""
    request.actor.must("hq.rewrite_item")
    page = get_item(request.actor, item_id=item_id, now=request.now)
    if not page.given_out_here:
        raise Missing("item")
    stands = _fields_of(page.item)
    form = decide_form(request, stands)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _rewrite(request, item_id, dict(form.cleaned_data))
            messages.success(request, _("Kept. It goes out with its order sheet, or by word first."))
            return redirect("hq:item", item_id=item_id)
    status = status_of(form)
    context = {
        "form": form,
        "shown": shown(page.item),
        "may_go_on": page.item.state == ItemState.PROPOSED,
        "differences": _differences(form, stands) if status == 409 else (),
    }
    return render(request, "hq/item_rewrite.html", context, status=status)


def _rewrite(request: AskedRequest, item_id: UUID, said: dict[str, object]) -> None:
    rewrite_item(
        request.actor,
        item_id=item_id,
        version=version_asked(request),
        owner_key=str(said.pop("owner_key")),
        due_at=said.pop("due_at"),  # type: ignore[arg-type]
        decided=decision_of(said),
        now=request.now,
    )


def _fields_of(item: ItemView) -> dict[str, object]:
    return {
        "owner_key": item.owner_key,
        "matter": item.matter,
        "demand": item.demand,
        "due_at": localtime(item.due_at),
        "indicator": item.indicator,
        "origin": item.origin,
        "severity": item.severity,
        "helpers": list(item.helper_keys),
    }


def _differences(form: forms.Form, stands: dict[str, object]) -> list[tuple[str, str, str]]:
    """(field, what stands now, what was typed), where they differ."""
    return [
        (str(form.fields[name].label), now, typed)
        for name, value in stands.items()
        if (now := _words(form, name, value)) != (typed := _words(form, name, form.cleaned_data[name]))
    ]


def _words(form: forms.Form, name: str, value: object) -> str:
    """As the form shows it: the words of a choice, an hour to the minute."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        words = dict(_flat(field.choices))
        keys = value if isinstance(value, (list, tuple)) else [value]
        return "、".join(sorted(words.get(str(one), str(one)) for one in keys)) or "–"
    if isinstance(field, forms.DateTimeField):
        return f"{localtime(value):%m-%d %H:%M}"  # type: ignore[arg-type]
    return str(value).strip() or "–"


def _flat(choices: object) -> list[tuple[str, str]]:
    """Choices without their groups."""
    flat: list[tuple[str, str]] = []
    for key, word in choices:  # type: ignore[attr-defined]
        flat += _flat(word) if isinstance(word, (list, tuple)) else [(str(key), str(word))]
    return flat
