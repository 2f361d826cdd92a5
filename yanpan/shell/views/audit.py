"""The audit administrator's page: the newest lines and whether the chain holds."""

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.gate.audit_reading import AuditLineView, list_audit_lines, verify_audit
from yanpan.shell.asking import AskedRequest, is_htmx


@require_GET
def audit(request: AskedRequest) -> HttpResponse:
    """100 lines a page, by verb or by who acted."""
    return render(request, "shell/audit.html", _page(request))


def _page(request: AskedRequest) -> dict[str, object]:
    asked = request.GET
    before = asked.get("before", "")
    lines = list_audit_lines(
        request.actor,
        verb=asked.get("verb", "").strip()[:80],
        acted_by=asked.get("actor", "").strip()[:120],
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
        now=request.now,
    )
    shown = [(line, _details(line)) for line in lines]
    return {
        "lines": shown,
        "verb": asked.get("verb", ""),
        "acted_by": asked.get("actor", ""),
        "last": lines[-1].id if lines else None,
        "may_verify": request.actor.may("gate.verify_audit"),
    }


def _details(line: AuditLineView) -> str:
    return json.dumps(line.details, ensure_ascii=False, sort_keys=True) if line.details else ""


@require_POST
def verify(request: AskedRequest) -> HttpResponse:
    """Recomputes every line and block; names the first faults."""
    verdict = verify_audit(request.actor, now=request.now)
    context = {"verdict": verdict, "faults": verdict.faults[:50]}
    if is_htmx(request):
        return render(request, "shell/verdict.html", context)
    return render(request, "shell/audit.html", context | _page(request))
