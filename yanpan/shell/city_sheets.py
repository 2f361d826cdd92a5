"""县乡村表: the divisions of a city that is not shipped, as an office would write them down."""

from collections.abc import Sequence
from datetime import datetime

from yanpan.base.places.bringing import VillageLine
from yanpan.shell.form_sheets import needed, open_form, rows_under
from yanpan.shell.spreadsheets.writing import SheetToWrite, write_workbook

NAME = "县乡村表"
TITLES = ("县区代码", "县区名称", "乡镇代码", "乡镇名称", "村（社区）代码", "村（社区）名称")
EXAMPLE = ("659902", "示例县", "659902100", "示例镇", "659902100201", "示例村村民委员会")


def city_template(now: datetime) -> bytes:
    """The empty form with one line of an example."""
    note = "一行一个村（社区）；代码用国家统计局区划代码：县区6位、乡镇9位、村12位。示例行请删除。"
    sheet = SheetToWrite(NAME, TITLES, [EXAMPLE], title=NAME, footer=note, widths=(12, 22, 14, 24, 18, 34))
    return write_workbook([sheet], fixed_at=now)


def lines_of_city(content: bytes, file_name: str) -> Sequence[VillageLine]:
    """Raises FileRefused; Refused where no sheet has the titles."""
    rows = needed(rows_under(open_form(content, file_name), TITLES), TITLES)
    return [
        VillageLine(one.row, (county, county_name), (township, township_name), (village, village_name))
        for one in rows
        for county, county_name, township, township_name, village, village_name in (one.texts,)
        if any(one.texts[1:])  # the note below the table stands in its first column
    ]
