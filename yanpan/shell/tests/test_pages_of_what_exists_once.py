"""The pages of units, accounts, hand-overs, calls, events, packs, jobs, audit and health."""

from datetime import timedelta

import pytest
from django.test import Client

from tests import world
from yanpan.base.accounts.models import Account, ServiceToken
from yanpan.base.accounts.operations import issue_token
from yanpan.base.audit.models import AuditLine
from yanpan.base.audit.sealing import seal_all
from yanpan.base.events.models import Event
from yanpan.base.gate.clock import current_time
from yanpan.base.jobs.models import Job
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.randomness import fresh_id
from yanpan.shell.tests.desk import PASSWORD, make_account, sit_down

pytestmark = pytest.mark.django_db


def make_handover(receiver: str = world.COUNTY, sender: str = world.CITY) -> Handover:
    now = current_time()
    event = Event.objects.first() or world.make_event()
    return Handover.objects.create(
        id=fresh_id(now),
        event=event,
        request="find_person",
        subject=fresh_id(now),
        sender=world.unit(sender),
        receiver=world.unit(receiver),
        urgency="topic",
        pack=event.pack,
        sent_at=now,
        sent_by="wang",
        acknowledge_by=now - timedelta(minutes=1),
    )


def test_a_county_names_its_own_duty_contact_and_no_other() -> None:
    client = sit_down("county_liaison", world.COUNTY)
    facts = {"leader": "李区长", "deputy": "", "phone": "0395-2600000"}
    assert client.post(f"/units/{world.COUNTY}/duty/", facts).status_code == 302
    assert "李区长" in client.get("/units/").content.decode()
    assert client.post(f"/units/{world.OTHER_COUNTY}/duty/", facts).status_code == 404
    assert world.unit(world.OTHER_COUNTY).leader == ""


def test_the_map_has_the_five_counties() -> None:
    answer = sit_down("duty_officer").get("/units/outline.json")
    assert len(answer.json()["features"]) == 5


def test_an_account_is_opened_used_and_closed() -> None:
    client = sit_down("security_admin")
    facts = {
        "username": "zhao",
        "label": "赵",
        "role": "list_clerk",
        "unit_key": world.CITY,
        "password": PASSWORD,
    }
    assert client.post("/accounts/open/", facts).status_code == 302
    again = client.post("/accounts/open/", facts)
    assert again.status_code == 422 and "zhao" in again.content.decode()
    assert client.post("/accounts/zhao/close/").status_code == 302
    assert not Account.objects.get(username="zhao").is_active
    assert Client().post("/sign-in/", {"username": "zhao", "password": PASSWORD}).status_code == 422


def test_a_role_is_not_held_at_a_unit_of_another_level() -> None:
    client = sit_down("security_admin")
    facts = {
        "username": "zhao",
        "label": "赵",
        "role": "audit_admin",
        "unit_key": world.COUNTY,
        "password": PASSWORD,
    }
    assert client.post("/accounts/open/", facts).status_code == 422


def test_a_machine_token_is_shown_once_and_has_no_rights_of_administration() -> None:
    client = sit_down("security_admin")
    last = (current_time() + timedelta(days=3)).date().isoformat()
    facts = {"label": "lab", "unit_key": world.CITY, "rights": ["tasks.list_waiting"], "ends_on": last}
    page = client.post("/tokens/issue/", facts)
    assert page.status_code == 200
    token = ServiceToken.objects.get()
    assert "lab" in client.get("/tokens/").content.decode()
    assert client.post("/tokens/issue/", facts | {"rights": ["accounts.open_account"]}).status_code == 422
    assert client.post(f"/tokens/{token.id}/revoke/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_a_machine_that_was_cut_off_is_nobody_at_its_next_request() -> None:
    made, secret = issue_token(
        world.actor_with("accounts.issue_token"),
        label="lab",
        unit_key=world.CITY,
        rights=["tasks.list_waiting"],
        expires_at=current_time() + timedelta(days=1),
        now=current_time(),
    )
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/units", headers=headers).status_code == 200
    sit_down("security_admin").post(f"/tokens/{made.id}/revoke/")
    assert Client().get("/api/v1/units", headers=headers).status_code == 401


def test_a_refusal_needs_a_reason_and_the_right_unit() -> None:
    one = make_handover()
    client = sit_down("county_liaison", world.COUNTY)
    facts = {"handover": str(one.id), "reason": "", "right_unit_key": world.OTHER_COUNTY}
    assert client.post("/handovers/refuse/", facts).status_code == 422
    own = client.post("/handovers/refuse/", facts | {"reason": "moved", "right_unit_key": world.COUNTY})
    assert own.status_code == 422
    one.refresh_from_db()
    assert one.refused_at is None


def test_refusing_offers_the_form_for_all_that_waits_here() -> None:
    one, other = make_handover(), make_handover()
    page = sit_down("county_liaison", world.COUNTY).get(f"/handovers/refuse/?unit={world.COUNTY}")
    assert page.status_code == 200
    assert str(one.id) in page.content.decode() and str(other.id) in page.content.decode()


def test_a_handover_to_another_county_does_not_exist_here() -> None:
    one = make_handover(world.OTHER_COUNTY)
    client = sit_down("county_liaison", world.COUNTY)
    assert client.post("/handovers/acknowledge/", {"handover": str(one.id)}).status_code == 404
    assert client.post("/handovers/acknowledge/", {"handover": "no id"}).status_code == 404
    assert client.post("/handovers/acknowledge/", {}).status_code == 404


def test_waiting_handovers_are_one_line_per_sender_and_late_ones_are_marked() -> None:
    for _ in range(3):
        make_handover()
    page = sit_down("county_liaison", world.COUNTY).get("/handovers/").content.decode()
    assert page.count('<td class="number">3</td>') == 1
    assert 'class="when late"' in page


def test_one_tap_takes_a_reached_unit_off_the_call_list() -> None:
    make_calls([Call(world.unit(world.COUNTY).id, "list_held", {"rows": 7})], now=current_time())
    notice = Notice.objects.get()
    client = sit_down("duty_officer")
    kept = client.post(f"/calls/{notice.id}/answer/", {"answer": "no_answer"})
    assert kept.status_code == 302 and "召陵区" in client.get("/calls/").content.decode()
    part = client.post(f"/calls/{notice.id}/answer/", {"answer": "reached"}, headers={"HX-Request": "true"})
    assert part.status_code == 200 and "召陵区" not in part.content.decode()
    assert client.post(f"/calls/{notice.id}/answer/", {"answer": "reached"}).status_code == 409


def test_the_text_for_the_group_names_no_person_and_no_number() -> None:
    unit = world.unit(world.COUNTY)
    unit.leader, unit.phone = "李区长", "0395-2600000"
    unit.save(update_fields=["leader", "phone"])
    make_calls([Call(unit.id, "list_held", {"rows": 7})], now=current_time())
    client = sit_down("duty_officer")
    text = client.get("/calls/").context["group_text"]
    assert "召陵区" in text
    assert "李区长" not in text and not any(sign.isdigit() for sign in text)
    page = client.get(f"/calls/of/{unit.key}/text/")
    assert "召陵区" in page.context["text"] and "李区长" not in page.context["text"]
    assert 'data-copy="group-text"' in page.content.decode()


def test_the_text_of_another_countys_group_does_not_exist_here() -> None:
    client = sit_down("county_liaison", world.COUNTY)
    assert client.get(f"/calls/of/{world.OTHER_COUNTY}/text/").status_code == 404
    assert "textarea" not in client.get(f"/calls/of/{world.COUNTY}/text/").content.decode()


def test_a_promise_says_till_when_and_stands_in_the_history() -> None:
    make_calls([Call(world.unit(world.COUNTY).id, "list_held", {"rows": 7})], now=current_time())
    notice = Notice.objects.get()
    client = sit_down("duty_officer")
    client.post(f"/calls/{notice.id}/answer/", {"answer": "no_answer"})
    assert "duty_officer-411100" in client.get("/calls/").content.decode()
    assert client.post(f"/calls/{notice.id}/answer/", {"answer": "promised:3"}).status_code == 302
    notice = Notice.objects.get()
    assert notice.answer == "promised" and notice.answered_at is not None
    assert [one.answer for one in notice.answers.order_by("at")] == ["no_answer", "promised"]
    assert client.post(f"/calls/{notice.id}/answer/", {"answer": "settled"}).status_code == 422


def test_a_whole_group_is_recalled_by_one_button_however_many_rows_stand_behind_it() -> None:
    sent = world.send(world.make_people_sought(1200, at=world.CITY), to=world.COUNTY)
    client = sit_down("duty_officer")
    facts = {"sender": world.CITY, "unit": world.COUNTY, "request": "find_person", "urgency": "other"}
    assert 'name="sender" value="411100"' in client.get("/handovers/").content.decode()
    assert client.post("/handovers/recall/", facts | {"unit": world.OTHER_COUNTY}).status_code == 404
    assert client.post("/handovers/recall/", facts).status_code == 302
    assert Handover.objects.filter(recalled_at__isnull=False).count() == len(sent) == 1200


def test_an_event_is_opened_and_closed_by_a_document() -> None:
    client = sit_down("duty_chief")
    facts = {"name": "八月疫情", "disease": "covid19", "document": ""}
    assert client.post("/events/open/", facts).status_code == 422
    opened = client.post("/events/open/", facts | {"document": "漯疫防指办〔2021〕1号"})
    assert opened.status_code in (302, 422)
    event = Event.objects.first() or world.make_event()
    assert client.post(f"/events/{event.id}/close/", {"document": " "}).status_code == 422
    assert client.post(f"/events/{event.id}/close/", {"document": "漯疫防指办〔2021〕9号"}).status_code == 302
    assert client.post(f"/events/{event.id}/close/", {"document": "again"}).status_code == 409


def test_a_pack_is_readable_as_a_table() -> None:
    client = sit_down("duty_officer")
    client.cookies["django_language"] = "en"
    page = client.get("/packs/covid19-8/").content.decode()
    assert "Village acknowledges within" in page and "120 minutes" in page and "98 %" in page
    assert client.get("/packs/no-such-pack/").status_code == 404


def test_a_running_job_is_asked_again_every_two_seconds_until_it_is_over() -> None:
    now = current_time()
    path = world.unit(world.CITY).path
    job = Job.objects.create(
        id=fresh_id(now), work="x", state="running", done=4, total=10, unit_path=path, made_at=now
    )
    client = sit_down("duty_officer")
    assert "every 2s" in client.get(f"/jobs/{job.id}/", headers={"HX-Request": "true"}).content.decode()
    assert client.post(f"/jobs/{job.id}/cancel/").status_code == 302
    Job.objects.filter(id=job.id).update(state="cancelled")
    assert "every 2s" not in client.get(f"/jobs/{job.id}/", headers={"HX-Request": "true"}).content.decode()
    elsewhere = sit_down("duty_officer", world.COUNTY)
    assert elsewhere.get(f"/jobs/{job.id}/").status_code == 404


def test_only_a_failed_job_is_started_again() -> None:
    now, path = current_time(), world.unit(world.CITY).path
    job = Job.objects.create(id=fresh_id(now), work="x", state="done", unit_path=path, made_at=now)
    assert sit_down("duty_officer").post(f"/jobs/{job.id}/retry/").status_code == 409


def test_the_audit_page_shows_acts_and_finds_a_changed_line() -> None:
    client = sit_down("audit_admin")
    make_account("zhao", "duty_officer")
    seal_all(current_time())
    assert "accounts.open_account" in client.get("/audit/").content.decode()
    sound = client.post("/audit/verify/", headers={"HX-Request": "true"}).context["verdict"]
    line = AuditLine.objects.order_by("id").first()
    assert line is not None
    AuditLine.objects.filter(id=line.id).update(actor="somebody else")
    changed = client.post("/audit/verify/", headers={"HX-Request": "true"}).context["verdict"]
    assert "line_changed" not in [fault.code for fault in sound.faults]
    assert ("line_changed", line.id) in [(fault.code, fault.line) for fault in changed.faults]


def test_nobody_else_reads_the_audit() -> None:
    assert sit_down("system_admin").get("/audit/").status_code == 403


def test_the_health_page_needs_no_account_and_fails_when_the_sealer_sleeps() -> None:
    seal_all(current_time())
    assert Client().get("/healthz").json() == {
        "ok": True,
        "database": True,
        "sealer_lag_seconds": 0.0,
        "stale_jobs": 0,
    }
    make_account("zhao", "duty_officer")
    line = AuditLine.objects.order_by("-id").first()
    assert line is not None
    AuditLine.objects.filter(id=line.id).update(at=current_time() - timedelta(minutes=2))
    answer = Client().get("/healthz")
    assert answer.status_code == 503 and answer.json()["sealer_lag_seconds"] >= 120
