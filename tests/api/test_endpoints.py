"""What each endpoint does: the happy way, with the account and the audit behind it."""

import io

import pytest

from tests.api.machines import LIST, PERSONAL, Day, Machine, make_day, make_token
from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_event
from yanpan.base.audit.models import AuditLine
from yanpan.base.tasks.models import Handover
from yanpan.streams.verification.models import ListBatch, Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def day() -> Day:
    return make_day()


@pytest.fixture
def machine() -> Machine:
    return Machine(make_token())


def _file(content: str = LIST, name: str = "名单.csv") -> io.BytesIO:
    file = io.BytesIO(content.encode())
    file.name = name
    return file


def test_the_units_of_a_token_are_its_own_and_those_below() -> None:
    units = Machine(make_token(unit_key=COUNTY)).get("/units", kind="township").json()
    assert TOWNSHIP in {unit["key"] for unit in units}
    assert all(unit["path"].startswith(f"{CITY}/{COUNTY}/") for unit in units)


def test_a_list_is_received_with_a_proposal_and_taken_in_once_it_is_confirmed(machine: Machine) -> None:
    make_event()
    sent = machine.post_form("/lists", {"unit": CITY, "source": "province", "file": _file()})
    assert sent.status_code == 201, sent.content
    received = sent.json()
    assert [column["field"] for column in received["sheets"][0]["columns"]][1] == "name"
    assert (received["person_rows"], received["state"]) == (3, "proposed")
    confirmed = machine.post(f"/lists/{received['id']}/mapping", {"version": 1, "mapping": {}})
    assert confirmed.json()["state"] == "confirmed"
    assert machine.get(f"/jobs/{confirmed.json()['job']}").json()["work"] == "verification.take_in"


def test_rows_and_tasks_are_masked(day: Day, machine: Machine) -> None:
    rows = machine.get(f"/lists/{day.taken_in}/rows")
    tasks = machine.get("/tasks", unit=CITY)
    assert len(rows.json()) == 3 and len(tasks.json()) == 3
    shown = rows.content.decode() + tasks.content.decode()
    assert not [value for value in PERSONAL if value in shown]


def test_the_board_counts_every_row_once(day: Day, machine: Machine) -> None:
    board = machine.get("/board", unit=CITY).json()
    assert board["identity_holds"] and board["whole"]["account"]["received"] == 9


def test_an_outcome_is_recorded_and_an_old_version_is_refused(day: Day, machine: Machine) -> None:
    answer = {"version": day.task_version, "where": "here", "contact": "met", "measure": "cleared"}
    first = machine.post(f"/tasks/{day.task}/outcome", answer)
    assert first.json()["standing"] == "verified"
    second = machine.post(f"/tasks/{day.task}/outcome", answer)
    assert (second.status_code, second.json()["code"]) == (409, "task_changed")
    assert Outcome.objects.filter(task_id=day.task).count() == 1


def test_handovers_are_listed_acknowledged_refused_and_recalled(day: Day, machine: Machine) -> None:
    waiting = machine.get("/handovers/waiting").json()
    assert sum(group["count"] for group in waiting) == 1
    receiver = waiting[0]["receiver_key"]
    ids = machine.get("/handovers/waiting-ids", unit=receiver).json()
    assert ids == [str(day.handover)]
    refusal = {"ids": ids, "reason": "不是本县人", "right_unit": COUNTY}
    assert machine.post("/handovers/refuse", refusal).status_code == 404  # nobody above the receiver refuses
    own = Machine(make_token(unit_key=receiver))
    assert own.post("/handovers/refuse", refusal).json() == {"count": 1}
    assert own.post("/handovers/acknowledge", {"ids": ids}).status_code == 409
    assert Handover.objects.get(id=day.handover).refusal == "不是本县人"


def test_what_is_handed_down_can_be_recalled(day: Day, machine: Machine) -> None:
    assert machine.post("/handovers/recall", {"ids": [str(day.handover)]}).json() == {"count": 1}
    assert machine.post("/hand-down", {"unit": CITY}).json() == {"count": 1}


def test_a_call_is_answered_and_leaves_the_list(day: Day, machine: Machine) -> None:
    assert [call["id"] for call in machine.get("/calls").json()] == [str(day.call)]
    assert machine.post(f"/calls/{day.call}/answer", {"answer": "reached"}).status_code == 204
    assert machine.get("/calls").json() == []


def test_a_waiting_job_is_cancelled_once(day: Day, machine: Machine) -> None:
    assert machine.post(f"/jobs/{day.waiting_job}/cancel").status_code == 204
    assert machine.post(f"/jobs/{day.waiting_job}/cancel").status_code == 409
    assert machine.get(f"/jobs/{day.waiting_job}").json()["state"] == "cancelled"


def test_a_second_version_of_a_cut_off_needs_a_reason(day: Day, machine: Machine) -> None:
    wanted = {"unit": CITY, "name": "16:00", "on": NOW.date().isoformat()}
    assert machine.post("/cut-offs", wanted).json()["code"] == "a_later_version_needs_a_reason"
    fixed = machine.post("/cut-offs", wanted | {"reason": "临颍县补报"})
    assert (fixed.status_code, fixed.json()["version"]) == (201, 2)
    figures = machine.get(f"/cut-offs/{fixed.json()['id']}").json()["figures"]
    assert figures["unit"] == CITY and figures["rooms"]["verification"]["checks"] == {"identity": True}


@pytest.mark.parametrize(("ending", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_a_brief_is_the_same_file_every_time(day: Day, machine: Machine, ending: str, start: bytes) -> None:
    first = machine.get(f"/briefs/{day.cut_off}.{ending}")
    assert first.content.startswith(start) and "attachment" in first["Content-Disposition"]
    assert "%E6%BC%94%E7%BB%83%E6%95%B0%E6%8D%AE" in first["Content-Disposition"]  # 演练数据
    assert machine.get(f"/briefs/{day.cut_off}.{ending}").content == first.content


def test_a_brief_as_facts_names_its_cut_off(day: Day, machine: Machine) -> None:
    assert machine.get(f"/briefs/{day.cut_off}.json").json()["cut_off"]["id"] == str(day.cut_off)


def test_a_write_is_one_line_of_audit_under_the_name_of_the_token(day: Day, machine: Machine) -> None:
    before = AuditLine.objects.count()
    machine.post(f"/calls/{day.call}/answer", {"answer": "reached"})
    line = AuditLine.objects.order_by("-id")[0]
    assert (line.actor, line.verb, AuditLine.objects.count()) == (
        "token:machine",
        "notices.answer_call",
        before + 1,
    )


def test_the_same_key_gives_the_same_answer_and_acts_once(machine: Machine) -> None:
    make_event()
    key = {"Idempotency-Key": "list-2021-08-05-01"}
    fields = {"unit": CITY, "source": "province"}
    first = machine.post_form("/lists", fields | {"file": _file()}, key)
    again = machine.post_form("/lists", fields | {"file": _file()}, key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json() and again["Idempotent-Replayed"] == "true"
    assert ListBatch.objects.count() == 1


def test_a_key_with_another_body_is_a_conflict(day: Day, machine: Machine) -> None:
    key = {"Idempotency-Key": "handover-0001"}
    assert machine.post("/hand-down", {"unit": CITY}, headers=key).status_code == 200
    other = machine.post("/hand-down", {"unit": COUNTY}, headers=key)
    assert (other.status_code, other.json()["code"]) == (409, "key_used_for_another_request")


def test_a_key_belongs_to_its_token(day: Day, machine: Machine) -> None:
    key = {"Idempotency-Key": "handover-0001"}
    assert machine.post("/hand-down", {"unit": CITY}, headers=key).status_code == 200
    stranger = Machine(make_token(unit_key=OTHER_COUNTY, label="other"))
    assert stranger.post("/hand-down", {"unit": CITY}, headers=key).status_code == 404


def test_a_refused_request_may_come_again_under_its_key(day: Day, machine: Machine) -> None:
    key = {"Idempotency-Key": "outcome-0001"}
    path = f"/tasks/{day.task}/outcome"
    wrong = {"version": day.task_version, "where": "here", "contact": "met"}
    assert machine.post(path, wrong, headers=key).status_code == 422
    assert machine.post(path, wrong | {"measure": "cleared"}, headers=key).status_code == 200
