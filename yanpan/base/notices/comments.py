"""批注: what offices say about a thing, to all who see it or to one unit that must take note."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from yanpan.base.gate import Actor, operation, query
from yanpan.base.notices.models import Comment
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.notices.subjects import SUBJECTS, addressees, seen_subject
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import UnitView
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer, unseal
from yanpan.kernel.errors import Missing, Refused, Stale

MATTER = "comment"
LONGEST = 500
MOST = 100
_UNSEEN = Q(seen_at=None, withdrawn_at=None, to__isnull=False)


@dataclass(frozen=True, slots=True)
class CommentView:
    """said: '' once it was withdrawn; to: name of the addressed unit or ''; mine: the reader wrote it."""

    id: UUID
    kind: str
    about: UUID
    unit: str
    to: str
    said: str
    at: datetime
    by: str
    seen_at: datetime | None
    seen_by: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """The comments on one thing, the oldest first, and the units one may be addressed to."""

    comments: tuple[CommentView, ...]
    addressees: tuple[UnitView, ...]


@query("notices.list_comments", subject="about", records=("kind",), personal=False)
def list_comments(actor: Actor, *, kind: str, about: UUID, now: datetime) -> Talk:
    """What was said about a thing the actor sees, whose own page has left its line; Missing elsewhere."""
    concerned = seen_subject(actor, kind, about)
    found = Comment.objects.filter(kind=kind, about=about).select_related("unit", "to").order_by("at", "id")
    return Talk(tuple(_view(one, actor) for one in found), tuple(addressees(concerned)))


@query("notices.list_addressed", personal=False)
def list_addressed(actor: Actor, *, now: datetime) -> list[CommentView]:
    """Comments addressed to the own units about things the actor sees: those not seen first, then the newest."""
    kinds = [one.kind for one in SUBJECTS.values() if actor.may(one.right)]
    found = Comment.objects.filter(to__path__in=actor.units, withdrawn_at=None, kind__in=kinds)
    order = (F("seen_at").asc(nulls_first=True), "-at", "id")
    return [_view(one, actor) for one in found.select_related("unit", "to").order_by(*order)[:MOST]]


def _view(one: Comment, actor: Actor) -> CommentView:
    return CommentView(
        one.id,
        one.kind,
        one.about,
        one.unit.name,
        one.to.name if one.to else "",
        "" if one.withdrawn_at else unseal(one, "said"),
        one.at,
        one.by,
        one.seen_at,
        one.seen_by,
        one.withdrawn_at,
        one.withdrawn_reason,
        one.by == actor.name,
    )


@operation("notices.add_comment", subject="about", records=("kind", "to_unit_key"), words=("said",))
def add_comment(
    actor: Actor, *, kind: str, about: UUID, said: str, now: datetime, to_unit_key: str = ""
) -> Comment:
    """Say something about a thing one sees; a unit it is addressed to stands on the call list until it has seen it.

    Refused: comment_needed, comment_too_long, identifier_in_free_text, masked_value_written_back.
    """
    concerned = seen_subject(actor, kind, about)
    said = said.strip()
    if not said:
        raise Refused("comment_needed")
    if len(said) > LONGEST:
        raise Refused("comment_too_long", most=LONGEST)
    check_written_out(said)
    to = None
    if to_unit_key:
        to = next((one for one in addressees(concerned) if one.key == to_unit_key), None)
        if to is None:
            raise Missing("unit")
    comment_id = fresh_id(now)
    made = Comment.objects.create(
        id=comment_id,
        event_id=concerned.event_id,
        kind=kind,
        about=about,
        unit=Unit.objects.get(path=actor.home),
        to_id=to.id if to else None,
        said=Sealer(Comment, now).seal("said", comment_id, said),
        at=now,
        by=actor.name,
    )
    _ring(made, now)
    return made


@operation("notices.note_comment", subject="comment_id")
def note_comment(actor: Actor, *, comment_id: UUID, now: datetime) -> Comment:
    """已阅: the addressed unit has taken note. Stale if it had, or the comment was withdrawn."""
    comment = _locked(Q(to__path__in=actor.units), comment_id)
    if comment.seen_at or comment.withdrawn_at:
        raise Stale("comment_moved_on")
    comment.seen_at, comment.seen_by = now, actor.name
    comment.save(update_fields=["seen_at", "seen_by"])
    _ring(comment, now)
    return comment


@operation("notices.withdraw_comment", subject="comment_id", records=("reason",), words=("reason",))
def withdraw_comment(actor: Actor, *, comment_id: UUID, reason: str, now: datetime) -> Comment:
    """Take back what one said oneself: that it was said, when and by whom stays. Missing: another's."""
    if not reason.strip():
        raise Refused("reason_needed")
    comment = _locked(Q(by=actor.name, unit__path__in=actor.units), comment_id)
    if comment.withdrawn_at:
        raise Stale("comment_moved_on")
    comment.withdrawn_at, comment.withdrawn_reason = now, reason.strip()[:200]
    comment.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _ring(comment, now)
    return comment


def _locked(mine: Q, comment_id: UUID) -> Comment:
    found = _comments().filter(mine, id=comment_id).first()
    if found is None:
        raise Missing("comment")
    return found


def _comments() -> QuerySet[Comment]:
    return Comment.objects.select_for_update(of=("self",)).select_related("to")


def _ring(comment: Comment, now: datetime) -> None:
    """The call list says how many comments a unit has not seen; it is settled with the last one."""
    if comment.to is None:
        return
    unseen = Comment.objects.filter(_UNSEEN, to__path__startswith=comment.to.path)
    counted = unseen.values_list("to").annotate(n=Count("id"))
    calls = [Call(unit_id, MATTER, {"comments": n}) for unit_id, n in counted]
    keep_calls(calls, matter=MATTER, under_path=comment.to.path, now=now)
