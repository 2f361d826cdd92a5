"""Opening, saving, renaming and deleting views of lists; choosing columns for the session."""

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.accounts.saved_views import change_view, drop_view, one_view, save_view
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_told
from yanpan.shell.table_views import FILTERS, HIDDEN, RIGHT, address_of, filters_to_save


@require_GET
def open_view(request: AskedRequest, view_id: UUID) -> HttpResponse:
    """The lasting address of a view."""
    request.actor.must(RIGHT)
    return redirect(address_of(one_view(request.actor, view_id)))


@require_POST
def columns(request: AskedRequest) -> HttpResponse:
    """Which columns this session sees of a list."""
    request.actor.must(RIGHT)
    page, shown = _page(request), set(request.POST.getlist("shown"))
    every = request.POST.getlist("column")[:100]
    request.session[f"columns:{page}"] = [one for one in every if len(one) == 8 and one not in shown]
    asked = _asked(request)
    asked.pop(HIDDEN, None)
    return redirect(f"{reverse(page)}?{asked.urlencode()}")


@require_POST
def save(request: AskedRequest) -> HttpResponse:
    """The filters of the page one comes from and its hidden columns, under a name."""
    request.actor.must("accounts.save_view")
    page, asked = _page(request), _asked(request)
    hidden = str(asked[HIDDEN]).split(",") if HIDDEN in asked else request.session.get(f"columns:{page}", [])
    goes_to = f"{reverse(page)}?{asked.urlencode()}"
    with refusals_told(request):
        made = save_view(
            request.actor,
            page=page,
            name=request.POST.get("name", ""),
            filters=filters_to_save(page, asked),
            hidden=[one for one in hidden if one],
            shared=bool(request.POST.get("shared")),
            now=request.now,
        )
        messages.success(request, _("The view is saved."))
        goes_to = reverse("shell:open_view", args=[made.id])
    return redirect(goes_to)


@require_POST
def change(request: AskedRequest, view_id: UUID, step: str) -> HttpResponse:
    """Rename it, open the list with it or no more, delete it."""
    request.actor.must("accounts.drop_view" if step == "drop" else "accounts.change_view")
    view = one_view(request.actor, view_id)
    all_of_it = f"{reverse(view.page)}?view=all"
    if step == "drop":
        drop_view(request.actor, view_id=view_id, now=request.now)
        messages.success(request, _("The view is deleted."))
        return redirect(all_of_it)
    if step not in ("rename", "default"):
        raise Missing("step")
    name = request.POST.get("name", "") if step == "rename" else view.name
    is_default = not view.is_default if step == "default" else view.is_default
    with refusals_told(request):
        change_view(request.actor, view_id=view_id, name=name, is_default=is_default, now=request.now)
    return redirect("shell:open_view", view_id=view_id)


def _page(request: AskedRequest) -> str:
    page = request.POST.get("of", "")
    if page not in FILTERS:
        raise Missing("page")
    return page


def _asked(request: AskedRequest) -> QueryDict:
    """The query of the address one comes from."""
    return QueryDict(urlsplit(request.POST.get("back", "")[:2000]).query, mutable=True)
