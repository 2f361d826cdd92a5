"""The search box of every page. What is typed travels in the body of a request, never in an address."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from yanpan.base.gate import Actor
from yanpan.base.people.searching import MOST_FOUND, AskedFor
from yanpan.base.places.queries import UnitView, list_children, list_units, units_of_actor, visible_unit
from yanpan.kernel.errors import NotPermitted
from yanpan.science.place_names.initials import begins_with_initials
from yanpan.shell.asking import AskedRequest
from yanpan.shell.everyday_forms import PeopleForm, SearchForm
from yanpan.shell.forms import Choices, refusals_on, status_of
from yanpan.shell.searching import Finder, Found, Shelf, find_things, people_finders, register_finder
from yanpan.shell.views.units import must_be_signed_in
from yanpan.shell.words import kind_word
from yanpan.shell.words.search import PURPOSES


@require_http_methods(["GET", "POST"])
def search(request: AskedRequest) -> HttpResponse:
    """Papers, items and units that hold the text; people only once a purpose is given."""
    must_be_signed_in(request.actor)
    form = SearchForm(request.POST or None)
    shelves: list[Shelf] = []
    if request.method == "POST" and form.is_valid():
        shelves = find_things(request.actor, form.cleaned_data["text"], request.now)
    return _page(request, form, shelves=shelves)


@require_POST
def search_people(request: AskedRequest) -> HttpResponse:
    """People sought in the own units; each search is a line in the audit."""
    finders = people_finders(request.actor)
    if not finders:
        raise NotPermitted("")
    form = _people_form(request)
    found: list[Found] | None = None
    if form.is_valid():
        asked, purpose = AskedFor(form.cleaned_data["text"]), form.cleaned_data["purpose"]
        path = _path(request.actor, form.cleaned_data["unit_key"])
        with refusals_on(form):
            found = [
                hit for one in finders for hit in one.find(request.actor, asked, purpose, path, request.now)
            ]
    return _page(request, SearchForm(initial={"text": form["text"].value()}), people=form, found=found)


def _page(
    request: AskedRequest,
    form: SearchForm,
    *,
    shelves: list[Shelf] | None = None,
    people: PeopleForm | None = None,
    found: list[Found] | None = None,
) -> HttpResponse:
    if people is None and people_finders(request.actor):
        people = _people_form(request, first=str(form["text"].value() or ""))
    context = {
        "form": form,
        "shelves": shelves,
        "people_form": people,
        "people": found,
        "most": MOST_FOUND,
        "searched": form.is_bound and form.is_valid(),
        "base": "base_phone.html" if "phone" in request.session else "base.html",
    }
    bound = people if people is not None and people.is_bound else form
    return render(request, "shell/search.html", context, status=status_of(bound))


def _people_form(request: AskedRequest, first: str | None = None) -> PeopleForm:
    said = {"data": request.POST} if first is None else {"initial": {"text": first}}
    purposes = [(code, str(word)) for code, word in PURPOSES.items()]
    return PeopleForm(purposes=purposes, units=_units_below(request.actor), **said)


def _units_below(actor: Actor) -> Choices:
    """The units directly below the own ones, to look in one of them only."""
    return [(one.key, one.name) for own in units_of_actor(actor) for one in list_children(own.key)]


def _path(actor: Actor, key: str) -> str:
    return visible_unit(actor, key).path if key else ""


def register_units_finder() -> None:
    register_finder(Finder("units", _("Units"), "", _units, 90))


def _units(actor: Actor, text: str, now: object) -> list[Found]:
    """By name, by the initials of the name, by key. Units are no secret to anybody who is signed in."""
    units = list_units()
    names = {one.id: one.name for one in units}
    return [
        Found(
            one.name,
            " · ".join(filter(None, (kind_word(one.kind), names.get(one.parent_id or 0, "")))),
            reverse("shell:unit", args=[one.key]),
        )
        for one in units
        if _is_named(one, text)
    ]


def _is_named(unit: UnitView, text: str) -> bool:
    by_initials = text.isascii() and text.isalpha() and begins_with_initials(unit.name, text)
    return text in unit.name or text == unit.key or by_initials
