"""Debian's Chromium before a live server: offices at 1280 pixels, a village's phone at 360."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all; each person gets a context of their own."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail(
            "Chromium is missing: `make setup` installs it where it may (Debian: apt install chromium)"
        )
    with pytest.MonkeyPatch.context() as patch:
        # Playwright runs an event loop in this thread; the tests' own look at the tables is no mistake there.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            yield browser
            browser.close()


@pytest.fixture(autouse=True)
def _a_new_day() -> None:
    """No test starts at the hour where another ended."""
    from tests.browser.people import DAY

    DAY.begin()


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    """The site at 15:40 of the drill's day, with the city and an open event."""
    from tests import world
    from yanpan.shell.asking import forget_actors

    settings.YANPAN_CLOCK = "tests.browser.people.drill_day"
    forget_actors()
    world.make_city()
    world.make_event()
    return live_server.url
