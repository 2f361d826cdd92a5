"""The page of what runs, and the page on which a phone comes to trust this machine."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.world import NOW
from yanpan.base.gate.clock import wall_clock
from yanpan.base.upkeep.certificates import ready_certificate, tls_folder
from yanpan.base.upkeep.state import note_state, state_path
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_state_survives() -> Iterator[None]:
    yield
    state_path().unlink(missing_ok=True)
    for one in tls_folder(Path(settings.YANPAN_HOME)).glob("*"):
        one.unlink()


def test_a_duty_officer_is_told_and_has_no_link_to_a_page_of_others() -> None:
    note_state("since", wall_clock() - 9 * HOUR)
    desk = sit_down("duty_officer")
    text = desk.get("/units/").content.decode()
    assert text.count("超过两小时没有合格备份") == 1 and "/running/" not in text
    assert desk.get("/running/").status_code == 403


def test_the_page_shows_the_last_archive_and_what_is_wrong() -> None:
    note_state("since", wall_clock() - 9 * HOUR)
    note_state(
        "backup", wall_clock() - 3 * HOUR, rows=4711, length=5, seconds=1, where="/backup", archive="yanpan-1"
    )
    page = sit_down("system_admin").get("/running/")
    text = page.content.decode()
    assert page.status_code == 200 and "/backup/yanpan-1" in text and "4711" in text
    assert text.count("超过两小时没有合格备份") == 2  # of the frame, and on the page itself


def test_the_page_of_trust_is_for_anybody_and_gives_no_key(client: Client) -> None:
    assert client.get("/trust/authority.crt").status_code == 404
    ready_certificate(Path(settings.YANPAN_HOME), ["192.168.1.5", "localhost"], NOW)
    page, given = client.get("/trust/"), client.get("/trust/authority.crt")
    assert page.status_code == 200 and "SHA-256" in page.content.decode()
    assert given.content.startswith(b"-----BEGIN CERTIFICATE") and b"PRIVATE" not in given.content
