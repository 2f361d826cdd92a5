"""On a plain-http network there is no WebCrypto: only ids, codes and taps are kept, and the page says so."""

import json
import shutil

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests import world
from tests.browser.conftest import FLAGS
from tests.browser.phones import DUMP, card, open_village, phone_of, tap
from yanpan.shell.asking import forget_actors
from yanpan.streams.verification.models import Outcome

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOST = "village.test"


@pytest.fixture
def plain_site(live_server: LiveServer, settings: Settings) -> str:
    """The same server under a name that is not this machine's own: no secure context."""
    settings.YANPAN_CLOCK = "tests.browser.people.drill_day"
    settings.ALLOWED_HOSTS = [HOST]
    forget_actors()
    world.make_city()
    world.make_event()
    return live_server.url.replace("localhost", HOST)


def test_only_taps_are_kept_and_they_arrive(chromium: Browser, plain_site: str) -> None:
    village = world.villages_of(world.TOWNSHIP)[0].key
    [task] = world.make_people_sought(1, at=village)
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    flags = [*FLAGS, f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    browser = chromium.browser_type.launch(executable_path=path, args=flags)
    with phone_of(browser, plain_site, village) as phone:
        page = open_village(phone, plain_site)
        assert page.evaluate("isSecureContext") is False
        phone.set_offline(True)
        page.locator("li[data-task] > a", has_text="演练0").first.click()
        form = page.locator("[data-field-form]")
        expect(form).to_contain_text("当前连接未加密")
        tap(form, "查无此人")
        expect(form.locator("input[name=note]")).to_be_hidden()
        form.get_by_role("button", name="存入本机").click()
        expect(card(page, "演练0")).to_contain_text("已存本机，未上报")
        kept = page.evaluate(DUMP)
        [record] = kept["bases"]["yanpan-field/records"]
        assert record["body"] == {"payload": {"task_id": str(task.id), "where": "not_found"}}
        assert "演练" not in json.dumps(kept, ensure_ascii=False)
        phone.set_offline(False)
        expect(page.locator("[data-count]")).to_have_text("")
    browser.close()
    assert Outcome.objects.get().where == "not_found"
