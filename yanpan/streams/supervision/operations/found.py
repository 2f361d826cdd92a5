"""Findings (督导发现): entered on the spot, given to who answers for them, withdrawn where the inspector erred."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile
from yanpan.base.events.queries import EventView, current_event, event_view
from yanpan.base.gate import Actor, operation
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import UnitView, get_unit, view_unit, visible_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.policy.supervision import SupervisionRule, supervision_rules_on
from yanpan.base.tasks.handovers import FixFinding
from yanpan.base.tasks.sending import call_back
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Refused
from yanpan.streams.supervision.models import Finding, Site
from yanpan.streams.supervision.operations.order_sheets import take_off_its_sheet
from yanpan.streams.supervision.operations.steps import (
    body_of_actor,
    kept,
    taken_by_its_body,
    write_step,
)
from yanpan.streams.supervision.operations.visits import place_in, visit_to
from yanpan.streams.supervision.queries.owners import owners_for
from yanpan.streams.supervision.rules.findings import (
    NOT_FIXED,
    ON_ITS_WAY,
    Problem,
    State,
    Step,
    due_at,
    finding_problems,
    hour_problems,
    place_problems,
    repeats_within,
    times_found,
)


@operation(
    "supervision.record_finding",
    subject="unit_key",
    records=("rule", "severity", "owner_key", "at"),
    words=("title", "seen", "told"),
)
def record_finding(
    actor: Actor,
    *,
    unit_key: str,
    title: str,
    kind: str,
    rule: str,
    severity: int,
    seen: str,
    now: datetime,
    told: str = "",
    owner_key: str = "",
    due: datetime | None = None,
    at: datetime | None = None,
    photos: Sequence[CleanFile] = (),
) -> Finding:
    """A rule broken at a place: what was seen, and who on the spot was told (by their post). No persons.

    owner_key: '' = the unit right below the headquarters that inspects. due: None = the pack's hours. Raises
    Refused('finding_incomplete', problems=…) with all that is missing, ('finding_owner_wrong'),
    ('finding_is_open') while the same rule stands open at this place within its deadline.
    """
    unit, event, at = visible_unit(actor, unit_key), current_event(), at or now
    known = _rule_on(rule, at)
    problems = [
        *place_problems(title, kind),
        *finding_problems(known is not None, severity, seen, len(photos)),
        *hour_problems(at, now),
    ]
    due = due or due_at(severity, at, event.pack.rules["supervision"]) if not problems else due
    if due is not None and due <= now:
        problems.append(Problem.DUE_IN_THE_PAST)
    if problems or known is None or due is None:
        raise Refused("finding_incomplete", problems=",".join(problems))
    check_written_out(seen, told)
    body = body_of_actor(actor)
    site = place_in(unit, title, kind, now)
    _must_not_be_open(site, rule, now)
    finding_id, sealer = fresh_id(now), Sealer(Finding, now)
    finding = Finding.objects.create(
        id=finding_id,
        event_id=event.id,
        visit=visit_to(actor, site, body, known.line, at, now),
        site=site,
        unit_id=unit.id,
        body=body,
        owner_id=_owner(body, unit, known.line, owner_key).id,
        line=known.line,
        rule=rule,
        severity=severity,
        seen=sealer.seal("seen", finding_id, seen.strip()[:1000]),
        told=sealer.seal("told", finding_id, told.strip()[:60]),
        found_at=at,
        found_by=actor.name,
        due_at=due,
        pack=event.pack.id,
    )
    count_times(site, rule, event)
    finding.refresh_from_db(fields=["times"])
    write_step(actor, finding, Step.FOUND, now, photos=photos)
    return finding


def _rule_on(key: str, at: datetime) -> SupervisionRule | None:
    """The rule, if it is in force on that day."""
    in_force = supervision_rules_on(at.astimezone(CITY_TIME).date())
    return next((one for one in in_force if one.key == key), None)


def _owner(body: Unit, unit: UnitView, line: str, key: str) -> UnitView:
    """Who answers for it: the unit named, else the first that may."""
    owners = owners_for(view_unit(body), unit, line)
    if not owners:
        raise Refused("finding_owner_wrong", unit=unit.name)
    if not key:
        return owners[0]
    wanted = get_unit(key)
    if wanted not in owners:
        raise Refused("finding_owner_wrong", unit=wanted.name)
    return wanted


def _must_not_be_open(site: Site, rule: str, now: datetime) -> None:
    """Two teams at one place find it once; past its deadline, or once it was fixed, it is found again."""
    open_there = Finding.objects.filter(site=site, rule=rule, state__in=NOT_FIXED, due_at__gt=now)
    if earlier := open_there.order_by("found_at").first():
        raise Refused("finding_is_open", at=f"{earlier.found_at.astimezone(CITY_TIME):%m-%d %H:%M}")


def count_times(site: Site, rule: str, event: EventView) -> None:
    """Say of every standing finding of a rule at a place the how-manieth time within the days it is."""
    standing = Finding.objects.filter(event_id=event.id, site=site, rule=rule)
    found = list(standing.exclude(state=State.WITHDRAWN).order_by("found_at", "id"))
    within = repeats_within(event.pack.rules["supervision"])
    for one, times in zip(found, times_found([one.found_at for one in found], within), strict=True):
        one.times = times
    Finding.objects.bulk_update(found, ["times"], batch_size=400)


@operation(
    "supervision.assign_finding",
    subject="finding_id",
    records=("version", "owner_key", "due"),
    words=("note",),
)
def assign_finding(
    actor: Actor,
    *,
    finding_id: UUID,
    version: int,
    owner_key: str,
    due: datetime,
    note: str,
    now: datetime,
) -> Finding:
    """Another owner, as long as it is not ordered, or another hour; with the reason. A draft with it is written anew.

    Raises Refused('reason_needed'), ('finding_due_in_the_past'), ('finding_owner_wrong'), ('finding_is_on_its_way').
    """
    finding = taken_by_its_body(actor, finding_id, version, *NOT_FIXED, right="supervision.assign_finding")
    if not note.strip():
        raise Refused("reason_needed")
    if due <= now:
        raise Refused("finding_due_in_the_past")
    owner = _owner(finding.body, view_unit(finding.unit), finding.line, owner_key)
    if finding.state in ON_ITS_WAY:
        if owner.id != finding.owner_id:
            raise Refused("finding_is_on_its_way")
    else:
        take_off_its_sheet(actor, finding, reason=note, now=now)
        finding.owner_id, finding.state = owner.id, State.FOUND.value
    finding.due_at = due
    return kept(actor, finding, Step.ASSIGNED, now, "owner", "state", "due_at", note=note)


@operation(
    "supervision.withdraw_finding", subject="finding_id", records=("version", "reason"), words=("reason",)
)
def withdraw_finding(actor: Actor, *, finding_id: UUID, version: int, reason: str, now: datetime) -> Finding:
    """The inspector erred. Its order is called back, and a sheet that went out is corrected by a later number.

    Raises Refused('reason_needed'); Stale once it is closed.
    """
    finding = taken_by_its_body(
        actor, finding_id, version, *NOT_FIXED, State.REPORTED, right="supervision.withdraw_finding"
    )
    if not reason.strip():
        raise Refused("reason_needed")
    call_back(actor, FixFinding.REQUEST, [finding.id], now=now)
    take_off_its_sheet(actor, finding, reason=reason, now=now)
    finding.state, finding.withdrawn_at = State.WITHDRAWN.value, now
    kept(actor, finding, Step.WITHDRAWN, now, "state", "withdrawn_at", note=reason)
    count_times(finding.site, finding.rule, event_view(finding.event_id))
    return finding
