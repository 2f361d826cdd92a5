"""三查 for machines: lists in, handing down, answers, the account. Persons are masked, always."""

from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from yanpan.base.events.queries import current_event
from yanpan.base.places.queries import visible_unit
from yanpan.shell.api.repeating import answered_before, once
from yanpan.shell.api.rights import needs
from yanpan.shell.api.shapes import Counted, Flag, Page, Sent, UnitKey
from yanpan.shell.asking import AskedRequest
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.operations import (
    ColourSaid,
    confirm_mapping,
    hand_down,
    receive_list,
    record_outcome,
)
from yanpan.streams.verification.queries import (
    BatchView,
    Board,
    RowView,
    TaskView,
    get_batch,
    get_board,
    list_batches,
    list_rows,
    list_tasks,
)
from yanpan.streams.verification.views.api_shapes import (
    BoardOut,
    ConfirmedOut,
    ListFacts,
    ListOut,
    Mapping,
    OutcomeIn,
    ReceivedOut,
    RowOut,
    StandingOut,
    TaskOut,
)

router = Router(tags=["verification"])
RowState = Literal["", "waiting", "accepted", "held", "refused"]
Wanted = Literal[
    "",
    "late",
    "in_hand",
    "unreachable",
    "verified",
    "handed_on",
    "not_found",
    "deceased",
    "lapsed",
    "undocumented",
    "duplicate",
]


@router.get(
    "/lists",
    response=list[ListOut],
    operation_id="list_lists",
    url_name="lists",
    openapi_extra=needs("verification.list_batches"),
)
def lists(request: AskedRequest) -> list[BatchView]:
    """The lists of the open event in the token's units, newest first; at most 200."""
    return list_batches(request.actor, event_id=current_event().id, now=request.now)


@router.post(
    "/lists",
    response={201: ReceivedOut},
    operation_id="receive_list",
    url_name="lists",
    openapi_extra=needs("verification.receive_list"),
)
def receive(request: AskedRequest, facts: Form[ListFacts], file: File[UploadedFile]) -> HttpResponse:
    """Send a list as it arrived (xlsx, xls, ods, text; at most 50 MB); answers the proposed mapping."""
    request.actor.must("verification.receive_list")
    visible_unit(request.actor, facts.unit)
    if given := answered_before(request):
        return given
    read = read_list(file.read(), file.name or "")

    def act() -> ReceivedOut:
        batch = receive_list(
            request.actor,
            read=read,
            unit_key=facts.unit,
            source=facts.source,
            sender=facts.sender,
            topic=facts.topic,
            place=facts.place,
            window_from=facts.window_from,
            window_to=facts.window_to,
            letter_number=facts.letter_number,
            now=request.now,
        )
        return ReceivedOut.model_validate(batch)

    return once(request, act, status=201)


@router.get(
    "/lists/{uuid:list_id}",
    response=ListOut,
    operation_id="get_list",
    url_name="list",
    openapi_extra=needs("verification.get_batch"),
)
def one_list(request: AskedRequest, list_id: UUID) -> BatchView:
    """One list with its mapping and what became of its rows."""
    return get_batch(request.actor, batch_id=list_id, now=request.now)


@router.post(
    "/lists/{uuid:list_id}/mapping",
    response=ConfirmedOut,
    operation_id="confirm_mapping",
    url_name="mapping",
    openapi_extra=needs("verification.confirm_mapping"),
)
def confirm(request: AskedRequest, list_id: UUID, body: Mapping) -> HttpResponse:
    """Say what the columns mean: a job takes the list in, or it is held. 409: another version."""

    def act() -> ConfirmedOut:
        batch = confirm_mapping(
            request.actor,
            batch_id=list_id,
            mapping=body.mapping,
            version=body.version,
            colours={colour: ColourSaid(said.meaning, said.note) for colour, said in body.colours.items()},
            cut_confirmed=body.cut_confirmed,
            now=request.now,
        )
        return ConfirmedOut.model_validate(batch)

    return once(request, act)


@router.get(
    "/lists/{uuid:list_id}/rows",
    response=list[RowOut],
    operation_id="list_rows",
    url_name="rows",
    openapi_extra=needs("verification.list_rows"),
)
def rows(
    request: AskedRequest,
    list_id: UUID,
    state: RowState = "",
    only_problems: Flag = False,
    page: Page = 1,
) -> list[RowView]:
    """A page of 100 rows of a list, masked."""
    return list_rows(
        request.actor,
        batch_id=list_id,
        state=state,
        only_problems=only_problems,
        page=page,
        now=request.now,
    )


class HandDown(Sent):
    unit: UnitKey


@router.post(
    "/hand-down",
    response=Counted,
    operation_id="hand_down",
    url_name="hand_down",
    openapi_extra=needs("verification.hand_down"),
)
def down(request: AskedRequest, body: HandDown) -> HttpResponse:
    """Hand everybody in a unit's custody one level down."""

    def act() -> Counted:
        return Counted(count=hand_down(request.actor, unit_key=body.unit, now=request.now))

    return once(request, act)


@router.get(
    "/tasks",
    response=list[TaskOut],
    operation_id="list_tasks",
    url_name="tasks",
    openapi_extra=needs("verification.list_tasks"),
)
def tasks(request: AskedRequest, unit: UnitKey, wanted: Wanted = "", page: Page = 1) -> list[TaskView]:
    """A page of 50 persons in the custody of a unit and those below it, masked; the nearest clock first."""
    path = visible_unit(request.actor, unit).path
    return list_tasks(
        request.actor,
        event_id=current_event().id,
        unit_path=path,
        wanted=wanted,
        page=page,
        now=request.now,
    )


@router.post(
    "/tasks/{uuid:task_id}/outcome",
    response=StandingOut,
    operation_id="record_outcome",
    url_name="outcome",
    openapi_extra=needs("verification.record_outcome"),
)
def outcome(request: AskedRequest, task_id: UUID, body: OutcomeIn) -> HttpResponse:
    """What was found; a later answer stands beside the earlier ones and counts. 409: another version."""

    def act() -> StandingOut:
        facts = body.model_dump(exclude={"other_unit"})
        task = record_outcome(
            request.actor, task_id=task_id, other_unit_key=body.other_unit, now=request.now, **facts
        )
        return StandingOut.model_validate(task)

    return once(request, act)


@router.get(
    "/board",
    response=BoardOut,
    operation_id="get_board",
    url_name="board",
    openapi_extra=needs("verification.get_board"),
)
def board(request: AskedRequest, unit: UnitKey) -> Board:
    """数目清, to the row: received = verified + handed on + returned + duplicate + not found + deceased
    + in hand.
    """
    path = visible_unit(request.actor, unit).path
    return get_board(request.actor, event_id=current_event().id, unit_path=path, now=request.now)
