"""The sealer: links committed lines into chained blocks, outside every business transaction."""

from datetime import UTC, datetime
from pathlib import Path

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
    """Seal what is pending into one block; returns the number of lines. One process calls this."""
    with transaction.atomic():
        pending = list(PendingLine.objects.select_related("line").order_by("line_id")[:LINES_PER_BLOCK])
        if not pending:
            return 0
        last = Block.objects.select_for_update().order_by("-number").first()
        block = Block(
            number=last.number + 1 if last else 1,
            sealed_at=now,
            previous=last.digest if last else GENESIS,
            lines=[[one.line_id, one.line.digest] for one in pending],
        )
        block.digest = block_digest(block)
        block.save(force_insert=True)
        PendingLine.objects.filter(line_id__in=[one.line_id for one in pending]).delete()
    _write_head(block)
    return len(pending)


def seal_all(now: datetime) -> int:
    """Seal until nothing is pending."""
    total = 0
    while sealed := seal(now):
        total += sealed
    return total
