"""The sealer: links committed lines into chained blocks, outside every business transaction."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from yanpan.base.audit.models import Block, PendingLine
from yanpan.kernel.canonical import digest

GENESIS = "0" * 64
LINES_PER_BLOCK = 2000


def block_digest(block: Block) -> str:
    return digest([block.number, block.sealed_at.astimezone(UTC), block.previous, block.lines])


def heads_path() -> Path:
    """Where the heads of the chain are kept outside the database; a cut tail is found by it."""
    return Path(settings.YANPAN_HOME) / "audit-heads"


def _write_head(block: Block) -> None:
    heads_path().parent.mkdir(parents=True, exist_ok=True)
    with heads_path().open("a") as file:
        file.write(f"{block.number} {block.digest} {block.sealed_at.isoformat()}\n")


def seal(now: datetime) -> int:
    """Seal what is pending into one block; returns the number of lines. One process calls this.

    Lines are read and hashed before the transaction: as long as one is open, nobody else writes on SQLite.
    """
    pending = list(
        PendingLine.objects.order_by("line_id").values_list("line_id", "line__digest")[:LINES_PER_BLOCK]
    )
    if not pending:
        return 0
    block = _next_block([list(one) for one in pending], now)
    with transaction.atomic():
        block.save(force_insert=True)  # a second sealer would take the same number: the key refuses it
        PendingLine.objects.filter(line_id__in=[line_id for line_id, _ in pending]).delete()
    _write_head(block)
    return len(pending)


def _next_block(lines: list[list[Any]], now: datetime) -> Block:
    last = Block.objects.order_by("-number").values_list("number", "digest").first() or (0, GENESIS)
    block = Block(number=last[0] + 1, sealed_at=now, previous=last[1], lines=lines)
    block.digest = block_digest(block)
    return block


def seal_all(now: datetime) -> int:
    """Seal until nothing is pending."""
    total = 0
    while sealed := seal(now):
        total += sealed
    return total
