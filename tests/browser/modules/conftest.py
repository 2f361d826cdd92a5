"""The modules of the field client in Chromium, on a page of their own: no server, no build step."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

MODULES = Path(__file__).resolve().parents[3] / "yanpan" / "shell" / "static" / "field"
# localhost is a secure context, so that WebCrypto is there; nothing listens: every request is answered here.
ORIGIN = "http://localhost:1"
Run = Callable[[str, Any], Any]


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(f"{ORIGIN}/")
    if path:
        route.fulfill(path=MODULES / path, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>modules</title>", content_type="text/html")


@pytest.fixture
def module_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    context.route(f"{ORIGIN}/**", _serve)
    page = context.new_page()
    page.goto(f"{ORIGIN}/")
    yield page
    context.close()


@pytest.fixture
def run(module_page: Page) -> Run:
    """run(body, given): the body of an async function of `given` and `load(path)`; what it returns."""

    def ran(body: str, given: Any) -> Any:
        script = f"async (given) => {{ const load = (path) => import('/' + path); {body} }}"
        return module_page.evaluate(script, given)

    return ran
