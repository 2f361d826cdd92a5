"""What an applicant is told: everything held, who looked in which list, what cannot be told; and nobody else."""

import json
import time
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.world import COUNTY, NOW, make_actor, make_event, send, unit
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import Actor, seen_mark
from yanpan.base.notices.models import Notice
from yanpan.base.people.keeping import PersonFacts, make_people, merge
from yanpan.base.people.models import Person
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.papers import to_pdf
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import Application, Correction, VerificationTask
from yanpan.streams.verification.operations.extracts import (
    answer_application,
    answer_correction,
    ask_correction,
    open_application,
)
from yanpan.streams.verification.queries import list_outcomes, list_tasks
from yanpan.streams.verification.queries.extracts import find_applicant, get_extract, list_corrections
from yanpan.streams.verification.rules.extracts import answer_by, application_problems
from yanpan.streams.verification.tests.lists import Line, desk, id_number, taken_in
from yanpan.streams.verification.views.extract_paper import extract_paper

pytestmark = pytest.mark.django_db
MINE, OTHERS = id_number(1), id_number(2)


def subject_desk() -> Actor:
    return make_actor("subject_desk")


def listed() -> VerificationTask:
    """One person of a list of two, with a task."""
    make_event()
    taken_in(
        [
            Line("王建国", MINE, "19900000001", "漯河市召陵区姬石镇"),
            Line("李秀英", OTHERS, "19900000002", "漯河市召陵区姬石镇"),
        ]
    )
    (found,) = find_applicant(subject_desk(), number=MINE, now=NOW)
    return VerificationTask.objects.get(person_id=found.id)


def asked(task: VerificationTask, **changed: str) -> Application:
    said = {"relation": "self", "document": "id_card", "last_four": MINE[-4:], "proof": ""} | changed
    return open_application(subject_desk(), person_id=task.person_id, **said, now=NOW)


def test_somebody_is_found_by_the_whole_number_or_the_short_code_only() -> None:
    task = listed()
    (by_code,) = find_applicant(subject_desk(), number=task.person.short_code, now=NOW)
    assert by_code.id == task.person_id and by_code.name == "王**"
    for number in (MINE[:10], "王建国", "19900000001", "", "%"):
        with pytest.raises(Refused, match="exact_number_needed"):
            find_applicant(subject_desk(), number=number, now=NOW)
    assert find_applicant(subject_desk(), number=id_number(9), now=NOW) == []


def test_every_search_leaves_a_line_without_the_number_and_twenty_a_minute_are_enough() -> None:
    for _ in range(20):
        find_applicant(subject_desk(), number=id_number(9), now=NOW)
    with pytest.raises(Refused, match="too_many_searches"):
        find_applicant(subject_desk(), number=id_number(9), now=NOW + timedelta(seconds=59))
    find_applicant(subject_desk(), number=id_number(9), now=NOW + timedelta(seconds=61))
    lines = AuditLine.objects.filter(verb="verification.find_applicant")
    assert lines.count() == 21 and not any(id_number(9) in json.dumps(one.details) for one in lines)


def test_the_document_is_seen_and_only_its_last_four_are_kept() -> None:
    task = listed()
    with pytest.raises(Refused, match="document_is_anothers"):
        asked(task, last_four="0000")
    with pytest.raises(Refused) as refused:
        asked(task, relation="guardian", document="letter", last_four="12")
    assert refused.value.facts["problems"] == "unknown_document,last_four_needed,proof_needed"
    assert asked(task).last_four == MINE[-4:]


def test_a_guardian_and_a_relative_prove_why() -> None:
    assert application_problems("guardian", "id_card", "1237", "birth_record") == []
    assert application_problems("relative", "id_card", "123X", "death_record") == []
    assert application_problems("self", "id_card", "1237", "birth_record") == ["proof_needed"]


def test_fifteen_working_days_are_three_weeks() -> None:
    assert answer_by(date(2021, 8, 5)) == date(2021, 8, 26)
    assert answer_by(date(2021, 8, 7)) == date(2021, 8, 27)  # a Saturday


def test_the_extract_says_what_is_held_and_of_nobody_else() -> None:
    task = listed()
    found = get_extract(subject_desk(), application_id=asked(task).id, now=NOW)
    assert (found.name, found.id_number, found.phone) == ("王建国", MINE, "19900000001")
    (row,) = found.rows
    assert (row.source, row.sender, row.received_at) == ("province", "某专班", NOW)
    assert row.fields["id_number"] == MINE
    everything = str(found)
    assert "李秀英" not in everything and OTHERS not in everything


def test_who_looked_stands_in_it_with_role_unit_and_purpose() -> None:
    task = listed()
    application = asked(task)
    looker = desk(name="looker")
    list_outcomes(looker, task_id=task.id, now=NOW + timedelta(hours=1))
    found = get_extract(subject_desk(), application_id=application.id, now=NOW + timedelta(hours=2))
    (look,) = [one for one in found.looks if one.verb == "verification.list_outcomes"]
    assert (look.at, look.unit, look.among) == (NOW + timedelta(hours=1), "411100/", 1)
    again = get_extract(subject_desk(), application_id=application.id, now=NOW + timedelta(hours=3))
    assert "verification.get_extract" in {one.verb for one in again.looks}


def test_a_list_the_person_stood_in_is_told_and_one_without_the_person_is_not() -> None:
    task = listed()
    other = Person.objects.exclude(id=task.person_id).get()
    before = set(AuditLine.objects.values_list("id", flat=True))
    list_tasks(desk(), event_id=task.event_id, unit_path="411100/", wanted="", page=1, now=NOW)
    (line,) = AuditLine.objects.exclude(id__in=before)
    assert seen_mark(task.id) in line.details["seen"].split(" ")
    line_of_another = dict(line.details) | {"seen": seen_mark(other.id), "count": 1}
    AuditLine.objects.create(
        at=NOW, actor="y", role="r", unit="411100/", verb="other.list", details=line_of_another
    )
    found = get_extract(subject_desk(), application_id=asked(task).id, now=NOW)
    lists = [one for one in found.looks if one.verb == "verification.list_tasks"]
    assert [one.among for one in lists] == [2]
    assert "other.list" not in {one.verb for one in found.looks}


def test_a_list_too_long_for_its_line_is_said_to_be_untold() -> None:
    task = listed()
    AuditLine.objects.create(
        at=NOW,
        actor="y",
        role="list_clerk",
        unit="411100/",
        verb="x.list",
        details={"count": 500, "digest": "0"},
    )
    AuditLine.objects.create(
        at=NOW,
        actor="y",
        role="list_clerk",
        unit="411100/",
        verb="x.list",
        details={"count": 0, "digest": "0"},
    )
    found = get_extract(subject_desk(), application_id=asked(task).id, now=NOW)
    assert [(one.role, one.verb, one.count) for one in found.untold] == [("list_clerk", "x.list", 1)]


def test_records_merged_into_the_person_are_in_the_extract_too() -> None:
    task = listed()
    other = make_people(task.event_id, [PersonFacts("王建囯")], now=NOW)[0]
    merge(task.person, other, reason="同一人", by="clerk", now=NOW)
    list_line = AuditLine.objects.create(
        at=NOW, actor="y", role="r", unit="411100/", verb="x.get", subject=str(other.id), details={}
    )
    found = get_extract(subject_desk(), application_id=asked(task).id, now=NOW)
    assert list_line.verb in {one.verb for one in found.looks}


def test_who_held_the_search_is_told() -> None:
    task = listed()
    send([task], to=COUNTY)
    found = get_extract(subject_desk(), application_id=asked(task).id, now=NOW)
    assert found.hands[-1]["receiver"] == unit(COUNTY).name


def test_a_wrong_person_is_looked_at_within_two_hours_and_rings() -> None:
    task = listed()
    made = ask_correction(
        subject_desk(), application_id=asked(task).id, kind="wrong_person", said="名单上的不是我", now=NOW
    )
    assert made.due_at == NOW + timedelta(hours=2)
    assert Notice.objects.get(matter="verification_correction").facts == {"people": 1}
    clerk = make_actor("list_clerk")
    assert not list_corrections(clerk, now=NOW)[0].late
    assert list_corrections(clerk, now=NOW + timedelta(hours=3))[0].late
    answer_correction(clerk, correction_id=made.id, answer="corrected", reason="已撤销合并", now=NOW)
    with pytest.raises(Stale, match="correction_is_answered"):
        answer_correction(clerk, correction_id=made.id, answer="unfounded", reason="x", now=NOW)


def test_an_answer_is_given_once_and_its_day_is_kept() -> None:
    application = asked(listed())
    answer_application(subject_desk(), application_id=application.id, now=NOW)
    with pytest.raises(Stale, match="application_is_answered"):
        answer_application(subject_desk(), application_id=application.id, now=NOW)
    assert application.answer_by == date(2021, 8, 26)


def test_a_desk_elsewhere_opens_nothing() -> None:
    application = asked(listed())
    with pytest.raises(Missing):
        get_extract(make_actor("subject_desk", COUNTY), application_id=application.id, now=NOW)


def test_ten_thousand_lines_make_an_extract_in_a_minute() -> None:
    """P6."""
    person = make_people(make_event().id, [PersonFacts("王建国", MINE)], now=NOW)[0]
    AuditLine.objects.bulk_create(
        AuditLine(
            at=NOW + timedelta(seconds=one),
            actor="y",
            role="list_clerk",
            unit="411100/",
            verb="verification.list_tasks" if one % 2 else "verification.get_door",
            subject="" if one % 2 else str(person.id),
            details={"count": 50, "digest": "0", "seen": " ".join([seen_mark(person.id)] * 50)}
            if one % 2
            else {},
        )
        for one in range(10_000)
    )
    application = open_application(
        subject_desk(),
        person_id=person.id,
        relation="self",
        document="id_card",
        last_four=MINE[-4:],
        proof="",
        now=NOW,
    )
    begun = time.perf_counter()
    found = get_extract(subject_desk(), application_id=application.id, now=NOW)
    paper = to_pdf(extract_paper(found, organ="漯河市", drill=True, watermark="desk"), fixed_at=NOW)
    took = time.perf_counter() - begun
    assert len(found.looks) == 10_001 and paper[:5] == b"%PDF-"
    assert took < 60, f"{took:.1f} s"


def now() -> datetime:
    return NOW


def test_the_desk_walks_from_the_number_to_the_paper(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_extracts.now"
    forget_actors()
    task, at_desk = listed(), sit_down("subject_desk")
    home = reverse("verification:applicants")
    wrong = at_desk.post(home, {"number": "王建国"})
    assert wrong.status_code == 422
    found = at_desk.post(home, {"number": MINE})
    see = reverse("verification:application", args=[task.person_id])
    assert (
        see in found.text and "王**" in found.text and MINE not in found.text.replace(f'value="{MINE}"', "")
    )
    at_desk.post(see, {"relation": "self", "document": "id_card", "last_four": MINE[-4:], "proof": ""})
    application = Application.objects.get()
    paper = at_desk.get(reverse("verification:extract", args=[application.id, "pdf"]))
    assert paper.status_code == 200 and paper.content[:5] == b"%PDF-"
    told = at_desk.get(reverse("verification:extract", args=[application.id, "json"])).json()
    assert told["id_number"] == MINE and told["rows"][0]["sender"] == "某专班"
    wrong_page = reverse("verification:ask_correction", args=[application.id])
    assert at_desk.get(wrong_page).status_code == 200
    at_desk.post(wrong_page, {"kind": "wrong_person", "said": "不是我"})
    clerk = sit_down("list_clerk")
    assert "不是我" in clerk.get(reverse("verification:corrections")).text
    answer = reverse("verification:answer_correction", args=[Correction.objects.get().id])
    clerk.post(answer, {"answer": "corrected", "reason": "已撤销合并"})
    assert Correction.objects.get().answer == "corrected"
    at_desk.post(reverse("verification:handed_over", args=[application.id]))
    assert Application.objects.get().answered_at
    assert sit_down("supervisor").get(home).status_code == 403
