"""`audit verify`: recompute everything, name the block and the line of the first differences."""

from collections.abc import Iterator
from dataclasses import dataclass

from yanpan.base.audit.append import line_digest
from yanpan.base.audit.models import AuditLine, Block, PendingLine
from yanpan.base.audit.sealing import GENESIS, block_digest, heads_path


@dataclass(frozen=True, slots=True)
class Fault:
    """block None = a line outside every block, or none at all; line None = the block itself."""

    code: str
    block: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    blocks: int
    lines: int
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        return not self.faults


def _line_faults(block: Block, known: dict[int, AuditLine]) -> Iterator[Fault]:
    for line_id, sealed_digest in block.lines:
        line = known.get(line_id)
        if line is None:
            yield Fault("line_missing", block.number, line_id)
        elif line_digest(line) != sealed_digest or line.digest != sealed_digest:
            yield Fault("line_changed", block.number, line_id)


def _chain_faults() -> Iterator[tuple[Block, list[Fault]]]:
    previous, expected = GENESIS, 1
    for block in Block.objects.order_by("number").iterator(chunk_size=50):
        faults = []
        if block.number != expected:
            faults.append(Fault("block_missing", expected))
        if block.previous != previous or block_digest(block) != block.digest:
            faults.append(Fault("block_changed", block.number))
        known = AuditLine.objects.in_bulk([line_id for line_id, _ in block.lines])
        faults.extend(_line_faults(block, known))
        previous, expected = block.digest, block.number + 1
        yield block, faults


def _loose_faults(sealed: set[int]) -> Iterator[Fault]:
    pending = set(PendingLine.objects.values_list("line_id", flat=True))
    for line in AuditLine.objects.order_by("id").iterator(chunk_size=2000):
        if line.id in pending:
            if line_digest(line) != line.digest:
                yield Fault("line_changed", None, line.id)
        elif line.id not in sealed:
            yield Fault("line_in_no_block", None, line.id)


def _head_faults(digests: dict[int, str]) -> Iterator[Fault]:
    if not heads_path().exists():
        if digests:  # taken away, or restored without it: nothing says where the chain ends
            yield Fault("heads_not_kept")
        return
    for written in heads_path().read_text().splitlines():
        number, head = written.split(" ")[:2]
        if digests.get(int(number)) != head:
            yield Fault("head_not_in_chain", int(number))
            return


def verify() -> Verdict:
    """Every block, every line, the lines in no block, and the heads kept outside the database."""
    faults: list[Fault] = []
    sealed: set[int] = set()
    digests: dict[int, str] = {}
    for block, found in _chain_faults():
        faults.extend(found)
        sealed.update(line_id for line_id, _ in block.lines)
        digests[block.number] = block.digest
    faults.extend(_loose_faults(sealed))
    faults.extend(_head_faults(digests))
    return Verdict(len(digests), len(sealed), tuple(faults))
