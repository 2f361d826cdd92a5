"""The paper of a letter: all that the forms list, in Word and PDF, the same every time; and our own receipt."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from tests.support.office_suite import printed
from tests.world import NOW, make_list
from tests.world_letters import FACTS, NANJING, ZHENGZHOU, letter_desk, make_letter, make_outside, persons_of
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.papers import Paper, to_docx, to_html, to_pdf
from yanpan.shell.papers.layout import PAGE_MM
from yanpan.streams.verification.exchange.letter_paper import letter_paper
from yanpan.streams.verification.models import Letter, VerificationTask
from yanpan.streams.verification.operations.letters import About, draft_letter, void_letter
from yanpan.streams.verification.queries.letters import get_answer_as_receipt, get_letter_paper
from yanpan.streams.verification.rules.letters import format_named

pytestmark = pytest.mark.django_db


def paper_of(letter: Letter) -> Paper:
    found = get_letter_paper(letter_desk(), letter_id=letter.id, now=NOW)
    return letter_paper(found.document, found.text)


def words_of(paper: Paper) -> str:
    """All text of the Word document: body, tables, heads."""
    document = docx.Document(io.BytesIO(to_docx(paper, fixed_at=NOW)))
    found = [line.text for line in document.paragraphs]
    found += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    found += [line.text for section in document.sections for line in section.header.paragraphs]
    return "\n".join(found)


def one_person(state: str = "issued", city: str = ZHENGZHOU) -> tuple[Letter, VerificationTask]:
    [task] = make_outside(1)
    about = {task.id: About(last_contact="7月30日9时", travel="G1234次5车12A", last_place="郑州市二七区")}
    if state == "drafted":
        facts = replace(FACTS, about=about, urgency="most_urgent")
        letter = draft_letter(letter_desk(), city=city, task_ids=[task.id], facts=facts, now=NOW)
        return letter, task
    return make_letter(state=state, tasks=[task], city=city), task


def test_a_letter_on_one_person_says_all_that_the_form_lists() -> None:
    letter, task = one_person("drafted")
    said = words_of(paper_of(letter))
    for wanted in (
        "郑州市新冠肺炎疫情防控指挥部：",
        "漯河市新冠肺炎疫情防控指挥部",
        "特急",
        "本土确诊病例12",
        "南京禄口机场",
        "2021年7月30日8时至10时",
        unseal(task.person, "name"),
        "男",
        "31",
        unseal(task.person, "id_number"),
        unseal(task.person, "phone"),
        "密切接触者",
        "7月30日9时",
        "郑州市二七区",
        "G1234次5车12A",
        "立即查找上述人员",
        "收函后12小时内",
        "张协查",
        "0395-3130000",
        "附件：协查函回执",
    ):
        assert wanted in said, wanted
    for one in format_named("henan").receipt:
        assert one.word in said


def test_a_draft_has_no_number_and_is_marked_and_a_signed_one_has_both() -> None:
    draft = paper_of(one_person("drafted")[0])
    assert (draft.number, draft.mark) == ("", "送审稿 未签发")
    letter, _ = one_person("signed")
    paper = paper_of(letter)
    assert paper.number == "演练漯疫防指协函〔2021〕1号" and paper.mark == "内部资料 注意保存"
    assert paper.letter and "2021年8月5日" in words_of(paper)


def test_several_persons_stand_in_an_annexed_sheet_and_not_in_the_letter() -> None:
    letter = make_letter(3, state="issued")
    paper = paper_of(letter)
    said = words_of(paper)
    assert "人员名单见附件1" in said and "附件：1. 协查人员名单；2. 协查函回执" in said
    assert len(paper.tables) == 2 and len(paper.tables[0].rows) == 3
    assert all(unseal(one.task.person, "name") in said for one in persons_of(letter))


def test_a_province_sees_its_own_words() -> None:
    said = words_of(paper_of(one_person("issued", NANJING)[0]))
    assert "南京市应对新型冠状病毒感染肺炎疫情防控工作领导小组办公室：" in said
    assert "证件号码（居民身份证）" in said and "接函后8小时内" in said


def test_a_void_letter_says_so_and_its_notice_names_its_number() -> None:
    letter, task = one_person("issued")
    notice = void_letter(
        letter_desk(), letter_id=letter.id, version=letter.document.version, reason="人员在我市", now=NOW
    )
    assert "（作废）" in words_of(paper_of(letter))
    said = words_of(paper_of(notice))
    assert "我市曾以演练漯疫防指协函〔2021〕1号商请你市" in said and unseal(task.person, "name") in said
    assert "回执" not in said


def test_the_same_letter_is_the_same_bytes_every_time() -> None:
    letter, _ = one_person("signed")
    assert to_docx(paper_of(letter), fixed_at=NOW) == to_docx(paper_of(letter), fixed_at=NOW)
    assert to_pdf(paper_of(letter), fixed_at=NOW) == to_pdf(paper_of(letter), fixed_at=NOW)


def test_the_head_of_a_letter_is_above_a_double_rule_with_the_number_right() -> None:
    paper = paper_of(one_person("signed")[0])
    document = docx.Document(io.BytesIO(to_docx(paper, fixed_at=NOW)))
    texts = [line.text for line in document.paragraphs]
    organ, number = texts.index(paper.organ), texts.index(f"{paper.urgency}\t{paper.number}")
    assert number == organ + 1
    assert "thickThinSmallGap" in document.paragraphs[number]._p.xml
    html = to_html(paper)
    assert html.index(paper.organ) < html.index('class="rule double"') < html.index(paper.number)


def test_an_office_opens_it_and_prints_letter_list_and_receipt_on_pages_of_a4(tmp_path: Path) -> None:
    paper = paper_of(make_letter(2, state="issued"))
    done = printed(tmp_path, {"letter": to_docx(paper, fixed_at=NOW)})["letter"]
    assert {tuple(sorted((round(page.width), round(page.height)))) for page in done.pages} == {PAGE_MM}
    assert paper.number.removesuffix("号") in done.pages[0].text and "协查函回执" in done.pages[-1].text
    title = done.pages[0].holding(paper.title[:20])
    assert (title.left + title.right) / 2 == pytest.approx(28 + 156 / 2, abs=1)
    assert [page.lines[-1][1].text for page in done.pages] == [str(n + 1) for n in range(len(done.pages))]
    assert all(done.fonts.values())


class TestOurReceipt:
    def test_it_tells_of_one_person_what_is_known_by_now(self) -> None:
        batch = make_list(1, source="other_city")
        task = VerificationTask.objects.get()
        first = get_answer_as_receipt(letter_desk(unit_key="411100"), batch_id=batch.id, now=NOW)
        assert not first.is_final
        VerificationTask.objects.filter(id=task.id).update(
            standing="verified", where="here", measure="at_home", deciding_body="姬石镇", answered_at=NOW
        )
        answer = get_answer_as_receipt(letter_desk(unit_key="411100"), batch_id=batch.id, now=NOW)
        [person] = answer.persons
        assert answer.is_final and (person.measure, person.deciding_body) == ("at_home", "姬石镇")

    def test_many_are_answered_in_the_senders_own_sheet(self) -> None:
        batch = make_list(6, source="other_city")
        with pytest.raises(Refused, match="answer_in_their_sheet"):
            get_answer_as_receipt(letter_desk(unit_key="411100"), batch_id=batch.id, now=NOW)

    def test_a_list_of_the_province_is_no_letter(self) -> None:
        with pytest.raises(Missing):
            get_answer_as_receipt(letter_desk(unit_key="411100"), batch_id=make_list(1).id, now=NOW)
