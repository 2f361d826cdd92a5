"""The clerk's pairs."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.world import COUNTY, NOW, actor_with, make_pairs, make_people_sought
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import Pair, PairOpinion
from yanpan.streams.verification.operations import decide_pair

CLERK = f"somebody@{COUNTY}"
SAID: Arguments = {"answer": "different", "reason": "电话核实"}


def _held(count: int) -> list[Pair]:
    pairs = make_pairs(count, at=COUNTY)
    Pair.objects.update(held_by=CLERK, held_until=NOW + timedelta(minutes=10))
    return pairs


def _referred(count: int) -> list[Pair]:
    pairs = make_pairs(count, at=COUNTY)
    Pair.objects.update(answer="referred")
    return pairs


@case("verification.hold_pairs", elsewhere=Elsewhere.NOTHING, grows=True)
def _hold_pairs(count: int) -> Arguments:
    return {"event_id": make_pairs(count, at=COUNTY)[0].row.batch.event_id}


@case("verification.get_pair")
def _get_pair(count: int) -> Arguments:
    return {"pair_id": _held(1)[0].id}


@case("verification.decide_pair")
def _decide_pair(count: int) -> Arguments:
    return {"pair_id": make_pairs(1, at=COUNTY)[0].id, "answer": "same", "reason": "电话核实"}


@case("verification.undo_pair")
def _undo_pair(count: int) -> Arguments:
    pair = make_pairs(1, at=COUNTY)[0]
    deciding = actor_with("verification.decide_pair")
    decide_pair(deciding, pair_id=pair.id, answer="same", reason="电话核实", now=NOW)
    return {"pair_id": pair.id, "reason": "不是同一人"}


@case("verification.withdraw_opinion")
def _withdraw_opinion(count: int) -> Arguments:
    pair = make_pairs(1, at=COUNTY)[0]
    deciding = actor_with("verification.decide_pair", unit_key=COUNTY)
    decide_pair(deciding, pair_id=pair.id, now=NOW, **SAID)
    return {"pair_id": pair.id}


@case("verification.why_unsure")
def _why_unsure(count: int) -> Arguments:
    pair = make_pairs(1, at=COUNTY)[0]
    for by in ("another", CLERK):
        PairOpinion.objects.create(
            id=fresh_id(NOW), pair=pair, answer="unsure", reason="信息太少", at=NOW, by=by
        )
    return {"pair_id": pair.id}


@case("verification.next_referred_pair", elsewhere=Elsewhere.NOTHING, grows=True)
def _next_referred_pair(count: int) -> Arguments:
    return {"event_id": _referred(count)[0].row.batch.event_id}


@case("verification.decide_referred_pair")
def _decide_referred_pair(count: int) -> Arguments:
    return {"pair_id": _referred(1)[0].id, **SAID}


@case("verification.list_pairs", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_pairs(count: int) -> Arguments:
    pairs = make_pairs(count, at=COUNTY, answer="different")
    Pair.objects.update(answered_at=NOW)
    return {"event_id": pairs[0].row.batch.event_id, "wanted": "decided"}


@case("verification.count_pairs", elsewhere=Elsewhere.NOTHING)
def _count_pairs(count: int) -> Arguments:
    return {"event_id": make_pairs(count, at=COUNTY)[0].row.batch.event_id}


@case("verification.get_person")
def _get_person(count: int) -> Arguments:
    return {"task_id": make_people_sought(1, at=COUNTY)[0].id}
