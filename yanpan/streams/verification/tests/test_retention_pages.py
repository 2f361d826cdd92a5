"""The pages of retention: what each role sees, the two acts in two browsers, the certificate as a paper."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.world import COUNTY, NOW, make_residents
from yanpan.base.events.models import Event
from yanpan.base.jobs.models import Job
from yanpan.base.people.models import Person, Resident
from yanpan.base.vault.models import Certificate
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import KeepLonger, Purge
from yanpan.streams.verification.tests.test_retention import found

pytestmark = pytest.mark.django_db(transaction=False)
LATER = NOW + timedelta(days=31)
PAGE = "verification:retention"


def now() -> datetime:
    return LATER


@pytest.fixture(autouse=True)
def _a_month_later(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_retention_pages.now"
    forget_actors()


def test_one_proposes_another_witnesses_and_the_certificate_is_a_paper(
    django_capture_on_commit_callbacks: object,
) -> None:
    tasks = found(2)
    administrator, supervision = sit_down("system_admin"), sit_down("supervisor")
    propose = reverse("verification:propose_purge", args=[tasks[0].event_id, "no_exposure"])
    assert propose in administrator.get(reverse(PAGE)).text
    assert propose not in supervision.get(reverse(PAGE)).text
    administrator.post(propose)
    purge = Purge.objects.get()
    witness = reverse("verification:purge_step", args=[purge.id, "witness"])
    assert witness in supervision.get(reverse(PAGE)).text
    assert witness not in administrator.get(reverse(PAGE)).text
    assert administrator.post(witness).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        supervision.post(witness)
    assert not Person.objects.exists()
    made = Certificate.objects.get()
    shown = supervision.get(reverse("verification:certificates"))
    assert f"销证〔2021〕{made.number}号" in shown.text
    paper = supervision.get(reverse("verification:certificate", args=[made.id]))
    again = supervision.get(reverse("verification:certificate", args=[made.id]))
    assert paper.headers["Content-Type"] == "application/pdf" and paper.content[:5] == b"%PDF-"
    assert paper.content == again.content


def test_the_page_names_no_person_and_shows_the_table_of_rules() -> None:
    found(2)
    shown = sit_down("supervisor").get(reverse(PAGE)).text
    assert "演练0" not in shown and "13800000" not in shown
    assert "突发事件应对法第八十五条" in shown


def test_a_step_that_came_too_late_is_said_on_the_page() -> None:
    tasks = found(1)
    administrator, supervision = sit_down("system_admin"), sit_down("supervisor")
    administrator.post(reverse("verification:propose_purge", args=[tasks[0].event_id, "no_exposure"]))
    purge = Purge.objects.get()
    administrator.post(reverse("verification:purge_step", args=[purge.id, "withdraw"]))
    late = supervision.post(reverse("verification:purge_step", args=[purge.id, "witness"]), follow=True)
    assert late.status_code == 200 and Person.objects.exists()
    assert supervision.post(reverse("verification:purge_step", args=[purge.id, "burn"])).status_code == 404


def test_an_extension_is_asked_by_the_chief_and_decided_by_supervision() -> None:
    found(1, measure="at_home")
    Event.objects.update(closed_at=NOW, closed_by="演指〔2021〕9号")
    event = Event.objects.get()
    chief, supervision = sit_down("duty_chief"), sit_down("supervisor")
    ask = reverse("verification:keep_longer", args=[event.id])
    assert ask in chief.get(reverse(PAGE)).text and supervision.get(ask).status_code == 403
    short = chief.post(ask, {"purpose": "evidence", "reason": "短", "assessment": "x", "until": "2021-10-01"})
    assert short.status_code == 422 and not KeepLonger.objects.exists()
    chief.post(
        ask,
        {
            "purpose": "evidence",
            "reason": "行政诉讼尚未审结，需作为证据保存备查",
            "assessment": "漯疫指评〔2021〕1号",
            "until": "2021-12-01",
        },
    )
    asked = KeepLonger.objects.get()
    supervision.post(reverse("verification:decide_extension", args=[asked.id, "grant"]))
    assert KeepLonger.objects.get().granted


def test_a_county_sees_the_table_of_rules_alone_and_other_roles_nothing() -> None:
    found(1)
    county = sit_down("supervisor", COUNTY)
    assert "演练疫情" not in county.get(reverse(PAGE)).text
    assert county.get(reverse("verification:certificates")).status_code == 404
    assert sit_down("list_clerk").get(reverse(PAGE)).status_code == 403


def test_a_register_is_destroyed_from_the_page_and_the_worker_forgets_it() -> None:
    register = make_residents(2)[0].register_id
    address = reverse("verification:destroy_register", args=[register])
    administrator = sit_down("system_admin")
    assert address in administrator.get(reverse(PAGE)).text
    assert address not in sit_down("supervisor").get(reverse(PAGE)).text
    administrator.post(address, {"document": " "})
    assert Resident.objects.count() == 2
    administrator.post(address, {"document": "演指〔2021〕9号"})
    assert not Resident.objects.exists()
    assert Certificate.objects.get().document == "演指〔2021〕9号"
    assert Job.objects.filter(work="verification.forget_register").exists()
