"""A letter that was typed wrongly: typed again or withdrawn by two, and its people follow."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests import world
from tests.world import CITY, COUNTY, NOW, make_event, send
from yanpan.base.documents.models import Attachment
from yanpan.base.gate import Actor
from yanpan.base.tasks.models import Handover
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.operations import (
    LetterPerson,
    ask_to_withdraw_letter,
    correct_typed_letter,
    decide_letter_withdrawal,
    record_outcome,
    type_letter,
)
from yanpan.streams.verification.queries import get_letter_as_typed
from yanpan.streams.verification.queries.account import board_of
from yanpan.streams.verification.tests.lists import (
    Line,
    desk,
    id_number,
    rows_of,
    taken_in,
    task_of,
    worked_on,
)
from yanpan.streams.verification.tests.test_lists_typed_letters import LETTER, PERSONS, SCAN

pytestmark = pytest.mark.django_db
WHY = "第二人证号录错一位"


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_letters_corrected.now"
    make_event()
    forget_actors()


def now() -> object:
    return world.NOW


def typist() -> Actor:
    return desk(name="officer")


def typed(actor: Actor | None = None, persons: list[LetterPerson] = PERSONS) -> ListBatch:
    batch = type_letter(
        actor or typist(),
        unit_key=CITY,
        letter=LETTER,
        persons=persons,
        scan=SCAN,
        as_written=False,
        now=NOW,
    )
    return worked_on(batch)


def corrected(wrong: ListBatch, persons: list[LetterPerson], **more: Any) -> ListBatch:
    said = {"letter": LETTER, "scan": None, "as_written": False, "reason": WHY} | more
    return worked_on(correct_typed_letter(typist(), batch_id=wrong.id, persons=persons, now=NOW, **said))


def standing_of(task: VerificationTask) -> str:
    return VerificationTask.objects.values_list("standing", flat=True).get(id=task.id)


def test_who_stands_in_both_is_sought_on_and_who_was_mistyped_no_more() -> None:
    wrong = typed()
    first, second = map(task_of, rows_of(wrong))
    send([second], to=COUNTY)
    right = corrected(wrong, [PERSONS[0], replace(PERSONS[1], id_number=id_number(10))])
    kept, new = map(task_of, rows_of(right))
    assert kept == first and new not in (first, second)
    assert [standing_of(one) for one in (first, second, new)] == ["in_hand", "lapsed", "in_hand"]
    assert Handover.objects.get(subject=second.id).recalled_at == NOW
    wrong.refresh_from_db()
    assert (wrong.withdrawn_at, wrong.withdrawal_reason, right.replaces) == (NOW, WHY, wrong)


def test_the_account_still_adds_up_after_a_correction() -> None:
    wrong = typed()
    corrected(wrong, [PERSONS[0], replace(PERSONS[1], id_number=id_number(10))])
    account = board_of(wrong.event_id, "411100/", NOW).whole.account
    assert account.holds and account.received == 4
    assert (account.standings["in_hand"], account.standings["duplicate"], account.standings["lapsed"]) == (
        2,
        1,
        1,
    )


def test_who_another_list_names_or_who_was_answered_for_stays() -> None:
    wrong = typed()
    first, second = map(task_of, rows_of(wrong))
    taken_in([Line(PERSONS[0].name, PERSONS[0].id_number, "13812345678")])
    record_outcome(desk(), task_id=second.id, version=1, where="not_found", contact="", measure="", now=NOW)
    ask_to_withdraw_letter(typist(), batch_id=wrong.id, reason="函件发错城市", now=NOW)
    assert decide_letter_withdrawal(desk(name="other"), batch_id=wrong.id, agreed=True, now=NOW) == 0
    assert [standing_of(one) for one in (first, second)] == ["in_hand", "not_found"]


def test_the_scan_stays_with_the_letter_that_holds() -> None:
    wrong = typed()
    right = corrected(wrong, PERSONS[:1])
    wrong.refresh_from_db()
    assert right.scan == Attachment.objects.get() and wrong.scan is None


def test_only_who_typed_it_corrects_it_once_and_sees_again_what_was_typed() -> None:
    wrong = typed()
    seen = get_letter_as_typed(typist(), batch_id=wrong.id, now=NOW)
    assert (seen.reason, seen.subject, seen.persons[1]["name"]) == ("contact", LETTER.subject, "吴秀英")
    with pytest.raises(Missing):
        get_letter_as_typed(desk(name="other"), batch_id=wrong.id, now=NOW)
    said: dict[str, Any] = {"letter": LETTER, "persons": PERSONS[:1], "scan": None, "as_written": False}
    with pytest.raises(NotPermitted):
        correct_typed_letter(desk(name="other"), batch_id=wrong.id, reason=WHY, now=NOW, **said)
    with pytest.raises(Refused, match="reason_needed"):
        correct_typed_letter(typist(), batch_id=wrong.id, reason=" ", now=NOW, **said)
    with pytest.raises(Stale, match="same_letter_typed"):
        correct_typed_letter(typist(), batch_id=wrong.id, reason=WHY, now=NOW, **said | {"persons": PERSONS})
    corrected(wrong, PERSONS[:1])
    with pytest.raises(Stale, match="letter_is_settled"):
        correct_typed_letter(typist(), batch_id=wrong.id, reason=WHY, now=NOW, **said)


def test_a_letter_is_withdrawn_by_two_and_by_nobody_alone() -> None:
    wrong = typed()
    with pytest.raises(Stale, match="letter_is_settled"):
        decide_letter_withdrawal(desk(name="other"), batch_id=wrong.id, agreed=True, now=NOW)
    with pytest.raises(NotPermitted):
        ask_to_withdraw_letter(desk(name="other"), batch_id=wrong.id, reason="发错", now=NOW)
    ask_to_withdraw_letter(typist(), batch_id=wrong.id, reason="函件发错城市", now=NOW)
    with pytest.raises(Refused, match="who_asks_does_not_withdraw"):
        decide_letter_withdrawal(typist(), batch_id=wrong.id, agreed=True, now=NOW)
    assert {standing_of(task_of(row)) for row in rows_of(wrong)} == {"in_hand"}
    assert decide_letter_withdrawal(desk(name="other"), batch_id=wrong.id, agreed=True, now=NOW) == 2
    assert {standing_of(task_of(row)) for row in rows_of(wrong)} == {"lapsed"}


def test_a_letter_that_stands_is_asked_for_no_more() -> None:
    wrong = typed()
    ask_to_withdraw_letter(typist(), batch_id=wrong.id, reason="函件发错城市", now=NOW)
    assert decide_letter_withdrawal(desk(name="other"), batch_id=wrong.id, agreed=False, now=NOW) == 0
    wrong.refresh_from_db()
    assert (wrong.withdrawal_asked_by, wrong.withdrawn_at) == ("", None)


def test_a_person_of_a_withdrawn_letter_is_sought_again_when_a_list_names_them() -> None:
    wrong = typed()
    task = task_of(rows_of(wrong)[0])
    ask_to_withdraw_letter(typist(), batch_id=wrong.id, reason="函件发错城市", now=NOW)
    decide_letter_withdrawal(desk(name="other"), batch_id=wrong.id, agreed=True, now=NOW)
    taken_in([Line(PERSONS[0].name, PERSONS[0].id_number, "13812345678")])
    assert standing_of(task) == "in_hand"


def test_a_file_and_a_letter_elsewhere_are_none_of_these() -> None:
    batch = taken_in([Line("甲某某", id_number(3), "13812345678")])
    with pytest.raises(Stale, match="letter_is_settled"):
        ask_to_withdraw_letter(desk(name="receiver"), batch_id=batch.id, reason="发错", now=NOW)
    with pytest.raises(Missing):
        ask_to_withdraw_letter(desk(COUNTY), batch_id=typed().id, reason="发错", now=NOW)


def test_the_typist_corrects_on_the_page_and_a_colleague_withdraws_another() -> None:
    officer, clerk = sit_down("duty_officer"), sit_down("list_clerk")
    wrong = typed(desk(name=f"duty_officer-{CITY}"))
    page, correct = (
        reverse(f"verification:{name}", args=[wrong.id]) for name in ("list", "correct_typed_letter")
    )
    assert correct in officer.get(page).text and correct not in clerk.get(page).text
    assert "吴秀英" in officer.get(correct).text and clerk.get(correct).status_code == 404
    given = {
        "why": WHY,
        "sender": LETTER.sender,
        "subject": LETTER.subject,
        "number": "",
        "reason": "contact",
        "place": LETTER.place,
        "on": "2021-08-01",
        "lines": "4",
        "p-0-name": "周建国",
        "p-0-id_number": id_number(7),
    }
    answer = officer.post(correct, given, follow=True)
    right = ListBatch.objects.get(replaces=wrong)
    assert answer.redirect_chain[-1][0] == reverse("verification:list", args=[right.id])
    ask, agree = (reverse("verification:letter_withdrawal", args=[right.id, one]) for one in ("ask", "agree"))
    worked_on(right)
    officer.post(ask, {"reason": "函件发错城市"})
    assert agree in clerk.get(reverse("verification:list", args=[right.id])).text
    assert agree not in officer.get(reverse("verification:list", args=[right.id])).text
    clerk.post(agree)
    right.refresh_from_db()
    assert (
        right.withdrawn_at == NOW
        and "函件发错城市" in clerk.get(reverse("verification:list", args=[right.id])).text
    )
