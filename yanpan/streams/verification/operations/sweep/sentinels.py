"""Fever clinics and pharmacies: daily counts, zero said in so many words; people sent on, and how many came."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import KeyPlace, Referral, SentinelCount
from yanpan.streams.verification.operations.sweep.places import place_of
from yanpan.streams.verification.rules.sweep import MOST_PEOPLE, NUMBERS, PlaceKind, sentinel_problems


@operation("verification.report_sentinel", subject="place_id", records=("number", "yesterday"))
def report_sentinel(
    actor: Actor,
    *,
    place_id: UUID,
    number: int,
    numbers: Mapping[str, int],
    now: datetime,
    yesterday: bool = False,
) -> SentinelCount:
    """What a fever clinic or a pharmacy counted on a day; all zeros is a report too.

    number: of the report that stands (0 for none): a later one corrects it and the earlier one stays. Raises
    Refused('no_sentinel'), Refused('sentinel_wrong', problems=…), Stale.
    """
    place, event = place_of(actor, place_id), current_event()
    if place.kind not in NUMBERS:
        raise Refused("no_sentinel")
    if problems := sentinel_problems(place.kind, numbers):
        raise Refused("sentinel_wrong", problems=",".join(problems))
    if max(numbers.values()) > MOST_PEOPLE:
        raise Refused("sentinel_wrong", problems="sentinel_number_missing")
    on = now.astimezone(CITY_TIME).date() - timedelta(days=int(yesterday))
    standing = SentinelCount.objects.filter(event_id=event.id, place=place, on=on, stands=True).first()
    if (standing.number if standing else 0) != number:
        raise Stale("sentinel_changed", number=standing.number if standing else 0)
    if standing:
        standing.stands = False
        standing.save(update_fields=["stands"])
    return SentinelCount.objects.create(
        id=fresh_id(now),
        event_id=event.id,
        place=place,
        on=on,
        number=number + 1,
        at=now,
        by=actor.name,
        **numbers,
    )


@operation("verification.send_referral", subject="place_id", records=("to_place_id", "people"))
def send_referral(actor: Actor, *, place_id: UUID, to_place_id: UUID, people: int, now: datetime) -> Referral:
    """So many people sent from a place to a fever clinic; its receipt is due within the pack's minutes.

    Raises Refused('referral_needs_people'), ('referral_goes_to_a_fever_clinic').
    """
    sender, event = place_of(actor, place_id), current_event()
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused("referral_needs_people")
    receiver = KeyPlace.objects.filter(
        id=to_place_id, kind=PlaceKind.FEVER_CLINIC.value, removed_at=None
    ).first()
    if receiver is None or receiver.id == sender.id:
        raise Refused("referral_goes_to_a_fever_clinic")
    return Referral.objects.create(
        id=fresh_id(now),
        event_id=event.id,
        sender=sender,
        receiver=receiver,
        people=people,
        sent_at=now,
        sent_by=actor.name,
        due_at=now + timedelta(minutes=int(event.pack.rules["sweep"]["referral_minutes"])),
    )


@operation("verification.receive_referral", subject="referral_id", records=("came",))
def receive_referral(actor: Actor, *, referral_id: UUID, came: int, now: datetime) -> Referral:
    """The receiving place says how many of them came. Raises Refused('more_came_than_were_sent'), Stale."""
    referral = _open(under("receiver__unit__path", actor), referral_id)
    if not 0 <= came <= referral.people:
        raise Refused("more_came_than_were_sent", sent=referral.people)
    referral.came, referral.received_at, referral.received_by = came, now, actor.name
    referral.save(update_fields=["came", "received_at", "received_by"])
    return referral


@operation("verification.withdraw_referral", subject="referral_id")
def withdraw_referral(actor: Actor, *, referral_id: UUID, now: datetime) -> Referral:
    """Sent by mistake: it waits no more."""
    referral = _open(under("sender__unit__path", actor), referral_id)
    referral.withdrawn_at = now
    referral.save(update_fields=["withdrawn_at"])
    return referral


def _open(mine: Q, referral_id: UUID) -> Referral:
    found = Referral.objects.select_for_update(of=("self",)).filter(mine, id=referral_id)
    referral = found.first()
    if referral is None:
        raise Missing("referral")
    if referral.received_at is not None or referral.withdrawn_at is not None:
        raise Stale("referral_settled")
    return referral
