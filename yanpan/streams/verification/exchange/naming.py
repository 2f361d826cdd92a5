"""What a file is called in the house: where it comes from, its day and a code; never the sender's own words.

The name a file came with may hold a person's (张三密接.xlsx), and names stand in boards, messages and papers.
"""

from datetime import datetime
from uuid import UUID

from yanpan.base.policy.rules import CITY_TIME
from yanpan.kernel.ids import short_code
from yanpan.streams.verification.rules import Source

_LISTS = {
    Source.PROVINCE: "省推送",
    Source.BIG_DATA: "大数据",
    Source.OTHER_CITY: "外市协查",
    Source.FOREIGN_AFFAIRS: "外事通报",
    Source.MEDICAL_INSURANCE: "医保数据",
    Source.CLOSED_LOOP: "闭环通报",
    Source.OWN_SWEEP: "自主排查",
    Source.OTHER_OFFICE: "其他单位",
}
RECEIPTS = "回执表"
PLACES = "场所底册"


def name_of_list(source: Source, list_id: UUID, at: datetime) -> str:
    """省推送0805-7KQ2MAB4."""
    return name_in_house(_LISTS[source], list_id, at)


def name_in_house(what: str, file_id: UUID, at: datetime) -> str:
    """what: one of the words above; the code is of the file's id, so the same file keeps its name."""
    return f"{what}{at.astimezone(CITY_TIME):%m%d}-{short_code(file_id.bytes[-5:])}"
