"""The clerk's queue at the shipped server: milliseconds a decision, decisions by keyboard alone. One JSON line.

usage: python -m bench.clerk [--decisions N] [--by-keyboard N]
       (SQLite; with tools/postgres.py in front: PostgreSQL)

A decision is what the page sends at one: the answer is kept, the next pair is taken in hand and opened in clear. By
keyboard: Chromium, two keys a decision, as fast as the machine shows the next pair; a person's reading comes on top.
The limit beside the figures: the same server answering /healthz.
"""

import argparse
import json
import re
import shutil
import time
from urllib.parse import urlencode

from bench.shipped import (
    Figures,
    Line,
    Session,
    database,
    django_in_a_home,
    headquarters,
    healthz,
    served,
    session_of,
    share,
)

PROMISED_P95_MS = 100
PROMISED_AN_HOUR = 300
_PAGE = "/verification/pairs/"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PAIR = re.compile(r'data-pair="([0-9a-f-]{36})"')
_REASONS = (("different", "other_birth"), ("same", "name_phone"), ("different", "other_person"))


class ClerkLine(Line):
    """What the page of pairs sends."""

    def decide(self, session: Session, form: dict[str, str]) -> str:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Pairs": "1"}
        return self._ask(session, "decision", "POST", _PAGE, urlencode(form).encode(), headers, 200).text


def prepare(pairs: int) -> Session:
    """A headquarters with so many pairs that wait, and a clerk who is signed in."""
    from tests.world import make_pairs
    from yanpan.shell.tests.desk import make_account

    headquarters()
    make_pairs(pairs)
    return session_of("account", make_account("clerk", "list_clerk", "411100").id)


def decide_many(port: int, session: Session, decisions: int, figures: Figures) -> None:
    line = ClerkLine(port, figures)
    page = line.get(session, "page", _PAGE).text
    token = _TOKEN.findall(page)[0]
    now, after = [*_PAIR.findall(page), ""][:2]
    for number in range(decisions):
        answer, reason = _REASONS[number % len(_REASONS)]
        form = {"csrfmiddlewaretoken": token, "pair": now, "answer": answer, "preset": reason, "shown": after}
        given = line.decide(session, form)
        now, after = after, (_PAIR.findall(given) or [""])[0]


def by_keyboard(port: int, session: Session, decisions: int) -> float:
    """Seconds a browser needs for so many decisions, two keys each."""
    from playwright.sync_api import expect, sync_playwright

    path = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-quic"])
        context = browser.new_context(locale="zh-CN")
        address = f"http://127.0.0.1:{port}"
        context.add_cookies([{"name": "yanpan", "value": session.cookies["yanpan"], "url": address}])
        page = context.new_page()
        page.goto(address + _PAGE)
        begun = time.perf_counter()
        for _ in range(decisions):
            before = page.locator("#pairs [data-pair]").get_attribute("data-pair")
            page.keyboard.press("4")
            page.keyboard.press("d")
            expect(page.locator(f"#pairs [data-pair='{before}']")).to_have_count(0)
            expect(page.locator("template[data-next]")).to_have_count(1)
        took = time.perf_counter() - begun
        browser.close()
    return took


def main(decisions: int, keyboard: int) -> int:
    django_in_a_home()
    session = prepare(decisions + keyboard + 10)
    figures = Figures()
    with served() as port:
        limit = healthz(port)
        decide_many(port, session, decisions, figures)
        took = by_keyboard(port, session, keyboard)
    from yanpan.streams.verification.models import Pair

    told = figures.took["decision"]
    line = {
        "bench": "clerk",
        "database": database(),
        "decisions": decisions,
        "kept": Pair.objects.exclude(answer="").count(),
        "errors": dict(figures.errors),
        "p50_ms": share(told, 50),
        "p95_ms": share(told, 95),
        "promised_p95_ms": PROMISED_P95_MS,
        "by_keyboard": keyboard,
        "by_keyboard_ms_each": round(1000 * took / keyboard),
        "by_keyboard_an_hour": round(3600 * keyboard / took),
        "promised_an_hour": PROMISED_AN_HOUR,
        "limit_healthz_p95_ms": limit,
    }
    print(json.dumps(line))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--decisions", type=int, default=200)
    parser.add_argument("--by-keyboard", type=int, default=50)
    given = parser.parse_args()
    raise SystemExit(main(given.decisions, given.by_keyboard))
