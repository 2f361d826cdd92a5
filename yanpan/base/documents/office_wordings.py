"""The office's own wording of its papers: the versions there are, and writing the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from yanpan.base.documents.models import PaperWording
from yanpan.base.documents.wording import Wording, worded, wording_kind, wording_problems
from yanpan.base.gate import Actor, operation, query
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import visible_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale

SHORTEST_REASON = 4


@dataclass(frozen=True, slots=True)
class WordingLine:
    """One version: who wrote it, when and why."""

    version: int
    reason: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class WordingView:
    """wording: of the version asked for; history: every version of the office, the newest first."""

    kind: str
    body_key: str
    wording: Wording
    history: tuple[WordingLine, ...]

    @property
    def newest(self) -> int:
        """0: the house's own."""
        return self.history[0].version if self.history else 0


def newest_wording(body_id: int, kind: str) -> tuple[int, Mapping[str, str]]:
    """Version and texts of an office now; (0, {}) where it never wrote its own."""
    found = PaperWording.objects.filter(body_id=body_id, kind=kind).order_by("-version").first()
    return (found.version, found.texts) if found else (0, {})


def wording_at(body_key: str, kind: str, at: datetime) -> Wording:
    """What the office had written by then: a paper made again from fixed figures is worded as it was."""
    then = PaperWording.objects.filter(body__key=body_key, kind=kind, made_at__lte=at)
    found = then.order_by("-version").first()
    return worded(kind, found.version, found.texts) if found else worded(kind)


@query("documents.get_wording", subject="body_key", records=("kind",), personal=False)
def get_wording(
    actor: Actor, *, body_key: str, kind: str, now: datetime, version: int | None = None
) -> WordingView:
    """The wording of an office for a kind of paper: the newest, or an earlier version (0: the house's own). Missing."""
    body, wanted = visible_unit(actor, body_key), wording_kind(kind)
    kept = list(PaperWording.objects.filter(body_id=body.id, kind=wanted.key).order_by("-version"))
    by_version = {0: worded(kind)} | {one.version: worded(kind, one.version, one.texts) for one in kept}
    shown = max(by_version) if version is None else version
    if shown not in by_version:
        raise Missing("wording")
    history = tuple(WordingLine(one.version, one.reason, one.made_at, one.made_by) for one in kept)
    return WordingView(wanted.key, body.key, by_version[shown], history)


@operation("documents.write_wording", subject="body_key", records=("kind", "version"), words=("reason",))
def write_wording(
    actor: Actor,
    *,
    body_key: str,
    kind: str,
    version: int,
    texts: Mapping[str, str],
    reason: str,
    now: datetime,
) -> PaperWording:
    """The next version; papers drafted from now on are worded so, those there are keep theirs.

    version: the newest as it was seen, else Stale('wording_changed'). Refused('wording_refused', problems=…) with
    everything at once.
    """
    body, wanted = visible_unit(actor, body_key), wording_kind(kind)
    said = {name: text.replace("\r\n", "\n").strip() for name, text in texts.items()}
    problems = wording_problems(wanted, said)
    if len(reason.strip()) < SHORTEST_REASON:
        problems.append("reason:reason_too_short")
    if problems:
        raise Refused("wording_refused", problems=",".join(problems))
    # One office's wordings are written one after the other: two editors never make the same version.
    Unit.objects.select_for_update(of=("self",)).get(id=body.id)
    newest, before = newest_wording(body.id, wanted.key)
    if newest != version:
        raise Stale("wording_changed")
    if said == dict(worded(kind, newest, before).texts):
        raise Refused("wording_unchanged")
    return PaperWording.objects.create(
        id=fresh_id(now),
        body_id=body.id,
        kind=wanted.key,
        version=newest + 1,
        texts=said,
        reason=reason.strip()[:200],
        made_at=now,
        made_by=actor.name,
    )
