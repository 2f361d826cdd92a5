"""What phones without a network may say of hand-overs."""

from typing import Annotated, Any
from uuid import UUID

import msgspec

from yanpan.base.gate import FieldHead


class Acknowledged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Signed for: the hand-overs the phone had on its page."""

    handover_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=400)]

    def arguments(self, head: FieldHead) -> dict[str, Any]:
        return {"handover_ids": self.handover_ids}
