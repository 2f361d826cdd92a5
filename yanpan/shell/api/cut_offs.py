"""数据截止 for machines: fixing figures and reading what was fixed."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import StringConstraints

from yanpan.base.events.queries import current_event
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.indicators.queries import CutOffView, get_cut_off, list_cut_offs
from yanpan.shell.api.repeating import once
from yanpan.shell.api.rights import needs
from yanpan.shell.api.shapes import Answer, Day, Sent, UnitKey
from yanpan.shell.asking import AskedRequest

router = Router(tags=["cut-offs"])


class NewCutOff(Sent):
    """name: the hour it is known by, e.g. '16:00'; reason: needed from version 2 on."""

    unit: UnitKey
    name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    on: Day
    reason: Annotated[str, StringConstraints(max_length=200)] = ""


class FixedOut(Answer):
    id: UUID
    name: str
    on: date
    version: int
    fixed_at: datetime
    fixed_by: str
    digest: str


class CutOffLine(FixedOut):
    """newest: no later version stands beside it."""

    event_id: UUID
    drill: bool
    unit_key: str
    unit_name: str
    reason: str
    pack: str
    newest: bool


class CutOffOut(CutOffLine):
    """figures: counts and rates per room and unit, as they were fixed; numbers only."""

    figures: dict[str, Any]


@router.get(
    "/cut-offs",
    response=list[CutOffLine],
    operation_id="list_cut_offs",
    url_name="cut_offs",
    openapi_extra=needs("indicators.list_cut_offs"),
)
def cut_offs(request: AskedRequest) -> list[CutOffView]:
    """The cut-offs of the open event, newest first; at most 200."""
    return list_cut_offs(request.actor, event_id=current_event().id, now=request.now)


@router.post(
    "/cut-offs",
    response={201: FixedOut},
    operation_id="fix_cut_off",
    url_name="cut_offs",
    openapi_extra=needs("indicators.fix_cut_off"),
)
def fix(request: AskedRequest, body: NewCutOff) -> HttpResponse:
    """Fix the figures of a unit now. A later version needs a reason and stands beside the earlier one."""

    def act() -> FixedOut:
        fixed = fix_cut_off(
            request.actor,
            event_id=current_event().id,
            unit_key=body.unit,
            name=body.name,
            on=body.on,
            reason=body.reason,
            now=request.now,
        )
        return FixedOut.model_validate(fixed)

    return once(request, act, status=201)


@router.get(
    "/cut-offs/{uuid:cut_off_id}",
    response=CutOffOut,
    operation_id="get_cut_off",
    url_name="cut_off",
    openapi_extra=needs("indicators.get_cut_off"),
)
def cut_off(request: AskedRequest, cut_off_id: UUID) -> CutOffView:
    """One cut-off with its figures."""
    return get_cut_off(request.actor, cut_off_id=cut_off_id, now=request.now)
