"""Fever clinics and pharmacies: daily counts, zero said in so many words; people sent on and how many came."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, unit
from tests.world_sweep import make_places, open_event, other_village, village
from yanpan.base.notices.models import Notice
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import KeyPlace, Referral, SentinelCount
from yanpan.streams.verification.operations.sweep import (
    receive_referral,
    report_sentinel,
    send_referral,
    tend_sweep,
    withdraw_referral,
)
from yanpan.streams.verification.queries.sweep import get_sentinel, list_referrals, list_sentinels
from yanpan.streams.verification.reports import make_report
from yanpan.streams.verification.tests.homes import keeper
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db
ZERO = {"seen": 0, "fever": 0, "sampled": 0, "referred": 0}
HOURS = timedelta(hours=2)


def clinic(at: str = "") -> KeyPlace:
    return make_places(1, kind="fever_clinic", at=at)[0]


def counted(place: KeyPlace, number: int = 0, **numbers: int) -> SentinelCount:
    base = ZERO if place.kind == "fever_clinic" else {"sold": 0, "registered": 0, "followed_up": 0}
    return report_sentinel(
        desk(place.unit.key), place_id=place.id, number=number, numbers={**base, **numbers}, now=NOW
    )


def sent(people: int = 3) -> Referral:
    [pharmacy] = make_places(1)
    return send_referral(
        desk(village()), place_id=pharmacy.id, to_place_id=clinic(other_village()).id, people=people, now=NOW
    )


def counts_of(key: str) -> dict[str, int]:
    report = make_report(open_event().id, unit(CITY).path, NOW)
    return {one.name: one.value for one in report.counts if one.unit == key}


def test_zero_is_a_report_and_silence_is_none() -> None:
    silent, zero = clinic(), clinic(other_village())
    counted(zero)
    found = list_sentinels(
        desk(COUNTY), event_id=open_event().id, unit_path=unit(COUNTY).path, page=1, now=NOW
    )
    said = {one.place.id: one.today for one in found}
    assert said[silent.id] is None
    assert (today := said[zero.id]) is not None and today.numbers == ZERO


def test_a_correction_stands_beside_what_it_corrects() -> None:
    place = clinic()
    counted(place, seen=30, fever=4)
    with pytest.raises(Stale):
        counted(place, seen=31, fever=4)
    counted(place, 1, seen=31, fever=5)
    assert list(SentinelCount.objects.order_by("number").values_list("fever", "stands")) == [
        (4, False),
        (5, True),
    ]
    found = get_sentinel(desk(village()), event_id=open_event().id, place_id=place.id, now=NOW)
    assert found.today is not None and found.today.numbers["fever"] == 5
    assert counts_of(COUNTY)["fever_seen"] == 5


def test_numbers_that_exceed_what_they_are_a_part_of_are_all_named() -> None:
    with pytest.raises(Refused) as refused:
        counted(clinic(), seen=3, fever=4, sampled=5, referred=6)
    assert refused.value.facts["problems"] == "fever_over_seen,sampled_over_seen,referred_over_seen"
    [pharmacy] = make_places(1)
    with pytest.raises(Refused) as refused:
        counted(pharmacy, sold=3, registered=4, followed_up=5)
    assert refused.value.facts["problems"] == "registered_over_sold,followed_up_over_registered"
    with pytest.raises(Refused, match="sentinel_wrong"):
        report_sentinel(desk(village()), place_id=pharmacy.id, number=0, numbers={"sold": 1}, now=NOW)
    place = counted(pharmacy, sold=3).place
    with pytest.raises(IntegrityError), transaction.atomic():
        SentinelCount.objects.filter(place=place).update(registered=4)


def test_a_school_reports_no_counts() -> None:
    [school] = make_places(1, kind="school")
    with pytest.raises(Refused, match="no_sentinel"):
        report_sentinel(desk(village()), place_id=school.id, number=0, numbers=ZERO, now=NOW)


def test_the_receiver_says_how_many_came_and_the_sender_sees_who_did_not() -> None:
    referral = sent(3)
    with pytest.raises(Missing):
        receive_referral(desk(village()), referral_id=referral.id, came=3, now=NOW)
    with pytest.raises(Refused, match="more_came_than_were_sent"):
        receive_referral(desk(other_village()), referral_id=referral.id, came=4, now=NOW)
    receive_referral(desk(other_village()), referral_id=referral.id, came=2, now=NOW)
    with pytest.raises(Stale):
        receive_referral(desk(other_village()), referral_id=referral.id, came=3, now=NOW)
    [seen] = list_referrals(desk(village()), event_id=open_event().id, wanted="", page=1, now=NOW)
    assert (seen.people, seen.came, seen.lost) == (3, 2, 1)
    assert list_referrals(desk(OTHER_COUNTY), event_id=open_event().id, wanted="", page=1, now=NOW) == []


def test_a_referral_nobody_signed_for_rings_the_receiver_after_two_hours() -> None:
    referral = sent()
    assert counts_of(COUNTY)["referrals_open"] == 1
    tend_sweep(keeper(), now=NOW + HOURS - timedelta(seconds=1))
    assert not Notice.objects.exists()
    assert tend_sweep(keeper(), now=NOW + HOURS) == 1
    call = Notice.objects.get()
    assert (call.unit.key, call.matter, call.facts) == (other_village(), "referrals_late", {"referrals": 1})
    receive_referral(desk(other_village()), referral_id=referral.id, came=3, now=NOW + HOURS)
    tend_sweep(keeper(), now=NOW + HOURS)
    assert not Notice.objects.filter(answered_at=None).exists()


def test_a_referral_sent_by_mistake_waits_no_more() -> None:
    referral = sent()
    withdraw_referral(desk(village()), referral_id=referral.id, now=NOW)
    assert tend_sweep(keeper(), now=NOW + HOURS) == 0
    with pytest.raises(Stale):
        receive_referral(desk(other_village()), referral_id=referral.id, came=3, now=NOW)


def test_people_are_sent_to_another_fever_clinic() -> None:
    [pharmacy], place = make_places(1), clinic()
    for sender, receiver in ((pharmacy, pharmacy), (place, place)):
        with pytest.raises(Refused, match="referral_goes_to_a_fever_clinic"):
            send_referral(desk(village()), place_id=sender.id, to_place_id=receiver.id, people=1, now=NOW)
    with pytest.raises(Refused, match="referral_needs_people"):
        send_referral(desk(village()), place_id=pharmacy.id, to_place_id=place.id, people=0, now=NOW)
