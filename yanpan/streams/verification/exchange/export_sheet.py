"""An export as a workbook: who took it, when and its number on every sheet and in the file's properties."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from xml.sax.saxutils import escape

from yanpan.base.policy.rules import CITY_TIME
from yanpan.shell.papers import Facts, Paper, Paragraph, Table, to_xlsx
from yanpan.shell.papers.zipped import repack
from yanpan.shell.spreadsheets.tables import Row
from yanpan.shell.spreadsheets.tables import Table as ViewTable

PURPOSES = {
    "ground_check": "现场核查",
    "reconcile": "数据核对",
    "inspection": "督导检查",
    "handing_on": "移交上级或兄弟单位",
}


def export_number(number: int, at: datetime) -> str:
    return f"导出{at.astimezone(CITY_TIME).year}-{number:04d}"


def export_sheet(
    table: ViewTable[Row],
    rows: Sequence[Row],
    *,
    number: int,
    by: str,
    approved_by: str,
    purpose: str,
    unit: str,
    drill: bool,
    at: datetime,
) -> bytes:
    """rows: masked as they were shown. Formulas are never written."""
    named = export_number(number, at)
    mark = f"{named} {by} {at.astimezone(CITY_TIME):%Y-%m-%d %H:%M}"
    paper = Paper(
        title=f"{mark} 仅限{PURPOSES.get(purpose, purpose)}，72小时内销毁，不得转发",
        organ=f"{by} {named}",
        drill=drill,
        mark="内部资料 不得转发",
        watermark_id=mark,
        blocks=(
            Facts(
                (
                    ("导出编号", named),
                    ("导出人", by),
                    ("批准人", approved_by),
                    ("内容", str(table.title)),
                    ("范围", unit),
                    ("行数", len(rows)),
                )
            ),
            Paragraph("姓名、证件号码、电话均为脱敏显示。"),
            Table(str(table.title), table.header, tuple(table.lines(rows))),
        ),
    )
    return repack(to_xlsx(paper, fixed_at=at), at, partial(_with_owner, mark))


def _with_owner(mark: str, name: str, content: bytes) -> bytes:
    """The mark among the properties of the file, too."""
    if name != "docProps/core.xml":
        return content
    return content.replace(b"<dc:creator>Yanpan<", f"<dc:creator>{escape(mark)}<".encode())
