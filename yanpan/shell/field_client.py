"""What a page gives the field client: whose queue it is, the key to seal to, where to send."""

from dataclasses import dataclass
from uuid import UUID

from yanpan.base.sync.queries import count_records
from yanpan.base.tasks.queries import list_waiting_ids
from yanpan.base.vault.field_keys import FieldKey, current_field_key
from yanpan.shell.asking import AskedRequest

MOST_SIGNED = 400  # in one record


@dataclass(frozen=True, slots=True)
class FieldClient:
    """waiting: hand-overs on their way to the unit that may be signed for; to_look_at: answers for people."""

    owner: UUID
    key: FieldKey
    waiting: str
    waiting_count: int
    to_look_at: int


def field_client(request: AskedRequest, unit_key: str, asked_for: str) -> FieldClient | None:
    """For the templates of a room; None for whoever may not send records. asked_for: the kind of hand-over."""
    actor, now = request.actor, request.now
    if not actor.may("sync.receive_records") or actor.account_id is None:
        return None
    waiting = list_waiting_ids(actor, unit_key=unit_key, request=asked_for, now=now)
    return FieldClient(
        actor.account_id,
        current_field_key(),
        " ".join(str(one) for one in waiting[:MOST_SIGNED]),
        len(waiting),
        count_records(actor, now=now),
    )
