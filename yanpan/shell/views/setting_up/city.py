"""Step one: the city, from the shipped codes or from a sheet; and the three administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.base.accounts.setting_up import SETTING_UP, name_administrators
from yanpan.base.places.bringing import bring_city, faults_of
from yanpan.base.places.codes import CityCodes, list_cities
from yanpan.base.places.codes import load_city as read_city
from yanpan.base.places.loading import zones_of
from yanpan.base.places.operations import LoadedCity, load_city
from yanpan.shell.asking import AskedRequest, forget_actors
from yanpan.shell.city_sheets import NAME, city_template, lines_of_city
from yanpan.shell.forms import GroupedChoices, refusals_on, status_of
from yanpan.shell.forms_of_setup import AdministratorsForm, BringCityForm, CityForm
from yanpan.shell.limits import takes_uploads
from yanpan.shell.paper_files import sheet_as_file

RIGHT = "places.load_city"
MOST_FAULTS = 100


def _cities() -> GroupedChoices:
    groups: dict[str, list[tuple[str, str]]] = {}
    for city in list_cities():
        groups.setdefault(city.province, []).append((city.code, f"{city.name}（{city.code}）"))
    return list(groups.items())


@require_http_methods(["GET", "POST"])
def city(request: AskedRequest) -> HttpResponse:
    """Choose, look at what would be loaded, load it."""
    request.actor.must(RIGHT)
    said = request.POST if request.method == "POST" else request.GET
    form = CityForm(said if said.get("code") else None, cities=_cities())
    chosen = read_city(form.cleaned_data["code"]) if form.is_bound and form.is_valid() else None
    if request.method == "POST" and chosen:
        with refusals_on(form):
            return _loaded(request, load_city(request.actor, code=chosen.code, now=request.now))
    context = {"form": form, "chosen": chosen, "zones": _zones(chosen) if chosen else []}
    return render(request, "shell/setup/city.html", context, status=status_of(form))


def _zones(chosen: CityCodes) -> list[str]:
    """The names of counties and zones that would answer for townships."""
    named = [one["name"] for one in zones_of(chosen.code).get("units", []) if not one.get("under")]
    return named or [county.name for county in chosen.counties]


def _loaded(request: AskedRequest, made: LoadedCity) -> HttpResponse:
    forget_actors()
    messages.success(
        request,
        _(
            "%(city)s is loaded: %(counties)s counties and zones, %(townships)s townships, %(villages)s villages."
        )
        % {
            "city": made.name,
            "counties": made.counties,
            "townships": made.townships,
            "villages": made.villages,
        },
    )
    return redirect("shell:setup")


@takes_uploads
@require_http_methods(["GET", "POST"])
def bring(request: AskedRequest) -> HttpResponse:
    """A city that is not shipped, from a sheet: everything wrong with it at once, or it is loaded."""
    request.actor.must("places.bring_city")
    form = BringCityForm(request.POST or None, request.FILES or None)
    faults = []
    if request.method == "POST" and form.is_valid():
        file, code = form.cleaned_data["file"], form.cleaned_data["code"]
        with refusals_on(form):
            lines = lines_of_city(file.read(), file.name or "")
            faults = faults_of(code, lines)
            name = form.cleaned_data["name"]
            return _loaded(
                request, bring_city(request.actor, code=code, name=name, lines=list(lines), now=request.now)
            )
    context = {"form": form, "faults": faults[:MOST_FAULTS], "more": max(0, len(faults) - MOST_FAULTS)}
    return render(request, "shell/setup/bring_city.html", context, status=status_of(form))


@require_GET
def template(request: AskedRequest) -> HttpResponse:
    """The empty sheet of counties, townships and villages."""
    request.actor.must("places.bring_city")
    return sheet_as_file(city_template(request.now), f"{NAME}.xlsx")


@require_http_methods(["GET", "POST"])
def administrators(request: AskedRequest) -> HttpResponse:
    """Three people; their first passwords are on this answer and nowhere else."""
    if request.actor.role != SETTING_UP:
        return redirect("shell:setup")
    form = AdministratorsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            slips = name_administrators(request.actor, administrators=form.administrators(), now=request.now)
            request.session.flush()
            forget_actors()
            return render(request, "shell/setup/administrators_named.html", {"slips": slips})
    return render(request, "shell/setup/administrators.html", {"form": form}, status=status_of(form))
