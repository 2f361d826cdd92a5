"""Three acts by three people, numbers without gaps or doubles, and nothing changes after the signature."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.world import CITY, COUNTY, NOW, unit
from yanpan.base.documents.keeping import (
    Draft,
    acknowledge,
    check,
    correct,
    draft,
    issue,
    locked,
    redraft,
    send_back,
    sign,
    void,
)
from yanpan.base.documents.models import Document, NumberSeries
from yanpan.base.documents.reading import says
from yanpan.base.documents.rules import body_of, number_text
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Refused, Stale

pytestmark = pytest.mark.django_db

SAID = Draft(title="关于协助查找的函", text={"persons": ["甲"]}, urgency="most_urgent")


def a_draft(*, key: str = CITY, kind: str = "letter", drill: bool = False, at: datetime = NOW) -> Document:
    return draft(unit(key).pk, kind, SAID, by="drafter", drill=drill, now=at)


def signed(document: Document, *, at: datetime = NOW) -> Document:
    check(document, by="checker", now=at)
    sign(document, by="signer", now=at)
    return document


def number_of(*, key: str = CITY, kind: str = "letter", drill: bool = False, at: datetime = NOW) -> str:
    return signed(a_draft(key=key, kind=kind, drill=drill, at=at), at=at).number


def test_a_number_has_the_sign_of_its_body_the_year_in_hexagonal_brackets_and_no_leading_zero() -> None:
    assert number_text(body_of(CITY, "漯河市"), "letter", 2021, 12, drill=False) == "漯疫防指协函〔2021〕12号"
    assert (
        number_text(body_of(COUNTY, "召陵区"), "order_sheet", 2021, 3, drill=False)
        == "召疫防指办交〔2021〕3号"
    )


def test_numbers_run_per_body_kind_and_calendar_year_and_a_drill_takes_none_of_them() -> None:
    new_year = datetime(2021, 12, 31, 16, 0, tzinfo=UTC)  # 1 January 2022, 00:00 in the city
    assert [number_of(), number_of()] == ["漯疫防指协函〔2021〕1号", "漯疫防指协函〔2021〕2号"]
    assert number_of(drill=True) == "演练漯疫防指协函〔2021〕1号"
    assert number_of(kind="minutes") == "漯疫防指纪〔2021〕1号"
    assert number_of(key=COUNTY) == "召疫防指协函〔2021〕1号"
    assert number_of(at=new_year - timedelta(seconds=1)) == "漯疫防指协函〔2021〕3号"
    assert number_of(at=new_year) == "漯疫防指协函〔2022〕1号"


def test_three_acts_need_three_people() -> None:
    document = a_draft()
    with pytest.raises(Refused, match="another_person_checks"):
        check(document, by="drafter", now=NOW)
    check(document, by="checker", now=NOW)
    for one in ("drafter", "checker"):
        with pytest.raises(Refused, match="a_third_person_signs"):
            sign(document, by=one, now=NOW)
    document.refresh_from_db()
    assert (document.state, document.number) == ("checked", "")


@pytest.mark.parametrize(
    "same", [{"checked_by": "drafter"}, {"signed_by": "drafter"}, {"signed_by": "checker"}]
)
def test_the_database_too_wants_three_people(same: dict[str, str]) -> None:
    document = signed(a_draft())
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(id=document.id).update(**same)


def test_nothing_is_signed_unchecked_and_nothing_goes_out_unsigned() -> None:
    document = a_draft()
    with pytest.raises(Stale, match="document_moved_on"):
        sign(document, by="signer", now=NOW)
    with pytest.raises(Stale, match="document_moved_on"):
        issue(document, channel="fax", by="officer", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(id=document.id).update(state="issued")


def test_writing_a_draft_anew_undoes_its_check() -> None:
    document = a_draft()
    check(document, by="checker", now=NOW)
    redraft(document, Draft(title="另一标题", text={"persons": []}), by="second", now=NOW)
    assert (document.state, document.checked_by, document.drafted_by) == ("drafted", "", "second")
    check(document, by="drafter", now=NOW)  # who wrote an earlier wording may check this one


def test_what_was_sent_back_says_why_until_it_is_checked() -> None:
    document = a_draft()
    with pytest.raises(Refused, match="reason_needed"):
        send_back(document, reason=" ", by="checker")
    send_back(document, reason="缺少车次", by="checker")
    assert (document.state, document.sent_back) == ("drafted", "缺少车次 (checker)")
    check(document, by="checker", now=NOW)
    assert document.sent_back == ""


def test_a_signed_paper_never_changes() -> None:
    document = signed(a_draft())
    with pytest.raises(Stale, match="document_moved_on"):
        redraft(document, SAID, by="drafter", now=NOW)
    with pytest.raises(Stale, match="document_moved_on"):
        send_back(document, reason="再改", by="checker")
    # Behind the program's back, with its own key: the digest tells.
    forged = Sealer(Document, NOW).seal("text", document.id, '{"persons":["乙"]}')
    Document.objects.filter(id=document.id).update(text=forged)
    with pytest.raises(Refused, match="document_was_changed"):
        says(locked(document.id))


def test_a_paper_goes_out_once_and_is_acknowledged_once() -> None:
    document = signed(a_draft())
    with pytest.raises(Refused, match="unknown_channel"):
        issue(document, channel="pigeon", by="officer", now=NOW)
    issue(document, channel="fax", by="officer", now=NOW)
    with pytest.raises(Stale, match="document_moved_on"):
        issue(document, channel="fax", by="officer", now=NOW)
    acknowledge(document, at=NOW)
    acknowledge(document, at=NOW + timedelta(hours=1))
    assert (document.state, document.acknowledged_at) == ("acknowledged", NOW)


def test_a_void_paper_keeps_its_number_and_the_next_one_gets_another() -> None:
    document = signed(a_draft())
    with pytest.raises(Refused, match="reason_needed"):
        void(document, reason="", by="signer", now=NOW)
    void(document, reason="发错城市", by="signer", now=NOW)
    assert (document.state, document.number) == ("void", "漯疫防指协函〔2021〕1号")
    with pytest.raises(Stale):
        void(document, reason="再次", by="signer", now=NOW)
    assert number_of() == "漯疫防指协函〔2021〕2号"


def test_a_correction_takes_the_place_of_the_old_paper_when_it_is_signed() -> None:
    old = signed(a_draft())
    new = correct(old, Draft(title="更正", text={"persons": ["丙"]}), by="drafter", now=NOW)
    with pytest.raises(Stale, match="correction_is_being_written"):
        correct(old, SAID, by="drafter", now=NOW)
    old.refresh_from_db()
    assert old.state == "signed"  # it stands until then
    signed(new)
    old.refresh_from_db()
    assert (old.state, old.replaced_by) == ("corrected", new)
    assert old.number != new.number


def test_a_title_and_a_reason_hold_no_number_of_a_person() -> None:
    with pytest.raises(Refused, match="identifier_in_free_text"):
        draft(unit(CITY).pk, "letter", Draft("关于13800001111", {}), by="drafter", drill=False, now=NOW)
    with pytest.raises(Refused, match="unknown_kind_of_paper"):
        draft(unit(CITY).pk, "poem", SAID, by="drafter", drill=False, now=NOW)


def test_a_refused_signature_leaves_no_gap() -> None:
    document = a_draft()
    check(document, by="checker", now=NOW)
    with pytest.raises(RuntimeError), transaction.atomic():
        sign(document, by="signer", now=NOW)
        raise RuntimeError  # what the operation does afterwards fails
    assert number_of() == "漯疫防指协函〔2021〕1号"


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_get_two_numbers_without_a_gap() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    papers = [a_draft() for _ in range(8)]
    for one in papers:
        check(one, by="checker", now=NOW)
    ready = threading.Barrier(2)

    def sign_some(mine: list[Document]) -> None:
        try:
            ready.wait()
            for one in mine:
                with transaction.atomic():
                    sign(locked(one.id), by="signer", now=NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign_some, args=(papers[half::2],)) for half in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = Document.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(numbers) == list(range(1, 9))
    assert NumberSeries.objects.get().last == 8
