"""When a closed event is destroyed, notes, photos and needs that hang on no person go too; their numbers stay."""

from datetime import timedelta

import pytest

from tests.world import COUNTY, NOW, make_actor, make_event, make_people_sought, unit, villages_of
from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.documents.models import Attachment
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import walk_due
from yanpan.base.jobs.running import run
from yanpan.base.vault.models import Certificate
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer, unseal
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import KeyPlace, Need, PlaceVisit, Purge
from yanpan.streams.verification.operations.retention import propose_purge, witness_purge
from yanpan.streams.verification.operations.sweep import tend_sweep

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PHOTO = CleanFile("image/jpeg", b"somebody at a counter")


def a_place(**more: object) -> KeyPlace:
    place_id = fresh_id(NOW)
    sealer = Sealer(KeyPlace, NOW)
    return KeyPlace.objects.create(
        id=place_id,
        unit=unit(villages_of(COUNTY)[0].key),
        kind="pharmacy",
        title=f"便民药店{place_id.hex[-6:]}",
        folded=place_id.hex,
        contact=sealer.seal("contact", place_id, "李某某"),
        contact_phone=sealer.seal("contact_phone", place_id, "13900001111"),
        due_on=NOW.date(),
        added_at=NOW,
        added_by="worker",
        **more,
    )


def a_visit(event: Event) -> PlaceVisit:
    visit_id, place = fresh_id(NOW), a_place()
    return PlaceVisit.objects.create(
        id=visit_id,
        event=event,
        place=place,
        on=NOW.date(),
        result="open",
        broken=["masks"],
        note=Sealer(PlaceVisit, NOW).seal("note", visit_id, "店员王某未戴口罩"),
        photo=keep_attachment(place.unit_id, PHOTO, by="worker", now=NOW),
        at=NOW,
        by="worker",
    )


def a_need(event: Event) -> Need:
    """Of somebody on no list."""
    need_id = fresh_id(NOW)
    return Need.objects.create(
        id=need_id,
        event=event,
        unit=unit(COUNTY),
        kind="medicine",
        what=Sealer(Need, NOW).seal("what", need_id, "降压药，找刘某"),
        asked_at=NOW,
        promised_till=NOW,
    )


def closed() -> Event:
    event = Event.objects.filter(closed_at=None).first() or make_event()
    Event.objects.filter(id=event.id).update(closed_at=NOW, closed_by="漯指〔2021〕9号")
    return event


def destroyed(event: Event, later: timedelta = 91 * DAY) -> Purge:
    proposed = propose_purge(
        make_actor("system_admin"), event_id=event.id, rule="rest_of_event", now=NOW + later
    )
    witnessed = witness_purge(make_actor("supervisor"), purge_id=proposed.id, now=NOW + later)
    assert witnessed.job
    run(witnessed.job)
    return Purge.objects.get(id=proposed.id)


def test_notes_photos_and_needs_of_nobody_go_with_the_event_and_their_lines_stay() -> None:
    event = closed()
    visit, need = a_visit(event), a_need(event)
    purge = destroyed(event)
    assert (purge.state, purge.person_count, purge.word_count) == ("done", 0, 3)
    visit.refresh_from_db()
    need.refresh_from_db()
    photo = Attachment.objects.get()
    assert (bytes(visit.note), visit.broken, bytes(need.what)) == (b"", ["masks"], b"")
    assert bytes(photo.content) == b"" and photo.gone_at and photo.digest
    counts = Certificate.objects.get().counts
    assert (counts["verification_placevisit"], counts["verification_need"], counts["scans"]) == (1, 1, 1)
    with pytest.raises(Refused, match="nothing_is_due"):
        destroyed(event)


def test_the_words_of_another_event_and_of_an_open_one_stay() -> None:
    event, other = make_event(), make_event()
    visit = a_visit(other)
    a_need(event)
    Event.objects.filter(id=event.id).update(closed_at=NOW, closed_by="漯指〔2021〕9号")
    assert destroyed(event).word_count == 1
    visit.refresh_from_db()
    assert unseal(visit, "note") == "店员王某未戴口罩"
    with pytest.raises(Refused, match="nothing_is_due"):
        destroyed(other)


def test_what_a_person_asked_for_is_not_counted_twice() -> None:
    [task] = make_people_sought(1)
    need = a_need(task.event)
    Need.objects.filter(id=need.id).update(task=task)
    closed()
    purge = destroyed(task.event)
    assert (purge.person_count, purge.word_count) == (1, 0)
    assert not Need.objects.exists()


def keeper() -> Actor:
    return Actor("keeper", permissions=frozenset({"verification.tend_sweep"}), units=("411100/",))


def test_who_answered_at_a_place_off_the_register_is_forgotten_after_thirty_days() -> None:
    gone, there = a_place(removed_at=NOW, removed_why="停业"), a_place()
    tend_sweep(keeper(), now=NOW + 30 * DAY - timedelta(seconds=1))
    gone.refresh_from_db()
    assert unseal(gone, "contact") == "李某某"
    make_event()
    walk_due(NOW + 30 * DAY)
    gone.refresh_from_db()
    there.refresh_from_db()
    assert (bytes(gone.contact), bytes(gone.contact_phone)) == (b"", b"") and gone.removed_why == "停业"
    assert unseal(there, "contact_phone") == "13900001111"
