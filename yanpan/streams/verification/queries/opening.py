"""Opening a row: in a worker for matching, or inside a `@query`; nowhere else."""

import json

from yanpan.base.vault.sealing import unseal
from yanpan.streams.verification.models import ListRow


def fields_of(row: ListRow) -> dict[str, str]:
    """The row's fields by meaning, as typed."""
    opened: dict[str, str] = json.loads(unseal(row, "fields") or "{}")
    return opened
