"""Four pockets: who counts where, and who came past one, worked out by hand."""

from datetime import datetime, timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, make_event, make_list, make_people_sought, unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import ListBatch, ListRow, VerificationTask
from yanpan.streams.verification.queries.pockets import leaks_of, pockets_of
from yanpan.streams.verification.reports.pockets import LEAKED, PART
from yanpan.streams.verification.rules.pockets import Named, leaked_past, route_in

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "pocket"),
    [
        ("7月30日乘国际航班入境", 1),
        ("冷链进口货物装卸", 2),
        ("上海口岸入境后来漯", 3),
        ("中高风险地区旅居史", 4),
        ("郑州六院就诊", 0),
    ],
)
def test_a_reason_names_its_route(said: str, pocket: int) -> None:
    assert route_in([said]) == pocket


def row(source: str, *, pocket: int = 0, route: int = 0, hours: float = 0) -> Named:
    return Named(pocket, route, source, NOW + hours * HOUR)


FOUND = NOW + 3 * HOUR


def test_who_stood_on_a_pockets_list_before_being_found_leaked_nowhere() -> None:
    assert leaked_past([row("province", pocket=4), row("own_sweep", hours=1, route=3)], FOUND) == set()
    assert leaked_past([row("medical_insurance"), row("province", pocket=4, hours=2)], FOUND) == set()
    assert leaked_past([], FOUND) == set()


def test_who_was_swept_up_and_found_leaked_past_the_list_that_came_afterwards() -> None:
    assert leaked_past([row("province", pocket=4, hours=5), row("own_sweep")], FOUND) == {4}


def test_a_route_named_by_the_hospital_is_a_leak_though_no_list_ever_comes() -> None:
    assert leaked_past([row("medical_insurance", route=3)], FOUND) == {3}
    assert leaked_past([row("medical_insurance")], FOUND) == set()
    assert leaked_past([row("other_city", route=3)], FOUND) == set()  # told by another city: no other means


def listed(task: VerificationTask, source: str, pocket: int, at: datetime, *, route: int = 0) -> None:
    batch = make_list(1, row_state="", source=source)
    ListBatch.objects.filter(id=batch.id).update(pocket=pocket, received_at=at)
    is_repeated = ListRow.objects.filter(task=task).exists()
    ListRow.objects.create(
        id=fresh_id(NOW),
        batch=batch,
        number=1,
        fields=b"",
        state="accepted",
        task=task,
        duplicate=is_repeated,
        route=route,
    )


@pytest.mark.django_db
def test_the_table_by_hand() -> None:
    """Yesterday: one of pocket 4, found and under control yesterday. Today: one swept up at 8 and found at 9, on the
    list of pocket 4 at 10; one of pocket 3 in hand; one whom the hospital named with the route of pocket 3, found.
    """
    event = make_event()
    old, swept, sought, hospital = make_people_sought(4, at=COUNTY)
    listed(old, "province", 4, NOW - 20 * HOUR)
    listed(swept, "own_sweep", 0, NOW - 7 * HOUR)
    listed(swept, "province", 4, NOW - 5 * HOUR)
    listed(sought, "foreign_affairs", 3, NOW - 4 * HOUR)
    listed(hospital, "medical_insurance", 0, NOW - 4 * HOUR, route=3)
    found = VerificationTask.objects.filter(id__in=[swept.id, hospital.id])
    found.update(found_at=NOW - 6 * HOUR)
    VerificationTask.objects.filter(id=old.id).update(found_at=NOW - 18 * HOUR, controlled_at=NOW - 17 * HOUR)
    table = pockets_of(event.id, unit(CITY).path, NOW)
    today = {one.pocket: one for one in table.today}
    all_days = {one.pocket: one for one in table.all_days}
    assert (today[4].listed, today[4].found, today[4].controlled, today[4].leaked) == (1, 1, 0, 1)
    assert (all_days[4].listed, all_days[4].found, all_days[4].controlled) == (2, 2, 1)
    assert (all_days[4].leaked, all_days[4].all_found) == (1, 2)  # listed later: not counted twice
    assert (all_days[3].listed, all_days[3].found, all_days[3].leaked) == (1, 0, 1)
    assert all_days[3].all_found == 1  # on no list of pocket 3 to this day
    assert (all_days[1].listed, all_days[2].listed) == (0, 0)
    keys = (CITY, COUNTY)
    figures = {one.unit: one for one in PART.make(event.id, unit(CITY).path, keys, NOW)}
    assert (figures[COUNTY].numerator, figures[COUNTY].denominator) == (2, 3)  # type: ignore[union-attr]
    assert figures[CITY].indicator == LEAKED  # type: ignore[union-attr]


@pytest.mark.django_db
def test_nobody_leaks_before_being_found() -> None:
    event = make_event()
    (swept,) = make_people_sought(1, at=COUNTY)
    listed(swept, "own_sweep", 0, NOW, route=4)
    assert leaks_of(event.id, unit(CITY).path) == []
