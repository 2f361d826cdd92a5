"""The drill from the evening before the meeting: held, dispatched, signed for; the next morning shows what came of it.

A drill of its own, served as `yanpan demo --at evening` serves it, player and all.
"""

import io
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from tests.browser.people import Person, person
from yanpan.demo.tests.drills import RESIDENTS, ROOT, environment

pytestmark = pytest.mark.browser
OWNER, OWN_COUNTY = "411104", "411102"
MATTER, TEST = "夜间卡点移交无人接收", "今晚24时前移交人员全部由村（社区）签字接收"
STILL_OPEN = "群众诉求24小时办结率低"  # what the simulated office typed beside the user's decision
MOVES = "checkpoints.received_rate"
BUILT_IN, PLAYED_IN = 900, 600  # seconds on a busy machine; a minute or so on a quiet one


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a drill that stands at 19:30."""
    home = tmp_path_factory.mktemp("evening") / "home"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ("--at", "evening", "--residents", str(RESIDENTS), "--port", str(port))
    with (home.parent / "said").open("w") as said:
        drill = subprocess.Popen(
            [sys.executable, "-m", "yanpan", "demo", *options],
            env=environment(home),
            cwd=ROOT,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/sign-in/", drill)
            yield f"http://127.0.0.1:{port}"
        finally:
            drill.send_signal(signal.SIGTERM)
            drill.wait(timeout=60)


def _wait_for(address: str, drill: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + BUILT_IN
    while time.monotonic() < until:
        assert drill.poll() is None, "the drill ended before anybody looked at it"
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(1)
        else:
            return
    pytest.fail(f"nothing at {address} after {BUILT_IN} s")


@contextmanager
def card(browser: Browser, site: str, username: str) -> Iterator[Person]:
    """Somebody who took a role card of the drill."""
    with person(browser, site) as somebody:
        somebody.open("/sign-in/")
        somebody.page.locator(f"button[value={username}]").click()
        yield somebody


def downloaded(somebody: Person, path: str, folder: Path) -> Path:
    """A file behind a link of the page the person sees."""
    link = somebody.page.locator(f"a[href='{path}']").first
    with somebody.page.expect_download() as download:
        link.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def words_of_docx(file: Path) -> str:
    document = Document(io.BytesIO(file.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def words_of_pdf(file: Path) -> tuple[int, str]:
    """How many pages, and what they say, without the breaks of lines."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils reads the PDF")
    said = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout
    return said.count("\f"), re.sub(r"\s", "", said)


def hrefs(somebody: Person, ending: str) -> list[str]:
    found = somebody.page.locator(f"a[href$='{ending}']").evaluate_all("all => all.map(a => a.pathname)")
    return list(dict.fromkeys(found))


def test_the_evening_is_held_and_the_morning_shows_what_came_of_it(
    chromium: Browser, evening: str, tmp_path: Path
) -> None:
    with card(chromium, evening, "duty_officer-1") as officer:
        all_have_reported_or_are_chased(officer)
        meeting = the_brief_is_there(officer, tmp_path)
        item = a_decision_falls(officer, meeting)
        dispatch_by_word(officer, item)
        draft_the_sheet(officer)
    one_step(chromium, evening, "duty_chief-2", "drafted")
    one_step(chromium, evening, "commander-7", "checked")
    the_owner_signs(chromium, evening, item)
    play_on_to_the_morning(chromium, evening)
    with card(chromium, evening, "duty_chief-2") as chief:
        the_morning_shows_it(chief, item)
        papers_of_the_evening(chief, tmp_path)
    with card(chromium, evening, f"chief-{OWN_COUNTY}") as county:
        county.open("/hq/items/")
        county.fits_both("返乡人员登记底数不清")
        county.sees("已销号")


def all_have_reported_or_are_chased(officer: Person) -> None:
    expect(officer.page.locator(".drill-clock time")).to_contain_text("2021-08-05 19:30")
    officer.open("/hq/reports/matrix/")
    officer.fits_both("舞阳县")
    officer.sees("教育系统防控专班")
    officer.open("/calls/")
    officer.sees("教育系统防控专班")


def the_brief_is_there(officer: Person, folder: Path) -> str:
    """Opened from the list of cut-offs; as a Word file and as a PDF. Returns the path of the meeting."""
    officer.open("/hq/cut-offs/")
    officer.page.locator("table a[href^='/hq/cut-offs/']").first.click()
    officer.fits("召开会议")
    cut_off = officer.page.url.rstrip("/").rpartition("/")[2]
    word = downloaded(officer, f"/hq/briefs/{cut_off}.docx", folder)
    assert "卡点移交接收率" in words_of_docx(word) and "演练数据" in word.name
    pages, said = words_of_pdf(downloaded(officer, f"/hq/briefs/{cut_off}.pdf", folder))
    assert pages >= 5 and "召陵区" in said
    officer.press("召开会议")
    officer.fits("研判会")
    return officer.page.url.removeprefix(officer.site).partition("?")[0]


def a_decision_falls(officer: Person, meeting: str) -> str:
    """Typed on the projector's page under its block. Returns the path of the item."""
    officer.open(meeting)
    page = officer.page
    page.locator("details.decide summary").click()
    page.select_option("#id_owner_key", OWNER)
    page.fill("#id_matter", MATTER)
    page.fill("#id_demand", TEST)
    page.fill("#id_due_at", "2021-08-06T08:00")
    page.select_option("#id_indicator", MOVES)
    page.select_option("#id_origin", "meeting")
    page.select_option("#id_severity", "3")
    page.select_option("#id_helpers", ["force-traffic"])
    page.locator("details.decide button.main").click()
    officer.fits_both(MATTER)
    path = page.locator("#decided a", has_text=MATTER).get_attribute("href")
    assert path is not None
    return path


def dispatch_by_word(officer: Person, item: str) -> None:
    officer.open(item)
    officer.page.locator("summary", has_text="口头").click()
    officer.page.locator("button[value=dispatch]").click()
    officer.fits_both("两小时内补单")


def draft_the_sheet(officer: Person) -> None:
    officer.open("/hq/items/sheets/")
    officer.page.locator("#sheets-none button.main").click()
    officer.fits_both(MATTER)


def one_step(browser: Browser, site: str, username: str, waiting: str) -> None:
    """Checked, or signed, by another person: every sheet that waits for it."""
    with card(browser, site, username) as somebody:
        somebody.open("/hq/items/sheets/")
        somebody.page.locator(f"#sheets-{waiting} button.main").click()
        somebody.fits_both(MATTER)


def the_owner_signs(browser: Browser, site: str, item: str) -> None:
    with card(browser, site, "duty_officer-1") as officer:
        officer.open("/hq/items/sheets/")
        officer.page.locator("#sheets-signed button.main").click()
        officer.fits_both(MATTER)
    with card(browser, site, f"county-{OWNER}") as county:
        county.open("/handovers/")
        line = county.page.locator("tr", has=county.page.locator("input[value=do_item]"))
        line.locator("button.main").first.click()
        county.open(item)
        county.fits_both(MATTER)
        county.sees("本单位办理")


def play_on_to_the_morning(browser: Browser, site: str) -> None:
    """One button of the banner; the clock goes by, and stands at 8:40."""
    with card(browser, site, "duty_officer-1") as officer:
        officer.press("演到次日早上（08:40）")
        officer.sees("正在演到08:40")
        clock = officer.page.locator(".drill-clock time")
        expect(clock).to_contain_text("2021-08-06 08:40", timeout=PLAYED_IN * 1000)
        expect(officer.page.locator(".drill-clock")).not_to_contain_text("正在演到", timeout=60_000)


def the_morning_shows_it(chief: Person, item: str) -> None:
    """One struck off by another's check, one opened again, and the share the meeting was to move has moved."""
    chief.open("/hq/items/")
    chief.fits_both("已销号")
    chief.sees("重新打开")
    chief.open(item)
    chief.fits_both(MATTER)
    chief.sees("指标已见效")
    chief.sees("现场核对清单，属实")


def papers_of_the_evening(chief: Person, folder: Path) -> None:
    """An order sheet that is still being worked on, with its number, and the minutes, as they went out."""
    chief.open("/hq/items/sheets/")
    line = chief.page.locator("tr", has_text=STILL_OPEN)
    sheet = line.locator("a[href$='sheet.docx']").get_attribute("href")
    assert sheet is not None
    said = words_of_docx(downloaded(chief, sheet, folder))
    assert STILL_OPEN in said and "演练漯疫防指办交〔2021〕" in said
    pages, text = words_of_pdf(downloaded(chief, sheet.replace(".docx", ".pdf"), folder))
    assert pages in (1, 2) and STILL_OPEN in text
    chief.open("/hq/meetings/")
    chief.page.locator("table a[href^='/hq/meetings/']").first.click()
    chief.page.locator("a[href$='/minutes/']").first.click()
    chief.fits("会议纪要")
    [word] = hrefs(chief, "minutes.docx")
    said = words_of_docx(downloaded(chief, word, folder))
    assert MATTER in said and "纪要" in said and "请假" in said
    pages, text = words_of_pdf(downloaded(chief, word.replace(".docx", ".pdf"), folder))
    assert pages >= 2 and "舞阳县" in text
