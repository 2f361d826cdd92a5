"""值班表: whose turn it is, from when to when, in a headquarters or a unit of it."""

from datetime import datetime, timedelta
from uuid import UUID

from yanpan.base.gate import Actor, operation, under
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.hq.models import DutyTurn
from yanpan.hq.operations.own_unit import covered_unit
from yanpan.kernel.errors import Missing, Refused, Stale

POSTS = ("chief", "officer")
LONGEST_TURN = timedelta(days=7)


@operation("hq.name_turn", subject="unit_key", records=("post", "starts_at", "ends_at"))
def name_turn(
    actor: Actor,
    *,
    unit_key: str,
    post: str,
    name: str,
    phone: str,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> DutyTurn:
    """Who is on duty from when to when, with the telephone that is answered.

    Raises Refused('turn_incomplete', problems=…), Stale('turn_is_taken') where the post has somebody at these hours.
    """
    unit = covered_unit(actor, unit_key)
    wrong = {
        "unknown_post": post not in POSTS,
        "turn_needs_name_and_phone": not name.strip() or not phone.strip(),
        "turn_ends_before_it_starts": ends_at <= starts_at,
        "turn_is_over": ends_at <= now,
        "turn_too_long": ends_at - starts_at > LONGEST_TURN,
    }
    if problems := [code for code, found in wrong.items() if found]:
        raise Refused("turn_incomplete", problems=",".join(problems))
    check_written_out(name, phone)
    taken = DutyTurn.objects.filter(unit=unit, post=post, out_at=None)
    if taken.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise Stale("turn_is_taken")
    turn_id, sealer = fresh_id(now), Sealer(DutyTurn, now)
    return DutyTurn.objects.create(
        id=turn_id,
        unit=unit,
        post=post,
        name=sealer.seal("name", turn_id, name.strip()[:40]),
        phone=sealer.seal("phone", turn_id, phone.strip()[:20]),
        starts_at=starts_at,
        ends_at=ends_at,
        named_at=now,
        named_by=actor.name,
    )


@operation("hq.take_turn_out", subject="turn_id", records=("reason",))
def take_turn_out(actor: Actor, *, turn_id: UUID, reason: str, now: datetime) -> DutyTurn:
    """Named by mistake, or somebody else takes it: it stays with the reason, and the hours are free again."""
    turn = (
        DutyTurn.objects.select_for_update(of=("self",))
        .filter(under("unit__path", actor), id=turn_id)
        .first()
    )
    if turn is None:
        raise Missing("turn")
    if turn.out_at is not None:
        raise Stale("turn_is_out")
    if not reason.strip():
        raise Refused("reason_needed")
    turn.out_at, turn.out_reason = now, reason.strip()[:200]
    turn.save(update_fields=["out_at", "out_reason"])
    return turn
