"""The pages of the police search: what the office marks, what the finder opens, what no finder ever sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import COUNTY, OTHER_COUNTY, TOWNSHIP, make_event, villages_of
from yanpan.base.audit.models import AuditLine
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import PoliceSearch, VerificationTask
from yanpan.streams.verification.tests.searches import RIPE, asked, unreached

pytestmark = pytest.mark.django_db


def village() -> str:
    return villages_of(TOWNSHIP)[0].key


def test_the_office_marks_who_is_ripe_and_asks() -> None:
    [ripe] = unreached(1, at=village())
    [unripe] = unreached(1, at=village(), tried=RIPE[:1])
    client = sit_down("county_liaison", COUNTY)
    page = client.get("/verification/police/").content.decode()
    assert f'value="{ripe.id}"' in page and f'value="{unripe.id}"' not in page
    assert unripe.person.short_code in page
    assert client.post("/verification/police/", {"person": str(ripe.id)}).status_code == 302
    assert PoliceSearch.objects.get().task_id == ripe.id
    assert ripe.person.short_code in client.get("/verification/police/").content.decode()


def test_who_is_not_ripe_is_said_on_the_page_and_nobody_is_asked_for() -> None:
    [unripe] = unreached(1, at=village(), tried=RIPE[:1])
    client = sit_down("county_liaison", COUNTY)
    page = client.post("/verification/police/", {"person": str(unripe.id)}, follow=True)
    assert unripe.person.short_code in page.content.decode() and not PoliceSearch.objects.exists()
    assert client.post("/verification/police/", {}).status_code == 302
    assert client.post("/verification/police/", {"person": "nobody"}).status_code == 404


def test_the_page_asks_the_same_of_a_bigger_world() -> None:
    client = sit_down("county_liaison", COUNTY)

    def asks() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/verification/police/").status_code == 200
        return len(captured)

    asked(2, at=village(), of=COUNTY)
    unreached(2, at=village())
    asks()
    few = asks()
    asked(20, at=village(), of=COUNTY)
    unreached(20, at=village())
    assert asks() == few


def test_the_finder_opens_a_row_and_returns_a_place() -> None:
    [search] = asked(at=village(), of=COUNTY)
    VerificationTask.objects.update(urgency="contact")
    client = sit_down("police_finder", COUNTY)
    assert client.get("/").headers["Location"].endswith("/verification/police/queue/")
    listed = client.get("/verification/police/queue/").content.decode()
    assert str(search.id) in listed and "演练0" not in listed
    page = client.get(f"/verification/police/queue/{search.id}/").content.decode()
    assert "演练0" in page and "13800000000" in page
    for hidden in ("密接", "Close contact", "漯河市", search.task.person.short_code):
        assert hidden not in page  # neither why, nor the address, nor the code offices speak of
    assert AuditLine.objects.filter(verb="verification.open_police_row").count() == 1
    place = {"answer": "found", "place": "漯河市召陵区姬石镇"}
    assert client.post(f"/verification/police/queue/{search.id}/", place).status_code == 302
    assert client.get(f"/verification/police/queue/{search.id}/").status_code == 404
    assert PoliceSearch.objects.get().state == "found"


def test_an_answer_without_a_place_is_asked_again() -> None:
    [search] = asked(at=village(), of=COUNTY)
    client = sit_down("police_finder", COUNTY)
    for text in ("", "13800001234"):
        answer = {"answer": "found", "place": text}
        page = client.post(f"/verification/police/queue/{search.id}/", answer)
        assert page.status_code == 302 and page.headers["Location"].endswith(f"{search.id}/")
    assert client.post(f"/verification/police/queue/{search.id}/", {"answer": "not_found"}).status_code == 302
    assert PoliceSearch.objects.get().state == "not_found"


def test_the_finder_opens_no_other_page_of_the_room_and_others_not_the_queue() -> None:
    [search] = asked(at=village(), of=COUNTY)
    finder = sit_down("police_finder", COUNTY)
    for path in ("", "persons/", "lists/", "police/", "arriving/", "hand-out/", "ending/", "village/"):
        assert finder.get(f"/verification/{path}").status_code == 403
    assert finder.get(f"/verification/door/{search.task_id}/").status_code == 403
    liaison = sit_down("county_liaison", COUNTY)
    assert liaison.get("/verification/police/queue/").status_code == 403
    assert liaison.get(f"/verification/police/queue/{search.id}/").status_code == 403
    elsewhere = sit_down("police_finder", OTHER_COUNTY)
    assert elsewhere.get(f"/verification/police/queue/{search.id}/").status_code == 404


def test_what_was_asked_by_mistake_is_taken_back_by_a_button() -> None:
    [search] = asked(at=village(), of=COUNTY)
    elsewhere = sit_down("county_liaison", OTHER_COUNTY)
    assert elsewhere.post(f"/verification/police/{search.id}/withdraw/").status_code == 404
    client = sit_down("county_liaison", COUNTY)
    assert client.post(f"/verification/police/{search.id}/withdraw/").status_code == 302
    assert PoliceSearch.objects.get().state == "withdrawn"


def test_the_epidemiologist_lengthens_a_search_from_the_page() -> None:
    make_event()
    [task] = unreached(1, at=village())
    VerificationTask.objects.update(lapses_at=task.received_at)
    client = sit_down("epidemiologist")
    page = client.get("/verification/ending/").content.decode()
    assert task.person.short_code in page and "演练0" not in page
    said = client.post("/verification/ending/", {"person": str(task.id), "reason": " "}, follow=True)
    assert said.status_code == 200 and VerificationTask.objects.get().extensions == 0
    assert client.post("/verification/ending/", {"reason": "x"}).status_code == 302
    client.post("/verification/ending/", {"person": str(task.id), "reason": "密接判定复核中"})
    assert VerificationTask.objects.get().extensions == 1
    assert sit_down("county_liaison", COUNTY).get("/verification/ending/").status_code == 403
