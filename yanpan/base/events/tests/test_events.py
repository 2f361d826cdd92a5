"""An event is opened and closed by a document, and carries the pack in force on its day."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.world import NOW, actor_with, make_event
from yanpan.base.events.models import Event
from yanpan.base.events.operations import change_pack, close_event, open_event
from yanpan.base.events.queries import current_event, event_view
from yanpan.base.policy.rules import pack_named
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale

pytestmark = pytest.mark.django_db
CHIEF = ("events.open_event", "events.change_pack", "events.close_event")


def test_an_event_has_the_pack_of_its_day_and_that_packs_digest() -> None:
    event = make_event()
    assert (event.pack, event.pack_digest) == ("covid19-8", pack_named("covid19-8").digest)
    assert current_event().id == event.id and current_event().pack.id == "covid19-8"


def test_the_day_is_the_citys_day_not_greenwichs() -> None:
    # 27 June 2022, 16:30 in Greenwich is the 28th in Luohe: the 9th edition.
    at = datetime(2022, 6, 27, 16, 30, tzinfo=UTC)
    event = open_event(
        actor_with(*CHIEF), name="夜间", disease="covid19", document="演指2号", drill=True, now=at
    )
    assert event.pack == "covid19-9"


@pytest.mark.parametrize("document", ["", "  \t"])
def test_without_a_document_nothing_is_opened_or_closed(document: str) -> None:
    event = make_event()
    with pytest.raises(Refused, match="document_needed"):
        open_event(actor_with(*CHIEF), name="x", disease="covid19", document=document, drill=True, now=NOW)
    with pytest.raises(Refused, match="document_needed"):
        close_event(actor_with(*CHIEF), event_id=event.id, document=document, now=NOW)
    assert Event.objects.get().closed_at is None


def test_a_disease_without_rules_opens_no_event() -> None:
    with pytest.raises(Refused, match="no_pack_in_force"):
        make_event(disease="plague")
    with pytest.raises(Refused, match="no_open_event"):
        current_event()


def test_a_changed_pack_holds_from_then_on() -> None:
    event = make_event()
    change_pack(actor_with(*CHIEF), event_id=event.id, pack_id="covid19-9", now=NOW)
    assert event_view(event.id).pack.id == "covid19-9"
    with pytest.raises(Refused, match="unknown_pack"):
        change_pack(actor_with(*CHIEF), event_id=event.id, pack_id="covid19-99", now=NOW)


def test_a_closed_event_is_closed_once_and_no_longer_current() -> None:
    event = make_event()
    close_event(actor_with(*CHIEF), event_id=event.id, document="演指9号", now=NOW)
    assert event_view(event.id).closed_at == NOW
    with pytest.raises(Stale, match="event_is_closed"):
        close_event(actor_with(*CHIEF), event_id=event.id, document="演指10号", now=NOW)
    with pytest.raises(Stale, match="event_is_closed"):
        change_pack(actor_with(*CHIEF), event_id=event.id, pack_id="covid19-9", now=NOW)
    with pytest.raises(Refused, match="no_open_event"):
        current_event()


def test_an_event_that_does_not_exist_is_missing() -> None:
    with pytest.raises(Missing):
        close_event(actor_with(*CHIEF), event_id=fresh_id(NOW), document="演指9号", now=NOW)


@pytest.mark.parametrize("change", [{"closed_at": NOW}, {"closed_by": "演指9号"}, {"opened_by": ""}])
def test_the_database_too_wants_hour_and_document_together(change: dict[str, object]) -> None:
    event = make_event()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(id=event.id).update(**change)
