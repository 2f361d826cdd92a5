"""A village's phone as the server meets it, for the tests of records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests import world
from yanpan.base.accounts.actors import actor_of_phone
from yanpan.base.accounts.models import Phone, PhoneSlip
from yanpan.base.gate import Actor
from yanpan.base.sync.taking_in import Answer, Reply, take_in
from yanpan.base.vault.randomness import fresh_id


def enrol(village_key: str) -> Phone:
    unit = world.unit(village_key)
    common = {"id": fresh_id(world.NOW), "unit": unit, "pin_hash": ""}
    slip = PhoneSlip.objects.create(
        **common, code_digest=fresh_id(world.NOW).hex, printed_at=world.NOW, expires_at=world.NOW
    )
    return Phone.objects.create(
        **common,
        slip=slip,
        label="test",
        token_digest=fresh_id(world.NOW).hex,
        enrolled_at=world.NOW,
        seen_at=world.NOW,
    )


@dataclass
class FieldPhone:
    """Makes records as the client does, and sends any of them, any number of times."""

    village_key: str
    device: UUID = field(default_factory=lambda: fresh_id(world.NOW))
    made: int = 0

    def __post_init__(self) -> None:
        self.phone = enrol(self.village_key)

    @property
    def actor(self) -> Actor:
        actor = actor_of_phone(self.phone.id)
        assert actor is not None
        return actor

    def record(self, operation: str, payload: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        """`more` over what the client would write: base_version, after, sequence, id."""
        self.made += 1
        written = {
            "id": str(fresh_id(world.NOW)),
            "operation": operation,
            "recorded_at": world.NOW.isoformat(),
            "sequence": self.made,
            "base_version": 0,
            "payload": dict(payload),
        }
        return written | more

    def signs(self, handovers: list[UUID], **more: Any) -> dict[str, Any]:
        return self.record(
            "tasks.acknowledge_handovers", {"handover_ids": [str(one) for one in handovers]}, **more
        )

    def sends(self, *records: object, now: Any = world.NOW) -> Reply:
        return take_in(self.actor, device_id=self.device, announced=self.made, records=records, now=now)

    def told(self, *records: object, now: Any = world.NOW) -> list[str]:
        return [_said(one) for one in self.sends(*records, now=now).answers]


def _said(answer: Answer) -> str:
    return f"{answer.told}: {answer.code}" if answer.code else str(answer.told)
