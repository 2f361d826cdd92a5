"""What of supervision may be commented on: findings."""

from uuid import UUID

from yanpan.base.gate import Actor
from yanpan.base.notices.subjects import Concerned, Subject, register_subject
from yanpan.streams.supervision.models import Finding
from yanpan.streams.supervision.queries.findings import of_the_actor


def _finding(actor: Actor, about: UUID) -> Concerned | None:
    found = Finding.objects.filter(of_the_actor(actor), id=about)
    one = found.select_related("unit", "owner", "body").first()
    if one is None:
        return None
    return Concerned(one.event_id, (one.unit.path, one.owner.path, one.body.path))


register_subject(Subject("supervision.finding", "supervision.get_finding", "supervision:finding", _finding))
