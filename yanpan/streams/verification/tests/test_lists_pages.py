"""The pages of lists as a clerk walks them: differences, colours, a letter by fax, the copy with the errors."""

import io
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from tests.world import CITY, COUNTY, NOW, make_event, make_list
from yanpan.base.jobs.models import Job
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.models import ListBatch, SourceLayout
from yanpan.streams.verification.operations.lists.keeping import without_file
from yanpan.streams.verification.tests.listed_files import GREY, YELLOW, workbook_of
from yanpan.streams.verification.tests.lists import (
    Line,
    confirmed,
    file_of,
    id_number,
    people,
    received,
    received_of,
    taken_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_lists_pages.now"
    make_event()
    forget_actors()


def now() -> object:
    return world.NOW


def uploaded(client: Client, content: bytes, name: str = "名单.xlsx", **more: str) -> str:
    file = SimpleUploadedFile(name, content)
    given = {"file": file, "source": "province", "sender": "省专班", **more}
    answer = client.post(reverse("verification:upload"), given, follow=True)
    return answer.content.decode()


def scan_file() -> SimpleUploadedFile:
    page = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(page, "PNG")
    return SimpleUploadedFile("传真.png", page.getvalue(), content_type="image/png")


# The mapping page


def test_the_mapping_page_shows_what_changed_since_last_time() -> None:
    client = sit_down("list_clerk")
    page = uploaded(client, workbook_of(people(4)))
    assert "与上次" not in page
    batch = ListBatch.objects.get()
    client.post(reverse("verification:mapping", args=[batch.id]), {"version": "1"})
    titles = ("序号", "姓名", "身份证号码", "手机号", "现住址", "推送原因", "接触地点", "接触日期")
    page = uploaded(client, workbook_of(people(4, first=20), titles=titles), "第二份.xlsx")
    assert "“联系电话”" in page and "“手机号”" in page and 'class="difference' in page
    page = uploaded(client, workbook_of(people(4, first=40)), "第三份.xlsx")
    assert 'class="same' in page


def test_the_mapping_page_asks_each_colour_and_takes_nothing_in_before() -> None:
    client = sit_down("list_clerk")
    page = uploaded(client, workbook_of(people(4), colours={0: YELLOW, 2: GREY}))
    assert f'fill="#{YELLOW}"' in page and f'fill="#{GREY}"' in page
    batch = ListBatch.objects.get()
    address = reverse("verification:mapping", args=[batch.id])
    answer = client.post(address, {"version": "1", f"c-{YELLOW}": "leave_out"})
    assert answer.status_code == 422
    batch.refresh_from_db()
    assert batch.state == "proposed" and not SourceLayout.objects.exists()
    given = {"version": "1", f"c-{YELLOW}": "leave_out", f"c-{GREY}": "mark", f"n-{GREY}": "重点人员"}
    assert client.post(address, given).status_code == 302
    batch.refresh_from_db()
    assert batch.state == "confirmed"
    assert [one["meaning"] for one in batch.colours] == ["leave_out", "mark"]


def test_a_file_that_may_be_cut_is_confirmed_by_a_tick() -> None:
    batch = received(people(3))
    ListBatch.objects.filter(id=batch.id).update(warnings=["suspected_cut"])
    client, address = sit_down("list_clerk"), reverse("verification:mapping", args=[batch.id])
    assert "cut_confirmed" in client.get(address).content.decode()
    assert client.post(address, {"version": "1"}).status_code == 422
    assert client.post(address, {"version": "1", "cut_confirmed": "on"}).status_code == 302
    assert ListBatch.objects.get().cut_confirmed


def test_the_mapping_page_says_which_list_is_continued() -> None:
    first = received(people(10))
    longer = received(people(12), name="第二天.csv")
    page = sit_down("list_clerk").get(reverse("verification:mapping", args=[longer.id])).content.decode()
    assert "continues" in page and first.file_name in page


# The copy with the errors


def wrong_list(client: Client) -> ListBatch:
    uploaded(client, workbook_of([Line("甲", "41110419900101", "12345"), *people(2)], colours={2: YELLOW}))
    return ListBatch.objects.get()


def test_the_copy_is_the_senders_workbook_with_one_column_more() -> None:
    client = sit_down("list_clerk")
    batch = wrong_list(client)
    answer = client.get(reverse("verification:error_copy", args=[batch.id]))
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.content))["名单"]
    assert sheet.cell(1, 8).value == "接触日期" and sheet.cell(1, 9).value
    assert sheet.cell(2, 9).value and sheet.cell(3, 9).value is None
    assert sheet.cell(3, 2).value == people(1)[0].name
    assert sheet.cell(4, 2).fill.start_color.rgb[-6:] == YELLOW


def test_the_copy_of_a_text_file_stays_a_text_file() -> None:
    client = sit_down("list_clerk")
    uploaded(client, file_of([Line("甲", "41110419900101", "12345"), *people(2)]), "名单.csv")
    answer = client.get(reverse("verification:error_copy", args=[ListBatch.objects.get().id]))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4 and lines[1].startswith("1,甲,") and len(lines[1]) > len(lines[2]) - 20


def test_another_clerk_has_the_wrong_rows_in_the_columns_with_a_meaning_and_nothing_else() -> None:
    """HC-4: a column nobody gave a meaning is not shown."""
    titles = ["序号", "姓名", "身份证号码", "联系电话", "银行账户", "人员类型", "接触地点", "接触日期"]
    lines = [Line("甲", "41110419900101", "12345", address="622202甲"), *people(2)]
    batch = received_of(read_list(file_of(lines, titles), "甲某密接.csv"))
    answer = sit_down("list_clerk").get(reverse("verification:error_copy", args=[batch.id]))
    [sheet] = load_workbook(io.BytesIO(answer.content)).worksheets
    header, *rows = sheet.iter_rows(values_only=True)
    assert "银行账户" not in header and header[2:5] == ("姓名", "身份证号码", "联系电话")
    [row] = rows
    assert row[:5] == (2, "1", "甲", "41110419900101", "12345") and row[-1]
    assert "622202甲" not in str(rows) and people(1)[0].name not in str(rows)
    assert quote("甲某") not in answer["Content-Disposition"]


# The name a file came with


def test_a_name_in_a_files_name_stands_on_no_page_but_of_those_who_open_the_list() -> None:
    batch = received(people(3), name="张三密接.csv")
    assert "张三" not in f"{batch.file_name}{bytes(batch.name_as_sent)!r}"
    clerk, officer = sit_down("list_clerk"), sit_down("duty_officer")
    address = reverse("verification:mapping", args=[batch.id])
    assert "张三密接.csv" in clerk.get(address).text
    desk = officer.get(address)
    assert desk.status_code == 200 and batch.file_name in desk.text and "张三" not in desk.text
    for page in (reverse("verification:lists"), reverse("verification:board_by", args=[CITY, "list"])):
        text = officer.get(page).text
        assert batch.file_name in text and "张三" not in text


def test_the_name_as_sent_goes_with_the_file() -> None:
    batch = received(people(3), name="张三密接.csv")
    without_file([batch.id], now=NOW)
    batch.refresh_from_db()
    assert bytes(batch.name_as_sent) == b""
    page = sit_down("list_clerk").get(reverse("verification:mapping", args=[batch.id]))
    assert page.status_code == 200 and "张三" not in page.text


@pytest.mark.parametrize("role", ["duty_officer", "supervisor", "epidemiologist", "commander"])
def test_nobody_but_the_list_clerk_has_the_copy(role: str) -> None:
    batch = wrong_list(sit_down("list_clerk"))
    assert sit_down(role).get(reverse("verification:error_copy", args=[batch.id])).status_code == 403


def test_the_copy_of_a_destroyed_file_is_gone_in_words() -> None:
    client = sit_down("list_clerk")
    batch = wrong_list(client)
    ListBatch.objects.filter(id=batch.id).update(content=b"", content_gone_at=NOW)
    assert client.get(reverse("verification:error_copy", args=[batch.id])).status_code == 409
    assert "error-copy" not in client.get(reverse("verification:mapping", args=[batch.id])).content.decode()


# The page of one list


def test_problems_are_counted_and_each_leads_to_its_rows(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    batch = taken_in([Line("甲", "41110419900101", "12345"), *people(30)])
    client = sit_down("list_clerk")
    address = reverse("verification:list", args=[batch.id])
    assert "?problem=phone%3Aphone_length" in client.get(address).content.decode()
    with django_assert_max_num_queries(17):
        page = client.get(address, {"problem": "phone:phone_length"}).content.decode()
    assert page.count('<td class="code">') and "甲*" in page and f"{people(1)[0].name[0]}**" not in page
    assert client.get(address, {"problem": "';--"}).status_code == 200


@pytest.mark.parametrize(
    ("state", "buttons"),
    [("running", ["cancel"]), ("failed", ["resume", "void"]), ("cancelled", ["resume", "void"])],
)
def test_the_page_says_how_the_work_stands_and_what_may_be_done(state: str, buttons: list[str]) -> None:
    batch = confirmed(received(people(3)))
    Job.objects.update(state=state, problem="OperationalError", done=2, total=9)
    address = reverse("verification:list", args=[batch.id])
    page = sit_down("list_clerk").get(address).content.decode()
    for name in ("cancel", "resume"):
        assert (f"/work/{name}/" in page) is (name in buttons)
    assert (f"{batch.id}/void/" in page) is ("void" in buttons)
    looking = sit_down("supervisor").get(address).content.decode()
    assert "/work/" not in looking and ("2/9" in looking or "OperationalError" in looking)


def test_work_is_stopped_and_goes_on_from_the_page() -> None:
    batch = confirmed(received(people(3)))
    client = sit_down("list_clerk")
    assert client.post(reverse("verification:list_work", args=[batch.id, "cancel"])).status_code == 302
    assert Job.objects.get().state == "cancelled"
    assert client.post(reverse("verification:list_work", args=[batch.id, "resume"])).status_code == 302
    assert Job.objects.get().state != "cancelled"
    assert client.post(reverse("verification:list_work", args=[batch.id, "burn"])).status_code == 404
    assert (
        sit_down("supervisor").post(reverse("verification:list_work", args=[batch.id, "cancel"])).status_code
        == 403
    )


def test_the_supervisor_sees_a_stopped_list_and_no_names() -> None:
    held = confirmed(received(people(201), source="other_office"))
    page = sit_down("supervisor").get(reverse("verification:list", args=[held.id])).content.decode()
    assert "201" in page and "release" not in page
    assert not any(one.name[:1] + "*" in page for one in people(3))


# A letter by fax


def typed(**more: object) -> dict[str, object]:
    return {
        "lines": "4",
        "scan": scan_file(),
        "sender": "扬州市疫情防控指挥部",
        "subject": "关于协查的函",
        "number": "",
        "reason": "contact",
        "place": "扬州市某棋牌室",
        "on": "2021-08-01",
        "p-0-name": "周建国",
        "p-0-id_number": id_number(7),
        "p-2-name": "吴秀英",
        **more,
    }


def test_the_duty_officer_types_a_letter_at_night() -> None:
    client = sit_down("duty_officer")
    assert "multipart/form-data" in client.get(reverse("verification:type_letter")).content.decode()
    answer = client.post(reverse("verification:type_letter"), typed())
    batch = ListBatch.objects.get()
    assert answer.status_code == 302 and answer["Location"].endswith(f"{batch.id}/")
    assert (batch.kind, batch.person_rows) == ("typed", 2)
    page = client.get(answer["Location"]).content.decode()
    assert "letter-number" in page and "周建国" not in page
    number = {"number": "扬防指函〔2021〕8号"}
    assert client.post(reverse("verification:letter_number", args=[batch.id]), number).status_code == 302
    assert ListBatch.objects.get().letter_number == "扬防指函〔2021〕8号"


def test_all_that_is_wrong_in_the_letter_stands_at_its_place_and_nothing_is_kept() -> None:
    client = sit_down("duty_officer")
    given = typed(**{"p-0-id_number": "41110419900101", "p-2-phone": "123"})
    answer = client.post(reverse("verification:type_letter"), given)
    page = answer.content.decode()
    assert answer.status_code == 422 and page.count('class="errorlist"') == 2 and "as_written" in page
    assert not ListBatch.objects.exists()
    again = typed(**{"p-0-id_number": "41110419900101", "p-2-phone": "123", "as_written": "on"})
    assert client.post(reverse("verification:type_letter"), again).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"scan": SimpleUploadedFile("a.png", b"GIF89a")},
        {"sender": ""},
        {"reason": "gossip"},
        {"on": "31.2.2021"},
        {"subject": "关于41110419900101123X的函"},
    ],
)
def test_a_letter_with_wrong_input_is_refused_on_the_form(change: dict[str, object]) -> None:
    answer = sit_down("duty_officer").post(reverse("verification:type_letter"), typed(**change))
    assert answer.status_code == 422
    assert not ListBatch.objects.exists()


def test_more_lines_keep_what_was_typed() -> None:
    page = (
        sit_down("duty_officer").post(reverse("verification:type_letter"), typed(more="1")).content.decode()
    )
    assert "p-13-name" in page and "p-14-name" not in page and "周建国" in page
    assert not ListBatch.objects.exists()


def test_the_scan_is_shown_to_the_list_clerk_alone() -> None:
    sit_down("duty_officer").post(reverse("verification:type_letter"), typed())
    address = reverse("verification:letter_scan", args=[ListBatch.objects.get().id])
    answer = sit_down("list_clerk").get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    assert sit_down("epidemiologist").get(address).status_code == 403
    assert sit_down("list_clerk", COUNTY).get(address).status_code == 404


# Remembered layouts


def test_layouts_are_listed_and_each_version_is_shown() -> None:
    confirmed(received(people(3)))
    client = sit_down("list_clerk")
    page = client.get(reverse("verification:layouts")).content.decode()
    layout = SourceLayout.objects.get()
    assert reverse("verification:layout", args=[layout.id]) in page
    shown = client.get(reverse("verification:layout", args=[layout.id])).content.decode()
    assert "联系电话" in shown and people(1)[0].name not in shown
    assert (
        sit_down("list_clerk", COUNTY).get(reverse("verification:layout", args=[layout.id])).status_code
        == 404
    )


def test_the_list_of_lists_leads_to_the_letter_and_the_layouts() -> None:
    make_list(1)
    page = sit_down("list_clerk").get(reverse("verification:lists")).content.decode()
    assert reverse("verification:type_letter") in page and reverse("verification:layouts") in page
    assert sit_down("commander").get(reverse("verification:lists")).status_code == 403


def test_an_upload_says_whether_a_reply_is_due() -> None:
    client = sit_down("list_clerk")
    uploaded(client, file_of(people(3)), "甲.csv", reply_due="no", letter_number="豫指办〔2021〕3号")
    batch = ListBatch.objects.get()
    assert (batch.reply_due_at, batch.letter_number) == (None, "豫指办〔2021〕3号")
    assert batch.keep_until == NOW + timedelta(hours=72)
