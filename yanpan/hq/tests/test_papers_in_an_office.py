"""The papers of the headquarters as an office sees them that opens the Word files: measured on the page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override

from tests.support.office_suite import POINTS_PER_MM, Page, Printed, Word, printed
from tests.world import NOW
from yanpan.base.documents.reading import DocumentView
from yanpan.base.documents.wording import worded
from yanpan.base.indicators.queries import CutOffView
from yanpan.hq.exchange.brief import brief_paper
from yanpan.hq.exchange.minutes import minutes_paper
from yanpan.hq.exchange.notice_paper import notice_paper
from yanpan.shell.papers import Paper, Paragraph, to_docx
from yanpan.shell.papers.layout import (
    CHARACTERS_PER_LINE,
    LANDSCAPE_MARGINS_MM,
    PAGE_MM,
    PORTRAIT_MARGINS_MM,
    TEXT_MM,
)
from yanpan.shell.papers.order_sheet import Ordered, OrderSheet, order_sheet_paper

LEFT, RIGHT = PORTRAIT_MARGINS_MM["left"], PAGE_MM[0] - PORTRAIT_MARGINS_MM["right"]
LINES = 22
ORGAN = "漯河市新冠肺炎疫情防控指挥部"
DUE = NOW + timedelta(hours=8)


def document(kind: str, **changes: Any) -> DocumentView:
    """Signed by three people, out, and signed for."""
    view = DocumentView(
        id=UUID(int=1),
        title="交办单",
        urgency="most_urgent",
        urgency_mark="特急",
        organ=ORGAN,
        drill=False,
        state="acknowledged",
        number="漯疫防指办交〔2021〕12号",
        drafted_by="值班员",
        drafted_at=NOW,
        checked_by="带班领导",
        checked_at=NOW,
        sent_back="",
        signed_by="指挥长",
        signed_at=NOW,
        issued_by="值班员",
        issued_at=NOW,
        channel="platform",
        acknowledged_at=NOW,
        ended_by="",
        ended_at=None,
        reason="",
        corrects="",
        replaced_by="",
        has_scan=False,
        version=1,
        wording=worded(kind, 1, {"copies": "市委办，市政府办。"}),
    )
    return replace(view, **changes)


def order(matter: str) -> Ordered:
    return Ordered(
        matter=matter,
        demand="双人双岗、24小时值守，现场照片为证，经另一单位人员现场核验合格",
        due_at=DUE,
        origin="会议议定",
        indicator="24小时整改率",
        by_word_at=NOW,
        heading=matter,
    )


def a_sheet(count: int) -> Paper:
    orders = tuple(order(f"村口卡点值守补人（第{one}处）") for one in range(1, count + 1))
    return order_sheet_paper(
        document("order_sheet"),
        OrderSheet(owner="召陵区", responsible="区长", helpers=("公安局",), orders=orders),
    )


def minutes() -> Paper:
    decided = {
        "number": "漯疫防指办交〔2021〕12号",
        "matter": "村口卡点值守补人，落实双人双岗和夜间巡查",
        "owner": "召陵区",
        "helpers": ["公安局"],
        "demand": "双人双岗，照片为证",
        "due_at": DUE.isoformat(),
    }
    text = {
        "at": NOW.isoformat(),
        "place": "二楼会议室",
        "chair": "指挥长",
        "cut_off": "2021-08-05 18:00",
        "presence": {"present": ["召陵区", "源汇区", "郾城区"], "leave": ["舞阳县"]},
        "progress": "首轮区域协查人员排查基本完成，隔离点腾退有序。" * 4,
        "demands": "一是压实责任，专班专人。\n二是夜间加岗，严防脱管漏管。",
        "decisions": [decided, decided, decided],
        "contested": [["contested", "召陵区", "数字已电话核实"]],
    }
    return minutes_paper(document("minutes", urgency_mark=""), text)


def brief() -> Paper:
    cut_off = CutOffView(
        id=UUID(int=2),
        event_id=UUID(int=3),
        event_name="演练",
        drill=False,
        unit_key="411100",
        unit_name="漯河市",
        unit_kind="city",
        name="18:00",
        on=date(2021, 8, 5),
        version=1,
        fixed_at=NOW,
        fixed_by="带班领导",
        reason="",
        pack="covid19-8",
        figures={"rooms": {}, "confirmed": {"given": ["411104"], "missing": []}},
        digest="0" * 64,
        newest=True,
    )
    return brief_paper(cut_off, (), {"411104": "召陵区"}, document=document("brief", urgency_mark=""))


def notice() -> Paper:
    text = {
        "subject": "进一步做好返乡人员登记和健康管理",
        "receivers": ["召陵区", "源汇区", "郾城区"],
        "body": "各村（社区）逐户登记返乡人员，做到不漏一户、不落一人，当日登记、当日上报。\n" * 12,
    }
    return notice_paper(document("notice"), text)


def probe() -> Paper:
    """Three pages of nothing but characters of one width."""
    return Paper(
        title="版心", organ="", drill=False, blocks=tuple(Paragraph("排查管控" * 7 * 22) for _ in range(3))
    )


PAPERS: dict[str, Callable[[], Paper]] = {
    "order_sheet": lambda: a_sheet(1),
    "order_sheet_of_many": lambda: a_sheet(4),
    "minutes": minutes,
    "brief": brief,
    "notice": notice,
    "probe": probe,
}
TITLES = {
    "order_sheet": "交办单",
    "order_sheet_of_many": "交办单",
    "minutes": "研判会议纪要",
    "brief": "漯河市疫情防控研判材料",
    "notice": "关于进一步做好返乡人员登记和健康管理的通",
    "probe": "版心",
}
PAGES = {"order_sheet": 2, "order_sheet_of_many": 4, "notice": 2, "probe": 4}
FACES = {
    "NotoSerifSC-Regular",
    "NotoSerifSC-Bold",
    "NotoSansSC-Regular",
    "NotoSansSC-Bold",
    "LXGWWenKai-Regular",
}


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> dict[str, Printed]:
    """Every paper through one run of the office suite, which takes seconds to start."""
    with django_db_blocker.unblock(), override("zh-hans"):
        files = {name: to_docx(make(), fixed_at=NOW) for name, make in PAPERS.items()}
    return printed(tmp_path_factory.mktemp("office"), files)


@pytest.mark.parametrize("name", PAPERS)
def test_every_page_is_a4_and_nothing_leaves_its_text_area(office: dict[str, Printed], name: str) -> None:
    for page in office[name].pages:
        turned = page.width > page.height
        assert sorted((round(page.width), round(page.height))) == list(PAGE_MM)
        margins = LANDSCAPE_MARGINS_MM if turned else PORTRAIT_MARGINS_MM
        for word in body_of(page, margins):
            assert word.left >= margins["left"] - 0.5, word
            assert word.right <= page.width - margins["right"] + 0.5 + hanging(word), word
            assert margins["top"] - 1 <= word.top and word.bottom <= page.height - margins["bottom"] + 1, word


def body_of(page: Page, margins: dict[str, int]) -> list[Word]:
    """Without the mark at the head and the page's number below the text."""
    last = page.height - margins["bottom"] + 1
    return [one for one in page.words if one.bottom > margins["top"] - 1 and one.top < last]


def hanging(word: Word) -> float:
    """A mark of punctuation may stand in the margin rather than begin a line."""
    return 6.0 if word.text[-1] in "，。；：、）" else 0.0


@pytest.mark.parametrize("name", PAPERS)
def test_every_page_has_its_number_outside_and_every_face_is_the_houses_own(
    office: dict[str, Printed], name: str
) -> None:
    done = office[name]
    for number, page in enumerate(done.pages, start=1):
        foot = page.lines[-1]
        assert [one.text for one in foot] == ["—", str(number), "—"]
        is_odd, middle = number % 2 == 1, page.width / 2
        assert all(one.left > middle for one in foot) if is_odd else all(one.right < middle for one in foot)
    assert set(done.fonts) <= FACES and all(done.fonts.values())


@pytest.mark.parametrize("name", PAPERS)
def test_the_title_is_centred_in_size_two(office: dict[str, Printed], name: str) -> None:
    title = office[name].pages[0].holding(TITLES[name])
    assert (title.left + title.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1.0)
    assert (title.right - title.left) / len(title.text) == pytest.approx(22 / POINTS_PER_MM, abs=0.4)


def test_a_full_page_has_22_lines_of_28_characters(office: dict[str, Printed]) -> None:
    for page in office["probe"].pages[1:3]:
        lines = ["".join(word.text for word in line) for line in page.lines[:-1]]
        assert len(lines) == LINES
        assert max(map(len, lines)) == CHARACTERS_PER_LINE
        assert sum(len(line) == CHARACTERS_PER_LINE for line in lines) >= LINES - 2
        right = max(word.right for line in page.lines[:-1] for word in line)
        assert right - LEFT == pytest.approx(TEXT_MM[0], abs=1)


@pytest.mark.parametrize("name", PAGES)
def test_it_has_as_many_pages_as_it_needs(office: dict[str, Printed], name: str) -> None:
    assert len(office[name].pages) == PAGES[name]


def test_an_order_sheet_says_all_its_fields_and_who_gets_a_copy(office: dict[str, Printed]) -> None:
    text = "".join(page.text for page in office["order_sheet"].pages)
    for words in worded("order_sheet").texts.items():
        if words[0].startswith("label_") and words[0][6:] in FIELDS:
            assert words[1] in text, words
    assert "漯疫防指办交〔2021〕12号" in text and "抄送：市委办，市政府办。" in text
    assert "特急" in text and "本单补发" in text


FIELDS = (
    *("matter", "origin", "owner", "responsible", "helpers", "demand", "indicator", "due", "drafted"),
    *("checked", "signed", "acknowledged", "progress", "evidence", "reported", "checker", "struck_off"),
)


def test_a_table_that_turns_the_page_takes_its_heading_along(office: dict[str, Printed]) -> None:
    first, second = office["minutes"].pages[:2]
    assert second.width > second.height and "三、议定事项" in second.text and "议定事项" not in first.text
