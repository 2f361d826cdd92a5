"""A village's phone in the browser: its page, its network, and what lies in its memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.people import PHONE
from yanpan.streams.verification.tests.desk import take_phone

VILLAGE = "/verification/village/"
DUMP = """async () => {
  const done = (asked) => new Promise((yes, no) => {
    asked.onsuccess = () => yes(asked.result);
    asked.onerror = () => no(asked.error);
  });
  const found = { local: { ...localStorage }, session: { ...sessionStorage }, bases: {} };
  for (const { name } of await indexedDB.databases()) {
    const base = await done(indexedDB.open(name));
    for (const store of base.objectStoreNames)
      found.bases[`${name}/${store}`] = await done(base.transaction(store).objectStore(store).getAll());
    base.close();
  }
  return found;
}"""


@contextmanager
def phone_of(browser: Browser, site: str, village_key: str) -> Iterator[BrowserContext]:
    """The village's enrolled phone, unlocked for the day."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
    session = take_phone(village_key).cookies["yanpan"].value
    context.add_cookies([{"name": "yanpan", "value": session, "url": site}])
    yield context
    context.close()


def open_village(context: BrowserContext, site: str) -> Page:
    """The page, once its queue is ready."""
    page = context.new_page()
    page.goto(f"{site}{VILLAGE}")
    expect(page.locator("html[data-field]")).to_be_attached()
    return page


def answer(page: Page, name: str, *taps: str) -> None:
    """Tap on a person's card, then what was found: without a network."""
    page.locator("li[data-task] > a", has_text=name).first.click()
    form = page.locator("[data-field-form]")
    for words in taps:
        tap(form, words)
    expect(form).to_have_count(0)


def tap(where: Page | Locator, words: str) -> None:
    """A choice or a button with these words, of those that are shown."""
    where.locator("label.tap-radio:visible, button:visible", has_text=words).first.click()


def card(page: Page, name: str) -> Any:
    return page.locator("li[data-task]", has_text=name).first
