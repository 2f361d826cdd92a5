"""The search box, comments and procedures, as a person meets them."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.bad_input.people import phone_of
from tests.house.cases.hq import _item
from tests.house.cases.procedures import _issued
from tests.world import COUNTY, OTHER_COUNTY, TOWNSHIP, make_people_sought, unit, villages_of
from yanpan.base.audit.models import AuditLine
from yanpan.base.documents.models import Procedure
from yanpan.base.notices.models import Comment
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
SEARCH, PEOPLE = "/search/", "/search/people/"


def _text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_the_box_stands_on_office_pages_and_on_phones_and_sends_its_text_in_the_body() -> None:
    office, phone = sit_down("county_liaison", COUNTY), phone_of(villages_of(TOWNSHIP)[0].key)
    for client, page in ((office, reverse("shell:units")), (phone, reverse("verification:village"))):
        box = re.search(r'<form class="search-box"[^>]*>', _text(client.get(page)))
        assert box and 'method="post"' in box[0] and f'action="{SEARCH}"' in box[0]
    assert "search-box" not in _text(Client().get(reverse("shell:sign_in")))


def test_items_units_and_procedures_are_found_each_with_its_page() -> None:
    item = _item("in_work")
    procedure = _issued("漯河召陵转诊")
    desk = sit_down("county_liaison", COUNTY)
    found = _text(desk.post(SEARCH, {"text": "召陵"}))
    assert reverse("shell:unit", args=[COUNTY]) in found
    assert reverse("shell:procedure", args=[procedure.id]) in found
    assert reverse("hq:item", args=[item]) in _text(desk.post(SEARCH, {"text": unit(TOWNSHIP).name}))


def test_a_unit_is_found_by_the_initials_of_its_name() -> None:
    desk = sit_down("county_liaison", COUNTY)
    assert reverse("shell:unit", args=[COUNTY]) in _text(desk.post(SEARCH, {"text": "slq"}))


def test_items_of_others_are_not_found() -> None:
    item = _item("in_work")
    at_home, elsewhere = sit_down("county_liaison", COUNTY), sit_down("county_liaison", OTHER_COUNTY)
    asked = {"text": "drill_0"}
    assert str(item) in _text(at_home.post(SEARCH, asked))
    assert str(item) not in _text(elsewhere.post(SEARCH, asked))


def test_a_person_is_found_only_with_a_purpose_masked_and_in_the_own_units() -> None:
    [task] = make_people_sought(1, at=TOWNSHIP)
    desk = sit_down("county_liaison", COUNTY)
    first = _text(desk.post(SEARCH, {"text": "0000"}))
    assert task.person.short_code not in first and f'action="{PEOPLE}#people"' in first
    refused = desk.post(PEOPLE, {"text": "0000", "purpose": ""})
    assert refused.status_code == 422 and task.person.short_code not in _text(refused)
    found = _text(desk.post(PEOPLE, {"text": "0000", "purpose": "caller"}))
    assert task.person.short_code in found and "138******00" in found and "13800000000" not in found
    assert reverse("verification:person", args=[task.id]) in found
    elsewhere = sit_down("county_liaison", OTHER_COUNTY)
    assert task.person.short_code not in _text(elsewhere.post(PEOPLE, {"text": "0000", "purpose": "caller"}))


def test_a_village_phone_finds_the_own_people_and_their_door() -> None:
    village = villages_of(TOWNSHIP)[0].key
    [task] = make_people_sought(1, at=village)
    found = phone_of(village).post(PEOPLE, {"text": "0000", "purpose": "urgent_need"})
    assert reverse("verification:door", args=[task.id]) in _text(found)


def test_who_looks_for_nobody_sees_no_form_for_it_and_is_refused() -> None:
    chief = sit_down("duty_chief", COUNTY)
    assert PEOPLE not in _text(chief.post(SEARCH, {"text": "召陵"}))
    assert chief.post(PEOPLE, {"text": "0000", "purpose": "caller"}).status_code == 403


def test_no_address_and_no_audit_line_carries_what_was_typed() -> None:
    make_people_sought(1, at=TOWNSHIP)
    desk = sit_down("county_liaison", COUNTY)
    page = _text(desk.post(PEOPLE, {"text": "13800000000", "purpose": "caller"}))
    assert not [one for one in re.findall(r'(?:href|action|src)="([^"]*)"', page) if "1380000" in one]
    assert not [line for line in AuditLine.objects.all() if "1380000" in f"{line.subject} {line.details}"]
    assert desk.get(PEOPLE).status_code == 405


def test_a_comment_is_kept_under_the_item_and_withdrawn_with_its_trace() -> None:
    item = _item("in_work")
    desk, page = sit_down("county_liaison", COUNTY), reverse("hq:item", args=[item])
    add = reverse("shell:add_comment", args=["hq.item", item])
    answer = desk.post(add, {"said": "请补现场照片", "to_unit_key": TOWNSHIP})
    assert answer.headers["Location"] == f"{page}#comments"
    assert "请补现场照片" in _text(desk.get(page))
    clerk = sit_down("township_clerk", TOWNSHIP)
    assert "请补现场照片" in _text(clerk.get(reverse("shell:comments_to_us")))
    clerk.post(reverse("shell:note_comment", args=[Comment.objects.get().id]))
    assert Comment.objects.get().seen_by == f"township_clerk-{TOWNSHIP}"
    desk.post(reverse("shell:withdraw_comment", args=[Comment.objects.get().id]), {"reason": "写错对象"})
    after = _text(desk.get(page))
    assert "请补现场照片" not in after and "写错对象" in after


def test_a_comment_with_a_telephone_is_refused_and_said_so() -> None:
    item = _item("in_work")
    desk = sit_down("county_liaison", COUNTY)
    answer = desk.post(
        reverse("shell:add_comment", args=["hq.item", item]), {"said": "打13800001111"}, follow=True
    )
    assert "13800001111" not in _text(answer) and not Comment.objects.exists()
    assert 'class="error"' in _text(answer)


def _issue(chief: Client, **more: str) -> Procedure:
    said = {
        "title": "发热转诊",
        "text": "一、拨120。",
        "from_on": "2099-01-01",
        "problem": "夜间未转诊",
        **more,
    }
    answer = chief.post(reverse("shell:new_procedure"), said)
    assert answer.status_code == 302, _text(answer)
    return Procedure.objects.get(id=UUID(answer.headers["Location"].rstrip("/").rpartition("/")[2]))


def test_a_procedure_is_issued_changed_read_on_a_phone_and_briefed() -> None:
    chief = sit_down("duty_chief", COUNTY)
    procedure = _issue(chief)
    page = reverse("shell:procedure", args=[procedure.id])
    change = reverse("shell:change_procedure", args=[procedure.id])
    assert "一、拨120。" in _text(chief.get(change))
    said = {"text": "一、先拨120。", "from_on": "2099-01-02", "problem": "有人先报告后拨打", "v": "1"}
    assert chief.post(change, said).status_code == 302
    shown = _text(chief.get(page))
    assert "<del>一、拨120。</del>" in shown and "<ins>一、先拨120。</ins>" in shown
    assert "一、拨120。" in _text(chief.get(f"{page}?page=1"))
    phone = phone_of(villages_of(TOWNSHIP)[0].key)
    on_phone = _text(phone.get(page))
    assert "phone-bar" in on_phone and "有人先报告后拨打" in on_phone
    briefed = re.search(r'action="([^"]*/briefed/[^"]*)"', on_phone)
    assert briefed
    answer = phone.post(briefed[1], {"on": "2000-01-01", "people": "3"})
    assert answer.status_code == 422, "a briefing before the version was issued"


def test_every_wrong_field_of_a_procedure_comes_back_with_its_words() -> None:
    chief = sit_down("duty_chief", COUNTY)
    answer = chief.post(reverse("shell:new_procedure"), {"title": "", "text": "", "from_on": "2000-13-01"})
    assert answer.status_code == 422 and _text(answer).count("errorlist") >= 4


def test_the_page_of_an_item_leads_to_a_procedure_that_answers_it() -> None:
    item = _item("in_work")
    chief = sit_down("duty_chief", COUNTY)
    address = f"{reverse('shell:new_procedure')}?kind=hq.item&amp;about={item}"
    assert address in _text(chief.get(reverse("hq:item", args=[item])))
    said = {"title": "补人", "text": "双岗。", "from_on": "2099-01-01", "problem": "村口无人"}
    chief.post(address.replace("&amp;", "&"), said)
    page = _text(chief.get(reverse("shell:procedure", args=[Procedure.objects.get().id])))
    assert reverse("hq:item", args=[item]) in page
