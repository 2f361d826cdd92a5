"""The last steps of a restore, inside the restored home: this version's tables, what was destroyed, the audit.

Called by `yanpan restore` and by the restore drill as a process of its own:
python -m yanpan.config.commands.after_restore '{"archive": …, "made_at": …, "blocks_lost": …, "drill": false}'
"""

import json
import os
import sys
from datetime import datetime
from typing import Any

MOST_OPENED = 20


def main(told: dict[str, Any]) -> int:
    """Exit code of `audit verify`; 3 where the keys do not open what the archive holds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanpan.config.settings")
    import django

    django.setup()
    from yanpan.base.audit.sealing import seal_all
    from yanpan.base.gate.clock import wall_clock
    from yanpan.config.commands.home import verify_audit
    from yanpan.config.tables import bring_up_to_date

    bring_up_to_date()
    now = wall_clock()
    opened, shut = open_samples()
    gone = _purge_again(now)
    _note(told, gone, now)
    seal_all(now)
    print(f"keys: {opened} values of {MOST_OPENED} a table opened, {shut} lie under keys that were destroyed")
    print(f"destroyed again after an older backup: {gone}")
    return 3 if opened == 0 and shut else verify_audit()


def open_samples() -> tuple[int, int]:
    """How many of the newest sealed values open, and how many lie under a destroyed key. Nothing of them is shown."""
    from yanpan.base.vault.rotation import sealed_columns, sealed_models
    from yanpan.base.vault.sealing import open_bytes
    from yanpan.kernel.errors import Refused

    opened = shut = 0
    for table, model in sealed_models().items():
        for column in sealed_columns(model):
            rows = model._default_manager.exclude(**{column: b""}).order_by("-pk")
            for row, sealed in rows.values_list("pk", column)[:MOST_OPENED]:
                if sealed is None:
                    continue
                try:
                    open_bytes(table, column, row, sealed)
                    opened += 1
                except Refused:
                    shut += 1
    return opened, shut


def _purge_again(now: datetime) -> int:
    from yanpan.base.places.queries import list_units
    from yanpan.base.vault.sweeping import sweep, write_over_what_is_deleted
    from yanpan.config.commands.operator import operator
    from yanpan.streams.verification.operations.retention.again import purge_again

    if not list_units(kinds=("city",)):  # nobody was ever sought here
        return 0
    write_over_what_is_deleted()
    gone = purge_again(operator("verification.purge_again"), now=now)
    if gone.tables:
        sweep(gone.tables)
    return gone.count


def _note(told: dict[str, Any], gone: int, now: datetime) -> None:
    """The restored audit itself says that it was brought back, and to when."""
    from yanpan.base.upkeep.operations import note_restore
    from yanpan.config.commands.operator import operator

    note_restore(
        operator("upkeep.note_restore"),
        archive=str(told["archive"]),
        made_at=str(told["made_at"]),
        blocks_lost=int(told.get("blocks_lost", 0)),
        purged_again=gone,
        now=now,
    )


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
