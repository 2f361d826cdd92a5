"""The call list: who must be rung about what, and what came of it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from yanpan.base.notices.operations import answer_call
from yanpan.base.notices.queries import CallView, list_calls
from yanpan.shell.api.repeating import once
from yanpan.shell.api.rights import needs
from yanpan.shell.api.shapes import Answer, Sent
from yanpan.shell.asking import AskedRequest

router = Router(tags=["calls"])


class CallOut(Answer):
    """addressee and phone: the unit's duty contact; facts: numbers for the text, no persons."""

    id: UUID
    unit_key: str
    unit_name: str
    addressee: str
    phone: str
    matter: str
    facts: dict[str, int | str]
    made_at: datetime
    answer: str


class CallAnswer(Sent):
    answer: Literal["reached", "promised", "no_answer", "wrong_number"]


@router.get(
    "/calls",
    response=list[CallOut],
    operation_id="list_calls",
    url_name="calls",
    openapi_extra=needs("notices.list_calls"),
)
def calls(request: AskedRequest) -> list[CallView]:
    """Calls still to be made in the token's units, the oldest first; at most 300."""
    return list_calls(request.actor, now=request.now)


@router.post(
    "/calls/{uuid:call_id}/answer",
    response={204: None},
    operation_id="answer_call",
    url_name="answer_call",
    openapi_extra=needs("notices.answer_call"),
)
def answer(request: AskedRequest, call_id: UUID, body: CallAnswer) -> HttpResponse:
    """What came of a call. 'no_answer' and 'wrong_number' keep it on the list."""
    return once(
        request,
        lambda: answer_call(request.actor, notice_id=call_id, answer=body.answer, now=request.now),
        status=204,
    )
