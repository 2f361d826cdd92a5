"""Idempotency-Key: a machine that got no answer sends the same request again, and nothing happens twice."""

import hashlib
import re
from collections.abc import Callable

from django.http import HttpResponse, JsonResponse
from ninja import Schema

from yanpan.base.accounts.repeats import Answered, Json, Repeatable, answer_given, answer_once
from yanpan.kernel.canonical import digest
from yanpan.shell.api.problems import BadRequest
from yanpan.shell.asking import AskedRequest

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[A-Za-z0-9._:-]{8,80}")


def repeatable_of(request: AskedRequest) -> Repeatable | None:
    """None without the header. Two requests are the same if address, fields and files are."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not _KEY.fullmatch(key) or request.actor.account_id is None:
        raise BadRequest("bad_idempotency_key")
    return Repeatable(request.actor.account_id, key, _digest_of(request))


def _digest_of(request: AskedRequest) -> str:
    if request.content_type != "multipart/form-data":
        return digest([request.path, hashlib.sha256(request.body).hexdigest()])
    files = []
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            file.seek(0)
            files.append([name, file.name, hashlib.sha256(file.read()).hexdigest()])
            file.seek(0)
    return digest([request.path, sorted(request.POST.items()), files])


def answered_before(request: AskedRequest) -> HttpResponse | None:
    """For what costs much before it writes: the kept answer, if there is one."""
    repeatable = repeatable_of(request)
    given = answer_given(repeatable, request.now) if repeatable else None
    return _response(given) if given else None


def once(request: AskedRequest, act: Callable[[], Schema | None], *, status: int = 200) -> HttpResponse:
    """Act, and answer with what came of it; under a key that was answered before, with that answer."""

    def acted() -> Answered:
        return Answered(status, _json(act()))

    repeatable = repeatable_of(request)
    return _response(answer_once(repeatable, acted, now=request.now) if repeatable else acted())


def _json(answer: Schema | None) -> Json:
    if answer is None:
        return None
    shown: dict[str, object] = answer.model_dump(mode="json")
    return shown


def _response(answered: Answered) -> HttpResponse:
    if answered.body is None:
        response = HttpResponse(status=answered.status)
        del response.headers["Content-Type"]
    else:
        response = JsonResponse(answered.body, status=answered.status, safe=False)
    if answered.again:
        response.headers["Idempotent-Replayed"] = "true"
    return response
