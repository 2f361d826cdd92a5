"""What the walks through the three checks share: people, uploads, a village's phone with and without a network."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests import world
from tests.browser.people import Person, person
from tests.browser.phones import VILLAGE, answer, tap
from yanpan.base.events.models import Event
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.policy.rules import pack_named
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.tests.desk import take_phone
from yanpan.streams.verification.tests.lists import id_number, phone

with_and_without_network = pytest.mark.parametrize("network", [True, False], ids=["network", "no network"])


def village(number: int = 0, *, of: str = world.TOWNSHIP) -> str:
    return world.villages_of(of)[number].key


def address_in(village_key: str) -> str:
    """As people write it: county, township, village, house."""
    here = world.unit(village_key)
    township = world.unit(village_key[:9])
    county = world.unit(village_key[:6])
    return f"漯河市{county.name}{township.name}{here.name}3号"


def named(
    *names: str, at: str, target: str = "", address: str = "", urgency: str = "other"
) -> list[VerificationTask]:
    """People with these names, each with ID number and telephone, in the hands of a unit and on the way to another.

    Lists show them in this order.
    """
    event = Event.objects.get()
    first, due = VerificationTask.objects.count(), pack_named(event.pack).find_by(urgency, world.NOW)
    facts = [
        PersonFacts(name, id_number(number), phone(number), address)
        for number, name in enumerate(names, start=first)
    ]
    return VerificationTask.objects.bulk_create(
        VerificationTask(
            id=fresh_id(world.NOW),
            event=event,
            person=one,
            urgency=urgency,
            received_at=world.NOW,
            find_by=due + timedelta(seconds=number),
            pack=event.pack,
            custody=world.unit(at),
            target=world.unit(target or at),
            routed_by="address",
        )
        for number, one in enumerate(make_people(event.id, facts, now=world.NOW))
    )


def upload(officer: Person, file: Path, *, source: str = "province", sender: str = "") -> None:
    """Choose the file and say whose it is; the form goes off."""
    officer.press("名单")
    officer.press("接收名单")
    officer.page.set_input_files("input[type=file]", file)
    officer.page.select_option("select[name=source]", source)
    officer.page.fill("input[name=sender]", sender)
    officer.press("读取文件")


def name_of(file: Path) -> str:
    """What the house calls a list that came as this file."""
    return ListBatch.objects.get(file_digest=sha256(file.read_bytes()).hexdigest()).file_name


def cell(somebody: Person, row: str, column: str) -> Locator:
    """The cell of a table's row with these words, under this heading."""
    table = somebody.page.locator(
        "table", has=somebody.page.get_by_role("columnheader", name=column, exact=True)
    )
    titles = [one.strip() for one in table.locator("thead th").all_inner_texts()]
    line = table.locator("tbody tr", has_text=row)
    return line.locator("th, td").nth(titles.index(column))


@contextmanager
def village_phone(browser: Browser, site: str, village_key: str) -> Iterator[Person]:
    """The village's enrolled phone, unlocked for the day, with scripts as a phone of these years has them."""
    with person(browser, site, phone=True) as holder:
        session = take_phone(village_key).cookies["yanpan"].value
        holder.page.context.add_cookies([{"name": "yanpan", "value": session, "url": site}])
        yield holder


def at_the_list(holder: Person) -> None:
    """The village's page, once its queue is ready."""
    holder.open(VILLAGE)
    expect(holder.page.locator("html[data-field]")).to_be_attached()


def report(holder: Person, name: str, *taps: str, network: bool) -> None:
    """From the list to a person and through the taps; without a network it is kept, and sent when that returns."""
    at_the_list(holder)
    if network:
        holder.page.locator(".people a", has_text=name).first.click()
        for words in taps:
            tap(holder.page, words)
        return
    holder.page.context.set_offline(True)
    answer(holder.page, name, *taps)
    holder.fits("已存本机，未上报")
    holder.page.context.set_offline(False)
    expect(holder.page.locator("[data-count]")).to_have_text("")


def sign_for_all(holder: Person) -> None:
    """On the phone, or at a desk that has looked at what arrives."""
    holder.press("全部签收")
    holder.sees("已签收")
