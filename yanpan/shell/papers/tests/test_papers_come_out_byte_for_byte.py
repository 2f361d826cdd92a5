"""The same paper and time give the same bytes, whoever makes it, where and when."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest

from yanpan.shell.papers import Paper, to_docx, to_html, to_pdf, to_xlsx

from .papers import CUT_OFF_AT, brief

_PRINT_DIGESTS = """
from yanpan.shell.papers.tests.papers import brief
from yanpan.shell.papers.tests.test_papers_come_out_byte_for_byte import digests
print(*digests(brief()), sep="\\n")
"""


def digests(paper: Paper) -> list[str]:
    made = (
        to_html(paper).encode(),
        to_docx(paper, fixed_at=CUT_OFF_AT),
        to_pdf(paper, fixed_at=CUT_OFF_AT),
        to_xlsx(paper, fixed_at=CUT_OFF_AT),
    )
    return [sha256(each).hexdigest() for each in made]


def digests_elsewhere(home: Path, zone: str, seed: str) -> list[str]:
    home.mkdir()
    root = Path(__file__).parents[4]
    surroundings = {"HOME": str(home), "YANPAN_HOME": str(home), "TZ": zone, "PYTHONHASHSEED": seed}
    ran = subprocess.run(
        [sys.executable, "-c", _PRINT_DIGESTS],
        cwd=home,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(root), **surroundings},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.split()


def test_two_processes_in_two_homes_and_time_zones_make_the_same_bytes(tmp_path: Path) -> None:
    shanghai = digests_elsewhere(tmp_path / "one", "Asia/Shanghai", "1")
    new_york = digests_elsewhere(tmp_path / "two", "America/New_York", "2")
    assert shanghai == new_york == digests(brief())


def test_the_same_instant_in_another_zone_is_the_same_paper() -> None:
    in_luohe = CUT_OFF_AT.astimezone(timezone(timedelta(hours=8)))
    for make in (to_docx, to_pdf, to_xlsx):
        assert make(brief(), fixed_at=CUT_OFF_AT) == make(brief(), fixed_at=in_luohe)


def test_another_cut_off_or_another_word_is_another_paper() -> None:
    for make in (to_docx, to_pdf, to_xlsx):
        assert make(brief(), fixed_at=CUT_OFF_AT) != make(brief(), fixed_at=CUT_OFF_AT + timedelta(minutes=1))
        assert make(brief(), fixed_at=CUT_OFF_AT) != make(brief(words="改动"), fixed_at=CUT_OFF_AT)


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2021, 8, 5, 18, 0, tzinfo=UTC).replace(tzinfo=None)
    for make in (to_docx, to_pdf, to_xlsx):
        with pytest.raises(ValueError, match="time zone"):
            make(brief(), fixed_at=naive)
