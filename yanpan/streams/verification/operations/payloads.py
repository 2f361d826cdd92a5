"""What phones without a network may say of somebody to be found: strict structs, one an operation."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from yanpan.base.gate import FieldHead

Code = Annotated[str, msgspec.Meta(max_length=12)]
Words = Annotated[str, msgspec.Meta(max_length=60)]


class OutcomeSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer: the taps and what belongs to them, as `record_outcome` takes them."""

    task_id: UUID
    where: Code
    contact: Code = ""
    measure: Code = ""
    obstacle: Code = ""
    tried: Code = ""
    deciding_body: Words = ""
    document_number: Words = ""
    told: bool | None = None
    test_result: Code = ""
    test_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    note: Annotated[str, msgspec.Meta(max_length=500)] = ""
    other_unit_key: Annotated[str, msgspec.Meta(max_length=40)] = ""

    def arguments(self, head: FieldHead) -> dict[str, Any]:
        """The record is the answer: its id is the answer's, so that it can be kept once only."""
        said = msgspec.structs.asdict(self)
        of_record = {"answer_id": head.record_id, "recorded_at": head.recorded_at}
        return {**said, "version": head.base_version, **of_record}


class AttemptSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Tried, and nobody there."""

    task_id: UUID
    kind: Code

    def arguments(self, head: FieldHead) -> dict[str, Any]:
        of_record = {"attempt_id": head.record_id, "recorded_at": head.recorded_at}
        return {"task_id": self.task_id, "kind": self.kind, **of_record}
