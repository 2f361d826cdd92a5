"""三查: what is due to be destroyed, who lets it go, what stops it, the certificates."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.world import CITY, NOW, actor_with, make_event, make_list
from yanpan.base.events.models import Event
from yanpan.base.vault.certificates import Destroyed, issue_certificate
from yanpan.base.vault.models import Certificate
from yanpan.base.vault.sealing import Sealer
from yanpan.streams.verification.models import KeepLonger, ListRow, Purge, VerificationTask
from yanpan.streams.verification.operations.retention import ask_to_keep, propose_purge

LONG_AGO = NOW - timedelta(days=40)


def _ended(count: int) -> Event:
    """Persons found and cleared forty days ago."""
    batch = make_list(count)
    VerificationTask.objects.update(standing="verified", measure="cleared", answered_at=LONG_AGO)
    return Event.objects.get(id=batch.event_id)


def _proposed(count: int) -> Purge:
    event = _ended(count)
    return propose_purge(
        actor_with("verification.propose_purge"), event_id=event.id, rule="no_exposure", now=NOW
    )


@case(
    "verification.get_retention", at=CITY, elsewhere=Elsewhere.FREE, why="below the city: the table of rules"
)
def _get_retention(count: int) -> Arguments:
    _ended(count)
    return {}


@case("verification.propose_purge", at=CITY, grows=True)
def _propose_purge(count: int) -> Arguments:
    return {"event_id": _ended(count).id, "rule": "no_exposure"}


@case("verification.withdraw_purge", at=CITY)
def _withdraw_purge(count: int) -> Arguments:
    return {"purge_id": _proposed(1).id}


@case("verification.witness_purge", at=CITY)
def _witness_purge(count: int) -> Arguments:
    proposed = _proposed(count)
    Purge.objects.update(proposed_by="system administrator")
    return {"purge_id": proposed.id}


def _closed() -> Event:
    event = make_event()
    event.closed_at, event.closed_by = NOW, "演指〔2021〕9号"
    event.save()
    return event


def _asked() -> KeepLonger:
    return ask_to_keep(
        actor_with("verification.ask_to_keep"),
        event_id=_closed().id,
        purpose="evaluation",
        reason="省级评估组尚未完成复盘评估工作，需要核对",
        assessment="漯疫指评〔2021〕1号",
        until=(NOW + timedelta(days=90)).date(),
        now=NOW,
    )


@case("verification.ask_to_keep", at=CITY)
def _ask_to_keep(count: int) -> Arguments:
    return {
        "event_id": _closed().id,
        "purpose": "evidence",
        "reason": "行政诉讼尚未审结，需作为证据保存备查",
        "assessment": "漯疫指评〔2021〕1号",
        "until": (NOW + timedelta(days=90)).date(),
    }


@case("verification.decide_to_keep", at=CITY)
def _decide_to_keep(count: int) -> Arguments:
    asked = _asked()
    KeepLonger.objects.update(asked_by="duty chief")
    return {"extension_id": asked.id, "granted": True}


@case("verification.say_what_is_due", at=CITY, grows=True)
def _say_what_is_due(count: int) -> Arguments:
    _ended(count)
    return {}


@case("verification.purge_again", at=CITY)
def _purge_again(count: int) -> Arguments:
    return {}


@case("verification.destroy_idle_keys", at=CITY)
def _destroy_idle_keys(count: int) -> Arguments:
    Sealer(ListRow, NOW - timedelta(days=60))
    return {}


def _certificates(count: int) -> list[Certificate]:
    what = Destroyed(
        matter="people.register",
        about="演练",
        rule="register",
        basis="突发事件应对法第八十五条",
        signed_by="admin",
        signed_at=NOW,
        document="演指〔2021〕9号",
    )
    return [issue_certificate(what, now=NOW) for _ in range(count)]


@case("verification.list_certificates", at=CITY, grows=True)
def _list_certificates(count: int) -> Arguments:
    _certificates(count)
    return {}


@case("verification.get_certificate", at=CITY)
def _get_certificate(count: int) -> Arguments:
    return {"certificate_id": _certificates(1)[0].id}


@case("verification.forget_register", at=CITY)
def _forget_register(count: int) -> Arguments:
    return {}
