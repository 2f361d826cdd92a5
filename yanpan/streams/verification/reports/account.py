"""The account of rows in figures: who is answered for, in time, found, signed for."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Max, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import Count as Number
from yanpan.base.indicators.registry import Figure, Indicator, RoomReport, define
from yanpan.base.tasks.handovers import FindPerson
from yanpan.streams.verification.models import ListBatch, Pair, VerificationTask
from yanpan.streams.verification.queries.account import Board, UnitAccount
from yanpan.streams.verification.reports.flows import Flow, flows_of
from yanpan.streams.verification.rules import CLOSED, Standing

ROOM = "verification"

SCREENED = "verification.screened_rate"
ON_TIME = "verification.on_time_rate"
FOUND = "verification.found_rate"
ACKNOWLEDGED = "verification.handover_ack_rate"
UNREACHABLE = "verification.unreachable_rate"
DUPLICATES = "verification.duplicate_rate"

_LISTS = _("rows of the lists received, without repetitions")


def _define(
    name: str, words: object, above: object, below: object, source: object, higher: bool, rows: str
) -> None:
    define(
        Indicator(
            id=name,
            name=words,  # type: ignore[arg-type]
            numerator=above,  # type: ignore[arg-type]
            denominator=below,  # type: ignore[arg-type]
            source=source,  # type: ignore[arg-type]
            higher_is_better=higher,
            target=name.removeprefix("verification."),
            rows_url="verification:tasks",
            rows_filter=rows,
        )
    )


_define(SCREENED, _("Screened"), _("answered rows"), _("rows received"), _LISTS, True, "in_hand")
_define(
    ON_TIME,
    _("On time"),
    _("answered within the clock"),
    _("rows whose clock has ended"),
    _LISTS,
    True,
    "late",
)
_define(FOUND, _("Found"), _("found in the city or outside"), _("rows screened"), _LISTS, True, "not_found")
_define(
    ACKNOWLEDGED,
    _("Hand-overs acknowledged in time"),
    _("acknowledged within the clock of the level"),
    _("hand-overs whose clock has ended or that were acknowledged"),
    _("hand-overs sent to the unit and those below it"),
    True,
    "",
)
_define(
    UNREACHABLE,
    _("Unreachable"),
    _("not reached, or refusing"),
    _("rows in work"),
    _LISTS,
    False,
    "unreachable",
)
_define(
    DUPLICATES,
    _("Repeated"),
    _("rows naming a person already listed"),
    _("rows received"),
    _("rows of the lists as they arrived"),
    False,
    "",
)


def report_of(board: Board, event_id: UUID, unit_path: str, now: datetime) -> RoomReport:
    """The report around a board that is there already."""
    accounts = (board.whole, *board.parts)
    clocks = _by_part(_clocks(event_id, unit_path, now), unit_path)
    flows = flows_of(event_id, now)
    handovers = _by_part(_signed_for(flows, unit_path), unit_path)
    counts = [count for one in accounts for count in _counts(one)]
    counts += [Number(board.own.unit.key, "own_in_hand", board.own.account.standings[Standing.IN_HAND.value])]
    counts += [
        Number(board.whole.unit.key, "held", board.held),
        Number(board.whole.unit.key, "unread", board.unread),
        *_desk_work(event_id, unit_path, board.whole.unit.key),
    ]
    counts += [
        Number(key, "silent_minutes", minutes)
        for key, minutes in _silence(flows, event_id, unit_path, now).items()
    ]
    figures = [
        figure
        for one in accounts
        for figure in _figures(
            one,
            clocks.get(_key_in(one, board), (0, 0)),
            handovers.get(_key_in(one, board), (0, 0)),
        )
    ]
    return RoomReport(
        room=ROOM, counts=tuple(counts), figures=tuple(figures), checks={"identity": board.identity_holds}
    )


def _desk_work(event_id: UUID, unit_path: str, key: str) -> list[Number]:
    """What waits for the office's own people: lists nobody opened, pairs nobody compared."""
    lists = ListBatch.objects.filter(event_id=event_id, unit__path__startswith=unit_path, state="proposed")
    pairs = Pair.objects.filter(
        row__batch__event_id=event_id,
        row__batch__unit__path__startswith=unit_path,
        follows=None,
        answer__in=["", "unsure"],
    )
    return [Number(key, "untouched_lists", lists.count()), Number(key, "pairs_waiting", pairs.count())]


def _silence(flows: Sequence[Flow], event_id: UUID, unit_path: str, now: datetime) -> dict[str, int]:
    """Minutes since anybody in a unit answered, signed, refused or sent anything on, per part; absent = never."""
    answered = VerificationTask.objects.filter(event_id=event_id, answering_unit__path__startswith=unit_path)
    heard: dict[str, datetime] = {}
    acts = [
        *answered.values_list("answering_unit__path").annotate(last=Max("answered_at")).order_by(),
        *((one.receiver, one.signed_at) for one in flows),
        *((one.receiver, one.refused_at) for one in flows),
        *((one.sender, one.sent_at) for one in flows),
    ]
    for path, last in acts:
        key = path[len(unit_path) :].split("/", 1)[0]
        if last is not None and path.startswith(unit_path):
            heard[key] = max(last, heard.get(key, last))
    return {key: int((now - last).total_seconds() // 60) for key, last in heard.items() if key}


def _key_in(one: UnitAccount, board: Board) -> str:
    return "" if one.unit.id == board.whole.unit.id else one.unit.key


def _counts(one: UnitAccount) -> list[Number]:
    key = one.unit.key
    named = [Number(key, standing, count) for standing, count in one.account.standings.items()]
    return [Number(key, "received", one.account.received), *named, Number(key, "late", one.late)]


def _figures(one: UnitAccount, clock: tuple[int, int], handover: tuple[int, int]) -> list[Figure]:
    stands, key = one.account.standings, one.unit.key
    screened = sum(stands[closed.value] for closed in CLOSED)
    distinct = screened + stands[Standing.IN_HAND.value] + stands[Standing.LAPSED.value]
    found = stands[Standing.VERIFIED.value] + stands[Standing.HANDED_ON.value]
    return [
        Figure(key, SCREENED, screened, distinct),
        Figure(key, ON_TIME, *clock),
        Figure(key, FOUND, found, screened),
        Figure(key, ACKNOWLEDGED, *handover),
        Figure(key, UNREACHABLE, one.unreachable, screened + one.unreachable),
        Figure(key, DUPLICATES, stands[Standing.DUPLICATE.value], one.account.received),
    ]


def _clocks(event_id: UUID, unit_path: str, now: datetime) -> list[tuple[str, int, int]]:
    """(custody path, answered in time, clock ended or answered)."""
    closed = ~Q(standing="in_hand")
    counted = (
        VerificationTask.objects.filter(
            event_id=event_id, merged_away=False, custody__path__startswith=unit_path
        )
        .values_list("custody__path")
        .annotate(
            good=Count("id", filter=closed & Q(answered_at__lte=F("find_by"))),
            due=Count("id", filter=closed | Q(find_by__lt=now)),
        )
        .order_by()
    )
    return [(path, good, due) for path, good, due in counted]


def _signed_for(flows: Sequence[Flow], unit_path: str) -> list[tuple[str, int, int]]:
    """(receiver path, signed for in time, signed for or past the clock) of people sent on to be found."""
    return [
        (one.receiver, one.in_time, one.due)
        for one in flows
        if one.request == FindPerson.REQUEST and one.receiver.startswith(unit_path)
    ]


def _by_part(rows: list[tuple[str, int, int]], unit_path: str) -> dict[str, tuple[int, int]]:
    """Summed for the whole ('') and for each unit one level below (its key)."""
    sums: dict[str, tuple[int, int]] = {}
    for path, good, due in rows:
        for key in {"", path[len(unit_path) :].split("/", 1)[0]}:
            before = sums.get(key, (0, 0))
            sums[key] = (before[0] + good, before[1] + due)
    return sums


COUNT_WORDS: dict[str, str | Promise] = {
    "received": _("received"),
    "verified": _("verified"),
    "handed_on": _("handed on"),
    "returned": _("returned"),
    "duplicate": _("duplicate"),
    "not_found": _("not found"),
    "deceased": _("deceased"),
    "in_hand": _("in hand"),
    "lapsed": _("lapsed"),
    "late": _("late"),
    "held": _("held for signature"),
    "unread": _("not taken in yet"),
    "silent_minutes": _("minutes without a sign"),
    "own_in_hand": _("in hand at this level itself"),
    "untouched_lists": _("lists untouched"),
    "pairs_waiting": _("pairs waiting"),
}
COUNT_ROWS = {
    "received": "verification:lists",
    "verified": "verification:tasks?wanted=verified",
    "handed_on": "verification:tasks?wanted=handed_on",
    "not_found": "verification:tasks?wanted=not_found",
    "deceased": "verification:tasks?wanted=deceased",
    "in_hand": "verification:tasks?wanted=in_hand",
    "lapsed": "verification:tasks?wanted=lapsed",
    "late": "verification:tasks?wanted=late",
    "held": "verification:lists",
    "unread": "verification:lists",
    "untouched_lists": "verification:lists?state=proposed",
    "pairs_waiting": "verification:pairs",
}
