"""The clerk's pairs: same, different or unsure; remembered, looked at twice, and taken back where it was wrong."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.gate import Actor, operation, under
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.intake.asking import take_answer
from yanpan.streams.verification.intake.sameness import make_same, take_back_same
from yanpan.streams.verification.models import Pair, PairOpinion
from yanpan.streams.verification.queries.pairs import pairs_for
from yanpan.streams.verification.rules.pairs import (
    DECIDED,
    HELD_AT_ONCE,
    HOLD,
    REFERRED,
    Answer,
    gets_second_look,
    standing_of,
)


@operation("verification.hold_pairs", subject="event_id")
def hold_pairs(actor: Actor, *, event_id: UUID, now: datetime) -> list[Pair]:
    """The pair to be shown and the next one, in this clerk's hands for ten minutes: no other clerk gets them."""
    waiting = pairs_for(actor, event_id, now).select_for_update(of=("self",))
    mine = list(waiting.filter(held_by=actor.name, held_until__gt=now)[:HELD_AT_ONCE])
    free = waiting.exclude(id__in=[one.id for one in mine])
    fresh = list(free[: HELD_AT_ONCE - len(mine)]) if len(mine) < HELD_AT_ONCE else []
    for pair in [*mine, *fresh]:
        pair.held_by, pair.held_until = actor.name, now + HOLD
    Pair.objects.bulk_update([*mine, *fresh], ["held_by", "held_until"])
    return [*mine, *fresh]


@operation("verification.decide_pair", subject="pair_id", records=("answer", "reason"))
def decide_pair(actor: Actor, *, pair_id: UUID, answer: str, reason: str, now: datetime) -> Pair:
    """Same, different or unsure, with a reason. 'same' makes them one person with one task.

    Unsure goes to another clerk, twice unsure to an epidemiologist. Of a decided pair that gets a second look the
    answer is kept beside the first. Raises Stale('pair_is_decided', 'pair_is_referred', 'pair_in_other_hands'),
    Refused('second_opinion_is_anothers', 'cannot_merge_these').
    """
    _check(answer, reason)
    pair = _pair(actor, pair_id)
    mine = _opinions(pair).filter(by=actor.name).exists()
    looks = (
        pair.answer == Answer.SAME
        and pair.second_look == "wanted"
        and not mine
        and pair.held_by == actor.name
    )
    if pair.answer in DECIDED and not looks:
        raise Stale("pair_is_decided", answer=pair.answer)
    if pair.answer == REFERRED:
        raise Stale("pair_is_referred")
    if pair.held_by not in ("", actor.name) and pair.held_until is not None and pair.held_until > now:
        raise Stale("pair_in_other_hands")
    if mine:
        raise Refused("second_opinion_is_anothers")
    _keep_opinion(actor, pair, answer, reason, blind=looks, now=now)
    if looks:
        pair.second_look = "agreed" if answer == Answer.SAME else "disagreed"
        pair.held_by, pair.held_until = "", None
        pair.save()
        return pair
    return _settle(actor, pair, answer, reason, now)


@operation("verification.decide_referred_pair", subject="pair_id", records=("answer", "reason"))
def decide_referred_pair(actor: Actor, *, pair_id: UUID, answer: str, reason: str, now: datetime) -> Pair:
    """What two clerks could not say, an epidemiologist does; unsure leaves it on the list.

    Raises Stale('pair_is_not_referred'), Refused('second_opinion_is_anothers').
    """
    _check(answer, reason)
    pair = _pair(actor, pair_id)
    if pair.answer != REFERRED:
        raise Stale("pair_is_not_referred")
    if _opinions(pair).filter(by=actor.name).exists():
        raise Refused("second_opinion_is_anothers")
    _keep_opinion(actor, pair, answer, reason, blind=False, now=now)
    return _settle(actor, pair, answer, reason, now)


def _check(answer: str, reason: str) -> None:
    if answer not in set(Answer):
        raise Refused("unknown_answer", answer=answer[:20])
    if not reason.strip():
        raise Refused("reason_needed")


def _pair(actor: Actor, pair_id: UUID) -> Pair:
    pair = (
        Pair.objects.select_for_update(of=("self",))
        .filter(under("row__batch__unit__path", actor), id=pair_id)
        .select_related("row__task__person", "row__batch", "resident", "person", "follows")
        .defer("row__batch__content", "row__batch__row_keys")
        .first()
    )
    if pair is None:
        raise Missing("pair")
    return pair


def _opinions(pair: Pair) -> QuerySet[PairOpinion]:
    return PairOpinion.objects.filter(pair=pair, taken_back_at=None)


def _keep_opinion(actor: Actor, pair: Pair, answer: str, reason: str, *, blind: bool, now: datetime) -> None:
    PairOpinion.objects.create(
        id=fresh_id(now), pair=pair, answer=answer, reason=reason[:200], at=now, by=actor.name, blind=blind
    )


def _settle(actor: Actor, pair: Pair, answer: str, reason: str, now: datetime) -> Pair:
    pair.answer, pair.reason = standing_of(pair.answer, answer), reason[:200]
    pair.answered_at, pair.answered_by = now, actor.name
    pair.held_by, pair.held_until, pair.follows = "", None, None
    if pair.answer == Answer.SAME:
        pair.second_look = "wanted" if gets_second_look(pair.id) else ""
        make_same(actor, pair, now)
    pair.save()
    if pair.answer in DECIDED and pair.identity:
        _settle_followers(actor, pair, now)
    return pair


def _settle_followers(actor: Actor, leader: Pair, now: datetime) -> None:
    """Other rows with the same person as listed beside the same counterpart: decided with it."""
    waiting = _followers(leader).exclude(answer__in=sorted(DECIDED))
    for pair in waiting:
        take_answer(pair, leader)
        if pair.answer == Answer.SAME:
            make_same(actor, pair, now)
        pair.save()


def _followers(leader: Pair) -> QuerySet[Pair]:
    found = Pair.objects.select_for_update(of=("self",)).filter(follows=leader)
    loaded = found.select_related("row__task__person", "row__batch", "resident", "person")
    return loaded.defer("row__batch__content", "row__batch__row_keys").order_by("id")


@operation("verification.undo_pair", subject="pair_id", records=("reason",))
def undo_pair(actor: Actor, *, pair_id: UUID, reason: str, now: datetime) -> Pair:
    """Take a decision back: the merge is undone and both live again as they were; it is asked again.

    With it go the rows that followed it; a row that followed another pair stands for itself from now on. Raises
    Stale('pair_is_not_decided', 'already_merged').
    """
    if not reason.strip():
        raise Refused("reason_needed")
    pair = _pair(actor, pair_id)
    if pair.answer not in DECIDED:
        raise Stale("pair_is_not_decided")
    pair.follows = None
    for one in [*_followers(pair).filter(answer__in=sorted(DECIDED)).reverse(), pair]:
        _open_again(one, f"{reason} ({actor.name})"[:200], actor.name, now)
    return pair


@operation("verification.withdraw_opinion", subject="pair_id")
def withdraw_opinion(actor: Actor, *, pair_id: UUID, now: datetime) -> Pair:
    """The key was the wrong one: the own last word on a pair is taken back, and the pair is in hand again.

    Raises Stale('opinion_is_overtaken') where there is none, or another has spoken since.
    """
    pair = _pair(actor, pair_id)
    last = _opinions(pair).order_by("-at", "-id").first()
    if last is None or last.by != actor.name:
        raise Stale("opinion_is_overtaken")
    if last.blind:
        last.taken_back_at = now
        last.save(update_fields=["taken_back_at"])
        pair.second_look = "wanted"
    else:
        for one in [*_followers(pair).filter(answer__in=sorted(DECIDED)).reverse(), pair]:
            _open_again(one, "", actor.name, now, only=last)
    pair.held_by, pair.held_until = actor.name, now + HOLD
    pair.save(update_fields=["held_by", "held_until", "second_look"])
    return pair


def _open_again(pair: Pair, reason: str, by: str, now: datetime, *, only: PairOpinion | None = None) -> None:
    """The pair waits again; with `only` one opinion is taken back and the earlier ones stand."""
    if pair.answer == Answer.SAME:
        take_back_same(pair, by=by, now=now)
    gone = _opinions(pair).filter(id=only.id) if only else _opinions(pair)
    gone.update(taken_back_at=now)
    before = _opinions(pair).order_by("at", "id").last()
    pair.answer = before.answer if before else ""
    pair.reason = before.reason if before else reason
    pair.answered_at, pair.answered_by = (before.at, before.by) if before else (None, "")
    pair.merge, pair.second_look = None, ""
    pair.save()
