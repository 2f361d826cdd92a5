"""Who walks through the pages: each with a browser of their own, as they would sit at their desks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests import world
from yanpan.shell.tests.desk import PASSWORD, make_account

OFFICE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 720}


@dataclass(slots=True)
class Day:
    """The drill's day of one test: from 15:40 on, at the pace of life, and by hours when a test says so."""

    began: float
    passed: timedelta

    def begin(self) -> None:
        self.began, self.passed = perf_counter(), timedelta(0)

    def goes_on(self, **much: float) -> None:
        """So much later, for everybody: goes_on(hours=3)."""
        self.passed += timedelta(**much)


DAY = Day(perf_counter(), timedelta(0))


def drill_day() -> datetime:
    """The clock of the site: YANPAN_CLOCK of these tests."""
    return world.NOW + DAY.passed + timedelta(seconds=perf_counter() - DAY.began)


@dataclass(frozen=True)
class Person:
    """A page, the site it looks at, and what its browser complained about."""

    page: Page
    site: str
    complaints: list[str]

    def open(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}")

    def press(self, words: str, *, exact: bool = True) -> None:
        """A button or link with these words."""
        button = self.page.get_by_role("button", name=words, exact=exact)
        (button.or_(self.page.get_by_role("link", name=words, exact=exact))).first.click()

    def sees(self, words: str) -> None:
        expect(self.page.locator("body")).to_contain_text(words)

    def fits(self, words: str) -> None:
        """The page with these words is there, and nothing sticks out to the right."""
        self.sees(words)
        self.page.wait_for_load_state()
        size = self.page.viewport_size
        assert size is not None
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], f"{self.page.url} is {width} pixels wide at {size['width']}"

    def fits_both(self, words: str) -> None:
        """An office's page, on its desk and on a telephone of 360 pixels."""
        self.fits(words)
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self.fits(words)
        self.page.set_viewport_size(OFFICE)  # type: ignore[arg-type]


def is_fault(said: ConsoleMessage) -> bool:
    """An error of the page's own; that a form was refused (422, 409), or the network is off, is none."""
    expected = ("status of 422", "status of 409", "ERR_INTERNET_DISCONNECTED")
    return said.type == "error" and not any(one in said.text for one in expected)


@contextmanager
def person(browser: Browser, site: str, *, phone: bool = False, script: bool = True) -> Iterator[Person]:
    """A browser without a past, in Chinese."""
    size = PHONE if phone else OFFICE
    context = browser.new_context(viewport=size, locale="zh-CN", java_script_enabled=script)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if is_fault(said) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield Person(page, site, complaints)
    context.close()
    assert complaints == []


@contextmanager
def at_desk(browser: Browser, site: str, role: str, unit_key: str = world.CITY) -> Iterator[Person]:
    """Somebody of this role, signed in with name and password."""
    username = f"{role.replace('_', '-')}-{unit_key}"
    make_account(username, role, unit_key)
    with person(browser, site) as somebody:
        somebody.open("/sign-in/")
        somebody.page.fill("input[name=username]", username)
        somebody.page.fill("input[name=password]", PASSWORD)
        somebody.page.locator("button.main").click()
        yield somebody
