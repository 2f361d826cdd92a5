"""The day of a headquarters: its hours changed from a day on, what was done at them, who is rung about what was not."""

from collections import Counter
from datetime import date, datetime, timedelta

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import view_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import HourChange, HourDone, Item
from yanpan.hq.operations.own_unit import own_headquarters
from yanpan.hq.queries.day import day_in_force, local_day
from yanpan.hq.queries.days import missed_hours, unsigned_items
from yanpan.hq.rules.day import OWN, ROUND, hour_named, is_hour
from yanpan.kernel.errors import Missing, Refused, Stale

CALLS = {"cut_off": "cut_off_not_fixed", "brief_checked": "brief_not_checked"}
EARLY = timedelta(hours=1)  # so long before its hour it may be ticked
UNSIGNED = "items_unacknowledged"
MATTERS = (*CALLS.values(), UNSIGNED)


@operation(
    "hq.change_hour", subject="unit_key", records=("code", "at", "from_on", "reason"), words=("title",)
)
def change_hour(
    actor: Actor,
    *,
    unit_key: str,
    at: str,
    from_on: date,
    reason: str,
    now: datetime,
    code: str = "",
    title: str = "",
) -> HourChange:
    """Move an hour, drop it (at = ''), or add one (code = '', with a title), from a day on; past days stay.

    Raises Refused('hour_change_incomplete', problems=…) with everything that is wrong.
    """
    unit = own_headquarters(actor, unit_key)
    own = code or f"{OWN}{_own_hours(unit) + 1}"
    known = {one.code for one in day_in_force(view_unit(unit), from_on)} | set(_changed_codes(unit))
    wrong = {
        "unknown_hour": bool(code) and code not in known,
        "hour_not_readable": bool(at or not code) and not is_hour(at),
        "own_hour_needs_a_title": own.startswith(OWN) and not code and not title.strip(),
        "reason_needed": not reason.strip(),
        "a_past_day_does_not_change": from_on < local_day(now),
    }
    if problems := [name for name, found in wrong.items() if found]:
        raise Refused("hour_change_incomplete", problems=",".join(problems))
    said = title.strip()[:60] or _title_of(unit, own)
    return _changed(actor, unit, own, at, from_on, reason, now, title=said)


@operation("hq.switch_testing_round", subject="unit_key", records=("running", "from_on", "reason"))
def switch_testing_round(
    actor: Actor, *, unit_key: str, running: bool, from_on: date, reason: str, now: datetime
) -> HourChange:
    """While a round of testing runs, every two hours is an hour of the day."""
    unit = own_headquarters(actor, unit_key)
    if not reason.strip():
        raise Refused("reason_needed")
    if from_on < local_day(now):
        raise Refused("hour_change_incomplete", problems="a_past_day_does_not_change")
    return _changed(actor, unit, ROUND, "on" if running else "", from_on, reason, now)


def _own_hours(unit: Unit) -> int:
    return HourChange.objects.filter(unit=unit, code__startswith=OWN).values("code").distinct().count()


def _changed_codes(unit: Unit) -> list[str]:
    return list(HourChange.objects.filter(unit=unit).values_list("code", flat=True))


def _title_of(unit: Unit, code: str) -> str:
    """An own hour keeps its title when it is moved or dropped."""
    titles = HourChange.objects.filter(unit=unit, code=code).exclude(title="").order_by("-made_at", "-id")
    return titles.values_list("title", flat=True).first() or ""


def _changed(
    actor: Actor, unit: Unit, code: str, at: str, from_on: date, reason: str, now: datetime, title: str = ""
) -> HourChange:
    return HourChange.objects.create(
        id=fresh_id(now),
        unit=unit,
        code=code,
        at=at,
        title=title,
        from_on=from_on,
        reason=reason.strip()[:200],
        made_at=now,
        made_by=actor.name,
    )


@operation("hq.note_hour_done", subject="unit_key", records=("code",))
def note_hour_done(actor: Actor, *, unit_key: str, code: str, now: datetime) -> HourDone:
    """What fell due at an hour of today is done. Hours seen by themselves (cut-off, shift, items) are not ticked.

    Raises Refused('hour_is_seen_by_itself'), Refused('hour_has_not_come'), Missing, Stale('hour_is_done').
    """
    unit, on = own_headquarters(actor, unit_key), local_day(now)
    hour = hour_named(day_in_force(view_unit(unit), on), code)
    if hour is None:
        raise Missing("hour")
    if hour.done_by != "hand":
        raise Refused("hour_is_seen_by_itself")
    if hour.on(on).replace(tzinfo=CITY_TIME) - EARLY > now:
        raise Refused("hour_has_not_come")
    done, fresh = HourDone.objects.get_or_create(
        event_id=current_event().id,
        unit=unit,
        on=on,
        code=code,
        defaults={"id": fresh_id(now), "at": now, "by": actor.name},
    )
    if not fresh:
        raise Stale("hour_is_done")
    return done


@operation("hq.call_for_hours")
def call_for_hours(actor: Actor, *, now: datetime) -> int:
    """What fell due and was not done rings: the headquarters' own leader, and units with items unsigned at 23:00.

    Returns how many calls are new.
    """
    wanted = wanted_calls(actor, now)
    new = [
        keep_calls(
            [one for one in wanted if one.matter == matter],
            matter=matter,
            under_path=actor.home,
            now=now,
        )
        for matter in MATTERS
    ]
    return sum(new)


def wanted_calls(actor: Actor, now: datetime) -> list[Call]:
    """Whom the call list must name about missed hours at this moment."""
    missed = missed_hours(now)
    late = [one.unit_id for one in missed if one.code == "acknowledged"]
    unsigned = Item.objects.filter(unsigned_items(), under("owner__path", actor), unit__in=late)
    counted = Counter(unsigned.values_list("owner", flat=True))
    return [
        *(
            Call(one.unit_id, CALLS[one.code], {"hour": one.at})
            for one in missed
            if one.code in CALLS and actor.covers(one.path)
        ),
        *(Call(owner, UNSIGNED, {"items": count}) for owner, count in sorted(counted.items())),
    ]
