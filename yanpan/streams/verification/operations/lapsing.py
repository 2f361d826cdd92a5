"""HC-19: the search for a person ends by itself after the pack's hours, unless an epidemiologist says why not."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from yanpan.base.events.queries import EventView, current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.queries import get_unit
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.sending import call_back
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.models import PoliceSearch, SearchExtension, VerificationTask
from yanpan.streams.verification.rules import SUPERVISION

LAPSED = "verification_lapsed"
MOST_AT_ONCE = 2000  # one short transaction; the next round takes the rest


@operation("verification.lapse_tasks", records=())
def lapse_tasks(actor: Actor, *, now: datetime) -> int:
    """End every search whose time is over: recalled where it is under way, in the same hands, told to supervision.

    Not while the police search. Returns how many ended; at most 2,000 at once.
    """
    event = current_event()
    dying = ending_by(event, now).filter(under("custody__path", actor)).select_for_update(of=("self",))
    ids = list(dying.order_by("lapses_at", "id").values_list("id", flat=True)[:MOST_AT_ONCE])
    if not ids:
        return 0
    call_back(actor, FindPerson.REQUEST, ids, now=now)
    VerificationTask.objects.filter(id__in=ids).update(standing="lapsed", version=F("version") + 1)
    _tell_supervision(event, len(ids), now)
    return len(ids)


def ending_by(event: EventView, moment: datetime) -> QuerySet[VerificationTask]:
    """Tasks in hand whose search ends by this moment; those with the police wait for them."""
    with_police = PoliceSearch.objects.filter(state="waiting").values("task_id")
    ends = Q(lapses_at__lte=moment) | Q(lapses_at=None, received_at__lte=moment - event.pack.life)
    return VerificationTask.objects.filter(
        ends, event_id=event.id, standing="in_hand", merged_away=False
    ).exclude(id__in=with_police)


def _tell_supervision(event: EventView, ended: int, now: datetime) -> None:
    lapsed = VerificationTask.objects.filter(event_id=event.id, standing="lapsed", merged_away=False)
    counted = lapsed.aggregate(people=Count("id"), unreached=Count("id", filter=Q(contact="not_reached")))
    facts = {"people": ended, "lapsed": counted["people"], "unreached": counted["unreached"]}
    make_calls([Call(get_unit(SUPERVISION).id, LAPSED, facts)], now=now)


@operation("verification.extend_search", records=("task_ids", "reason"), words=("reason",))
def extend_search(actor: Actor, *, task_ids: list[UUID], reason: str, now: datetime) -> int:
    """An epidemiologist lets the search go on for the pack's hours more, with the reason; twice at most.

    All or none. Refused('extended_often_enough', codes=…) names who cannot be extended by short code.
    """
    if not reason.strip():
        raise Refused("reason_needed")
    tasks = list(
        VerificationTask.objects.select_for_update(of=("self",))
        .filter(under("custody__path", actor), id__in=task_ids, standing="in_hand", merged_away=False)
        .select_related("person", "event")
        .order_by("id")
    )
    if not task_ids or len(tasks) != len(set(task_ids)):
        raise Missing("task")
    pack = current_event().pack
    if spent := [one.person.short_code for one in tasks if one.extensions >= pack.extensions_at_most]:
        raise Refused("extended_often_enough", codes=", ".join(sorted(spent)))
    for task in tasks:
        task.lapses_at = pack.dies_at(task.lapses_at or pack.dies_at(task.received_at))
        task.extensions += 1
    VerificationTask.objects.bulk_update(tasks, ["lapses_at", "extensions"], batch_size=400)
    SearchExtension.objects.bulk_create(_extension(task, actor, reason, now) for task in tasks)
    return len(tasks)


def _extension(task: VerificationTask, actor: Actor, reason: str, now: datetime) -> SearchExtension:
    assert task.lapses_at is not None
    return SearchExtension(
        id=fresh_id(now), task=task, at=now, by=actor.name, reason=reason.strip()[:200], until=task.lapses_at
    )
