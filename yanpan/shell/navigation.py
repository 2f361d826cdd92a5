"""Where one may go. Rooms register pages when their app is ready; an actor sees what it may open."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yanpan.base.gate import NOBODY, Actor

Words = str | Promise

GROUPS: dict[str, Words] = {
    "duty": _("On duty"),
    "lines": _("Lines of work"),
    "meeting": _("Headquarters meeting"),
    "foundations": _("Foundations"),
    "administration": _("Administration"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """url_name: without arguments; right: operation or query the page needs ('' = signed in is enough);
    group: key of GROUPS; home: 1 = first choice as the page to begin with, 0 = never; phone: a button on every page
    of a village phone, which has no menu."""

    url_name: str
    title: Words
    right: str
    group: str
    order: int = 100
    home: int = 0
    phone: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    title: Words
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Group:
    title: Words
    entries: tuple[Entry, ...]


PAGES: dict[str, Page] = {}


def register_page(page: Page) -> None:
    """Raises ValueError: registered twice, or in a group that does not exist."""
    if page.url_name in PAGES or page.group not in GROUPS:
        raise ValueError(f"page {page.url_name}: registered twice, or group {page.group} is unknown")
    PAGES[page.url_name] = page


def pages_for(actor: Actor) -> list[Page]:
    """What the actor may open, in the order of the menu."""
    if actor == NOBODY:
        return []
    keys = list(GROUPS)
    mine = [page for page in PAGES.values() if not page.right or actor.may(page.right)]
    return sorted(mine, key=lambda page: (keys.index(page.group), page.order, page.url_name))


def menu_for(actor: Actor, here: str) -> list[Group]:
    """here: the name of the URL that is open."""
    groups: dict[str, list[Entry]] = {}
    for page in pages_for(actor):
        if url := _url(page.url_name):
            groups.setdefault(page.group, []).append(Entry(page.title, url, page.url_name == here))
    return [Group(GROUPS[key], tuple(entries)) for key, entries in groups.items()]


def on_phones(actor: Actor, here: str) -> list[Entry]:
    """The buttons at the foot of a phone's pages, but for the page that is open."""
    mine = [page for page in pages_for(actor) if page.phone and page.url_name != here]
    return [Entry(page.title, url, here=False) for page in mine if (url := _url(page.url_name))]


def address_for(actor: Actor, url_name: str) -> str:
    """Of a page of the menu; '' where the actor may not open it: a link nobody may follow is no link."""
    page = PAGES.get(url_name)
    return _url(url_name) if page and (not page.right or actor.may(page.right)) else ""


def home_of(actor: Actor) -> str:
    """The URL an actor begins with; '' if there is no page for this actor."""
    pages = [page for page in pages_for(actor) if _url(page.url_name)]
    chosen = min(
        (page for page in pages if page.home), key=lambda page: page.home, default=pages[0] if pages else None
    )
    return _url(chosen.url_name) if chosen else ""


def _url(name: str) -> str:
    """'' for a page whose room has no such URL: the menu is no reason for a page to fail."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
