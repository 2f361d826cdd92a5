"""`audit verify` finds what was changed behind the application's back, and names block and line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import F
from pytest_django.fixtures import Settings

from tests.world import NOW
from yanpan.base.audit.append import append
from yanpan.base.audit.models import AuditLine, Block, PendingLine
from yanpan.base.audit.sealing import heads_path, seal_all
from yanpan.base.audit.verification import Fault, verify

pytestmark = pytest.mark.django_db


def _write(count: int) -> list[AuditLine]:
    return [
        append(at=NOW, actor="clerk", role="list_clerk", unit="411100/", verb="drill.act", subject=str(one))
        for one in range(count)
    ]


@pytest.fixture(autouse=True)
def _own_heads(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Heads are kept in the home; a test's own do not meet those of others."""
    settings.YANPAN_HOME = tmp_path
    yield


@pytest.fixture
def lines() -> list[AuditLine]:
    """Two blocks of three lines."""
    written = []
    for _ in range(2):
        written += _write(3)
        seal_all(NOW)
    return written


def test_an_untouched_chain_is_sound(lines: list[AuditLine]) -> None:
    verdict = verify()
    assert verdict.sound and (verdict.blocks, verdict.lines) == (2, 6)


def test_a_line_that_waits_for_the_sealer_is_no_fault(lines: list[AuditLine]) -> None:
    _write(2)
    assert verify().sound


@pytest.mark.parametrize("column", ["actor", "role", "unit", "verb", "subject", "digest"])
def test_an_edited_line_is_named_with_its_block(lines: list[AuditLine], column: str) -> None:
    AuditLine.objects.filter(id=lines[4].id).update(**{column: "somebody else"})
    assert verify().faults == (Fault("line_changed", 2, lines[4].id),)


def test_an_edited_hour_or_detail_is_found_too(lines: list[AuditLine]) -> None:
    AuditLine.objects.filter(id=lines[0].id).update(at=NOW.replace(hour=1))
    AuditLine.objects.filter(id=lines[1].id).update(details={"count": 9})
    assert verify().faults == (Fault("line_changed", 1, lines[0].id), Fault("line_changed", 1, lines[1].id))


def test_a_line_edited_before_it_is_sealed_is_found(lines: list[AuditLine]) -> None:
    late = _write(1)[0]
    AuditLine.objects.filter(id=late.id).update(actor="somebody else")
    assert verify().faults == (Fault("line_changed", None, late.id),)


def test_a_deleted_line_is_named_with_its_block(lines: list[AuditLine]) -> None:
    AuditLine.objects.filter(id=lines[2].id).delete()
    assert verify().faults == (Fault("line_missing", 1, lines[2].id),)


def test_an_inserted_line_is_in_no_block(lines: list[AuditLine]) -> None:
    forged = _write(1)[0]
    PendingLine.objects.all().delete()
    assert verify().faults == (Fault("line_in_no_block", None, forged.id),)


def test_two_lines_that_changed_places_are_both_named(lines: list[AuditLine]) -> None:
    first, second = lines[0], lines[1]
    AuditLine.objects.filter(id=first.id).update(subject=second.subject, digest=second.digest)
    AuditLine.objects.filter(id=second.id).update(subject=first.subject, digest=first.digest)
    assert verify().faults == (Fault("line_changed", 1, first.id), Fault("line_changed", 1, second.id))


def test_two_blocks_that_changed_places_are_found(lines: list[AuditLine]) -> None:
    Block.objects.update(number=F("number") + 10)
    Block.objects.filter(number=11).update(number=2)
    Block.objects.filter(number=12).update(number=1)
    assert not verify().sound
    assert verify().faults[0] == Fault("block_changed", 1)


def test_a_block_taken_out_of_the_middle_is_named(lines: list[AuditLine]) -> None:
    _write(1)
    seal_all(NOW)
    Block.objects.filter(number=2).delete()
    assert Fault("block_missing", 2) in verify().faults


def test_a_cut_tail_is_found_by_the_heads_outside_the_database(lines: list[AuditLine]) -> None:
    """Last block and its lines gone without a trace in the database: the kept head still names it."""
    Block.objects.filter(number=2).delete()
    AuditLine.objects.filter(id__gte=lines[3].id).delete()
    assert verify().faults == (Fault("head_not_in_chain", 2),)


def test_a_chain_built_anew_does_not_agree_with_the_heads(lines: list[AuditLine]) -> None:
    """Somebody who can recompute every digest still cannot change what was written outside."""
    kept = heads_path().read_text()
    Block.objects.all().delete()
    AuditLine.objects.filter(id=lines[0].id).delete()
    PendingLine.objects.bulk_create(PendingLine(line=line) for line in AuditLine.objects.all())
    seal_all(NOW)
    heads_path().write_text(kept)
    assert verify().faults == (Fault("head_not_in_chain", 1),)


def test_heads_that_were_taken_away_are_missed(lines: list[AuditLine]) -> None:
    """Without them a cut tail leaves no trace, so their absence is a fault of its own."""
    heads_path().unlink()
    assert verify().faults == (Fault("heads_not_kept"),)


def test_a_headquarters_that_sealed_nothing_yet_needs_no_heads() -> None:
    assert verify().sound
