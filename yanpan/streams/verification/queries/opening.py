"""Opening a row, or the name a file came with: in a worker for matching, or inside a `@query`; nowhere else."""

import json

from yanpan.base.vault.sealing import unseal
from yanpan.streams.verification.models import ListBatch, ListRow


def fields_of(row: ListRow) -> dict[str, str]:
    """The row's fields by meaning, as typed."""
    opened: dict[str, str] = json.loads(unseal(row, "fields") or "{}")
    return opened


def name_as_sent(batch: ListBatch) -> str:
    """What the sender called the file, or the subject of a typed letter; '' once the file is gone."""
    return unseal(batch, "name_as_sent")
