"""交办单 as a paper: what is said, in the official layout; unsigned, void and corrected ones say so."""

import io
from zipfile import ZipFile

import pytest

from tests.world import COUNTY, NOW, unit
from tests.world_supervision import DAY, FOUR, HOUR, drafted, found, issued, somebody
from yanpan.base.places.models import Unit
from yanpan.shell.papers import Paper, to_docx, to_html, to_pdf
from yanpan.shell.papers.order_sheet import file_name, order_sheet_paper
from yanpan.streams.supervision.exchange import sheet_of_findings
from yanpan.streams.supervision.models import OrderSheet
from yanpan.streams.supervision.operations import order_by_word, void_order_sheet, withdraw_finding
from yanpan.streams.supervision.queries import SheetView, get_order_sheet_paper

pytestmark = pytest.mark.django_db


def view_of(sheet: OrderSheet) -> SheetView:
    return get_order_sheet_paper(somebody(), sheet_id=sheet.id, now=FOUR + HOUR)


def paper_of(view: SheetView) -> Paper:
    document = view.card.document
    return order_sheet_paper(document, sheet_of_findings(view.text, document.wording))


def page_of(sheet: OrderSheet) -> str:
    return to_html(paper_of(view_of(sheet)))


def test_a_sheet_says_what_was_found_who_answers_by_when_and_what_counts_as_done() -> None:
    Unit.objects.filter(pk=unit(COUNTY).pk).update(leader="区长")
    found(severity=3)
    [sheet] = drafted()
    issued(sheet)
    page = page_of(sheet)
    for words in (
        "漯河市新冠肺炎疫情防控指挥部",
        "演练漯疫防指办交〔2021〕1号",
        "加急",
        "交办单",
        "经督导检查，发现你单位责任范围内问题1个，现予交办。",
        "姬石镇卫生院（姬石村村民委员会）",
        "院感防控",
        "发热门诊未设独立通道、预检分诊不到位",
        "发热病人与普通门诊共用入口",
        "卫生院院长",
        "区长",
        "8月5日19:40",
        "办理人、整改人不得自行销号",
        "24小时整改率",
        "督导发现",
        "drafter",
        "checker",
        "signer",
        "内部资料 注意保存",
    ):
        assert words in page, words
    assert "天内同一地点" not in page and "口头交办" not in page


def test_a_second_time_and_an_order_by_word_are_said_on_the_paper() -> None:
    found(now=NOW - 2 * DAY)
    again = found()
    sheet = order_by_word(somebody(), finding_id=again.id, version=again.version, now=NOW)
    page = page_of(sheet)
    assert "14天内同一地点第2次发现同一问题" in page
    assert "特急" in page and "督导发现（已于8月5日15:40口头交办，本单补发）" in page
    assert "送审稿 未签发" in page


def test_a_void_sheet_says_so_and_a_corrected_one_names_its_successor() -> None:
    first, _second = found(), found("姬石镇第二卫生室")
    [sheet] = drafted()
    issued(sheet)
    first.refresh_from_db()
    withdraw_finding(
        somebody(), finding_id=first.id, version=first.version, reason="看错了地点", now=FOUR + HOUR
    )
    correcting = issued(OrderSheet.objects.get(follows=sheet))
    assert "（更正演练漯疫防指办交〔2021〕1号）" in page_of(correcting)
    assert "（已更正，以演练漯疫防指办交〔2021〕2号为准）" in page_of(sheet)
    correcting.document.refresh_from_db()
    version = correcting.document.version
    void_order_sheet(somebody(), sheet_id=correcting.id, version=version, reason="责任单位有误", now=FOUR)
    assert "（作废）" in page_of(correcting)


def test_the_same_sheet_gives_the_same_bytes_as_docx_and_pdf() -> None:
    found()
    [sheet] = drafted()
    issued(sheet)
    view = view_of(sheet)
    paper = paper_of(view)
    docx = to_docx(paper, fixed_at=FOUR)
    assert docx == to_docx(paper, fixed_at=FOUR)
    with ZipFile(io.BytesIO(docx)) as packed:
        assert "发热病人与普通门诊共用入口" in packed.read("word/document.xml").decode()
    assert to_pdf(paper, fixed_at=FOUR).startswith(b"%PDF-")
    assert file_name(view.card.document, "召陵区") == "演练数据-交办单-演练漯疫防指办交〔2021〕1号-召陵区"
