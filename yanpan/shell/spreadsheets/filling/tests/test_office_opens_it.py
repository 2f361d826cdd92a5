"""An office suite opens what was filled, without complaint."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from yanpan.shell.spreadsheets.filling import NewColumn, SheetTexts, fill
from yanpan.shell.spreadsheets.filling.tests.test_other_formats_filled import old_book
from yanpan.shell.spreadsheets.filling.tests.test_xlsx_filled import NAME, dressed

OFFICE = shutil.which("soffice")


def opened(data: bytes, name: str, folder: Path) -> list[list[str]]:
    """The first sheet as LibreOffice reads it."""
    assert OFFICE is not None
    (folder / name).write_bytes(data)
    done = subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76",
            "--outdir",
            str(folder / "out"),
            str(folder / name),
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0 and "Error" not in done.stderr
    text = (folder / "out" / name).with_suffix(".csv").read_text("utf-8")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
def test_an_office_suite_reads_the_texts(tmp_path: Path) -> None:
    order = SheetTexts(NAME, {(3, 3): "=在漯", (4, 3): "失联"}, [NewColumn("现住址", 2, {3: "姬石镇"})])
    rows = opened(fill(dressed(), "名单.xlsx", [order]).data, "filled.xlsx", tmp_path)
    assert rows[1] == ["序号", "姓名", "电话", "核查结果", "合计", "现住址"]
    assert rows[2] == ["1", "演练1", "19900000001", "=在漯", "2", "姬石镇"]


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
def test_an_office_suite_reads_what_was_an_xls(tmp_path: Path) -> None:
    done = fill(old_book(), "名单.xls", [SheetTexts("南京市", {(3, 2): "在漯"})])
    assert opened(done.data, "was.xlsx", tmp_path)[2] == ["演练1", "2021-08-05", "在漯"]
