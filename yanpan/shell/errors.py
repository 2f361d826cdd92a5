"""Refusals, errors and their pages. What is missing and what lies elsewhere look the same."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from yanpan.base.accounts.actors import NEWCOMER
from yanpan.base.gate import NOBODY
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import is_htmx
from yanpan.shell.words import explain, explain_status

PHONE_COOKIE = "yanpan_phone"


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A page, a fragment for HTMX, JSON for the API; a stranger is asked to sign in instead."""
    if request.path_info.startswith("/api/"):
        return refusal_json(refused)
    if getattr(request, "actor", NOBODY) == NOBODY and refused.status in (403, 404):
        return ask_to_sign_in(request)
    if refused.status == 403 and getattr(request, "actor", NOBODY).role == NEWCOMER:
        return HttpResponseRedirect(reverse("shell:change_password"))
    return _problem(
        request, refused.status, explain_status(404) if refused.status == 404 else explain(refused)
    )


def refusal_json(refused: Refused) -> JsonResponse:
    """{"code", "message", "facts"} with the refusal's status; what is missing has no facts."""
    facts = {} if refused.status == 404 else {name: str(value) for name, value in refused.facts.items()}
    return JsonResponse(
        {"code": refused.code, "message": explain(refused), "facts": facts}, status=refused.status
    )


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, or to the PIN on an enrolled phone; back to the page that was asked for."""
    name = "shell:phone_unlock" if PHONE_COOKIE in request.COOKIES else "shell:sign_in"
    where = reverse(name)
    if request.method == "GET" and not is_htmx(request):
        return HttpResponseRedirect(f"{where}?next={quote(request.get_full_path(), safe='/')}")
    if is_htmx(request):
        return HttpResponse(status=401, headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)


def _problem(request: HttpRequest, status: int, text: str) -> HttpResponse:
    template = "shell/problem_fragment.html" if is_htmx(request) else "shell/problem.html"
    return render(request, template, {"status": status, "text": text}, status=status)


BARE = """<!doctype html>
<html lang="{language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{status}</title>
    <link rel="stylesheet" href="{style}">
  </head>
  <body class="office">
    {drill}
    <main id="content" class="narrow">
      <h1>{status}</h1>
      <p class="refusal">{text}</p>
    </main>
  </body>
</html>
"""


_CODES = {400: "damaged_request", 413: "too_large", 415: "wrong_content_type", 500: "system_failed"}


def plain_refusal(request: HttpRequest, status: int) -> HttpResponse:
    """For requests too broken to be given a frame: no session, no actor, no database, no template."""
    if request.path_info.startswith("/api/"):
        facts = {"code": _CODES[status], "message": explain_status(status), "facts": {}}
        return JsonResponse(facts, status=status)
    drill = mark_safe('<p class="drill-bar"><strong lang="zh-Hans">演练数据</strong></p>')
    page = format_html(
        BARE,
        language="zh-Hans" if get_language() == "zh-hans" else get_language(),
        status=status,
        style=f"{settings.STATIC_URL}css/yanpan.css",
        drill=drill if settings.DRILL else "",
        text=explain_status(status),
    )
    return HttpResponse(page, status=status)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the sign-in, or comes from elsewhere."""
    return _problem(request, 403, explain(Refused("form_too_old")))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return plain_refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(request, 403, explain_status(403))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return refusal_json(_MISSING)
    return _problem(request, 404, explain_status(404))


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the frame: what broke may be what the frame needs."""
    return plain_refusal(request, 500)


class _Missing(Refused):
    status = 404


_MISSING = _Missing("missing")
