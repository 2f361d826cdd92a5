"""数目清: whatever happens in whatever order, every row of every file stands at exactly one place.

Random acts over a city of two counties; after each act the board is counted again from the rows, without the
board's own queries.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, make_event, unit, villages_of
from yanpan.base.people.models import Resident
from yanpan.base.people.operations import load_register
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import (
    acknowledge_handovers,
    open_handovers,
    recall_handovers,
    refuse_handovers,
)
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.models import ListBatch, ListRow, Pair, VerificationTask
from yanpan.streams.verification.operations import (
    decide_pair,
    hand_down,
    not_my_village,
    record_outcome,
    release_list,
    release_rows,
    send_again,
    undo_pair,
    void_list,
)
from yanpan.streams.verification.queries import board_of
from yanpan.streams.verification.tests.lists import (
    Line,
    confirmed,
    desk,
    id_number,
    people,
    phone,
    received,
    worked_on,
)

pytestmark = pytest.mark.django_db
COUNTIES = (COUNTY, OTHER_COUNTY)
ANSWERS = (
    ("here", "met", "cleared", ""),
    ("here", "not_reached", "", "off"),
    ("outside", "own_phone", "", ""),
    ("not_found", "", "", ""),
    ("deceased", "", "", ""),
    ("elsewhere", "own_phone", "", ""),
)


@pytest.fixture
def _each_file_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes read the same: without a fresh child process for each of a dozen files, again and again."""
    once = cache(read_list)
    monkeypatch.setattr("yanpan.streams.verification.queries.files.read_list", once)
    monkeypatch.setattr("yanpan.streams.verification.tests.lists.read_list", once)


def addresses() -> list[str]:
    places = [("召陵区", villages_of(COUNTY)[0]), ("临颍县", villages_of(OTHER_COUNTY)[0])]
    return [f"河南省漯河市{county}{one.parent.name}{one.name}" for county, one in places if one.parent]


class City:
    """Every act takes one number and picks by it among what is there; where nothing is there it does nothing."""

    def __init__(self) -> None:
        self.event = make_event()
        self.files: dict[object, int] = {}
        self.paths = {key: unit(key).path for key in (CITY, *COUNTIES)}
        self._pool = people(6)
        self._load_register()

    def _load_register(self) -> None:
        """Two of the pool are residents of the first county."""
        load_register(
            actor_with("people.load_register"),
            register_id=None,
            authority="演指〔2021〕2号",
            residents=[
                {
                    "name": one.name,
                    "sex": "",
                    "birth_date": "",
                    "id_number": one.id_number,
                    "phone": one.phone,
                    "address": "",
                    "village_code": villages_of(COUNTY)[number].key,
                }
                for number, one in enumerate(self._pool[:2])
            ],
            now=NOW,
        )

    def _lines(self, number: int) -> list[Line]:
        chosen = [self._pool[(number + step) % 6] for step in range(1 + number % 3)]
        where = ["", *addresses()][number % 3]
        lines = [Line(one.name, one.id_number, one.phone, where) for one in chosen]
        odd = [
            Line(),
            Line("无日期", id_number(900 + number), "", where, on=""),
            Line("独一", phone=phone(number)),
        ]
        return [*lines, odd[number % 3]]

    def receive(self, number: int) -> None:
        unit_key = CITY if number % 4 else OTHER_COUNTY
        source = ("province", "other_office")[number % 2]
        lines = self._lines(number)
        batch = received(lines, source=source, name=f"{number}.csv", unit_key=unit_key)
        self.files[batch.id] = len(lines)

    def confirm(self, number: int) -> None:
        if batch := self._batch(number, "proposed"):
            worked_on(confirmed(batch))

    def receive_and_confirm(self, number: int) -> None:
        self.receive(number)
        self.confirm(number)

    def stop(self, number: int) -> None:
        """As if it had been long: held for a second clerk."""
        if batch := self._batch(number, "proposed"):
            ListBatch.objects.filter(id=batch.id).update(state="held")

    def let_in(self, number: int) -> None:
        if batch := self._batch(number, "held"):
            worked_on(release_list(desk(name="second"), batch_id=batch.id, reason="有依据", now=NOW))

    def put_away(self, number: int) -> None:
        if batch := self._batch(number, "proposed"):
            void_list(desk(), batch_id=batch.id, reason="传错了", now=NOW)
            del self.files[batch.id]

    def sign_for_held(self, number: int) -> None:
        if batch := self._batch(number, "taken_in"):
            release_rows(desk(), batch_id=batch.id, reason="核实", now=NOW)
            batch.refresh_from_db()
            worked_on(batch)

    def _batch(self, number: int, state: str) -> ListBatch | None:
        found = list(ListBatch.objects.filter(state=state).order_by("id"))
        return found[number % len(found)] if found else None

    def hand_down_everywhere(self, number: int) -> None:
        holders = sorted(set(VerificationTask.objects.values_list("custody__key", flat=True)))
        for key in holders:
            hand_down(desk(), unit_key=key, now=NOW + timedelta(minutes=number))

    def acknowledge(self, number: int) -> None:
        ids = list(open_handovers().order_by("id").values_list("id", flat=True))
        acknowledge_handovers(desk(), handover_ids=ids[: 1 + number], now=NOW)

    def refuse(self, number: int) -> None:
        if one := self._handover(number):
            right = COUNTIES[number % 2]
            refuse_handovers(desk(), handover_ids=[one.id], reason="不是本区", right_unit_key=right, now=NOW)

    def recall(self, number: int) -> None:
        if one := self._handover(number):
            recall_handovers(desk(), handover_ids=[one.id], now=NOW)

    def _handover(self, number: int) -> Handover | None:
        found = list(open_handovers().order_by("id"))
        return found[number % len(found)] if found else None

    def send_on(self, number: int) -> None:
        if task := self._task(number):
            send_again(desk(), task_ids=[task.id], to_unit_key=COUNTIES[number % 2], now=NOW)

    def not_ours(self, number: int) -> None:
        if task := self._task(number):
            not_my_village(
                desk(), task_id=task.id, right_unit_key=COUNTIES[number % 2], reason="查无此人", now=NOW
            )

    def answer(self, number: int) -> None:
        if task := self._task(number):
            where, contact, measure, obstacle = ANSWERS[number % len(ANSWERS)]
            record_outcome(
                desk(),
                task_id=task.id,
                version=task.version,
                where=where,
                contact=contact,
                measure=measure,
                obstacle=obstacle,
                other_unit_key=COUNTIES[number % 2] if where == "elsewhere" else "",
                now=NOW + timedelta(minutes=number),
            )

    def _task(self, number: int) -> VerificationTask | None:
        found = list(VerificationTask.objects.order_by("id"))
        return found[number % len(found)] if found else None

    def decide(self, number: int) -> None:
        """Pairs are asked here, whatever the matcher thinks: the account must hold for any clerk."""
        rows = list(ListRow.objects.filter(state="accepted", pair=None).order_by("id"))
        if rows:
            resident = Resident.objects.order_by("id")[number % 2]
            pair = Pair.objects.create(
                id=fresh_id(NOW), row=rows[number % len(rows)], resident=resident, score=0.5, asked_at=NOW
            )
            answer = ("same", "same", "different")[number % 3]
            decide_pair(desk(), pair_id=pair.id, answer=answer, reason="核实", now=NOW)

    def take_back(self, number: int) -> None:
        pairs = list(Pair.objects.exclude(answer="").order_by("id"))
        if pairs:
            undo_pair(desk(), pair_id=pairs[number % len(pairs)].id, reason="有误", now=NOW)

    # Counting again, by other means

    def check(self) -> None:
        for key in (CITY, *COUNTIES):
            board = board_of(self.event.id, self.paths[key], NOW + timedelta(days=2))
            assert board.identity_holds, key
            assert +Counter(board.whole.account.standings) == self._counted(self.paths[key]), key
            assert all(part.account.holds for part in board.parts)
            assert key != CITY or board.whole.account.received == sum(self.files.values())

    def _counted(self, path: str) -> Counter[str]:
        """Row by row, in Python."""
        counted: Counter[str] = Counter()
        for batch in ListBatch.objects.exclude(state="void").select_related("unit"):
            rows = list(batch.rows.select_related("task__custody"))
            if not rows and batch.unit.path.startswith(path):
                counted["in_hand"] += self.files[batch.id]
            for row in rows:
                at = row.task.custody.path if row.task else batch.unit.path
                if at.startswith(path):
                    counted[self._standing(row)] += 1
        return +counted

    def _standing(self, row: ListRow) -> str:
        if row.state == "refused":
            return "returned"
        if row.task is None:
            return "in_hand"
        return "duplicate" if row.duplicate or row.task.merged_away else row.task.standing


ACTS: tuple[Callable[[City, int], None], ...] = (
    City.receive,
    City.receive_and_confirm,
    City.receive_and_confirm,
    City.confirm,
    City.stop,
    City.let_in,
    City.put_away,
    City.sign_for_held,
    City.hand_down_everywhere,
    City.acknowledge,
    City.acknowledge,
    City.refuse,
    City.recall,
    City.send_on,
    City.not_ours,
    City.answer,
    City.answer,
    City.decide,
    City.take_back,
)


@pytest.mark.usefixtures("_each_file_opened_once")
@given(
    st.integers(0, 11),
    st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 11)), min_size=4, max_size=14),
)
@settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a failure smaller would take minutes
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_row_stands_at_exactly_one_place_whatever_happens(
    first: int, acts: list[tuple[Callable[[City, int], None], int]]
) -> None:
    with transaction.atomic():
        city = City()
        city.receive_and_confirm(first)
        city.check()
        for act, number in acts:
            try:
                with transaction.atomic():
                    act(city, number)
            except Refused:
                continue  # the rules said no: nothing may have changed
            finally:
                city.check()
        transaction.set_rollback(True)


def test_the_whole_of_a_hand_worked_afternoon() -> None:
    """Seven rows of two files: every place of the account once."""
    city = City()
    lines = [*people(5), Line(), people(1)[0]]
    batch = worked_on(confirmed(received(lines)))
    city.files[batch.id] = 7
    tasks = list(VerificationTask.objects.order_by("rows__number").distinct())
    for task, answer in zip(tasks[:4], (ANSWERS[0], ANSWERS[2], ANSWERS[3], ANSWERS[4]), strict=True):
        where, contact, measure, obstacle = answer
        record_outcome(
            desk(),
            task_id=task.id,
            version=1,
            where=where,
            contact=contact,
            measure=measure,
            obstacle=obstacle,
            now=NOW,
        )
    city.check()
    board = board_of(city.event.id, unit(CITY).path, NOW)
    assert board.whole.account.standings == {
        "verified": 1,
        "handed_on": 1,
        "not_found": 1,
        "deceased": 1,
        "in_hand": 1,
        "returned": 1,
        "duplicate": 1,
        "lapsed": 0,
    }
    assert board.whole.account.received == 7 and board.own.account.received == 7


def test_the_board_counts_the_late_and_the_unreachable_where_they_lie() -> None:
    event = make_event()
    batch = worked_on(confirmed(received(people(4))))
    first, second, third, _ = VerificationTask.objects.order_by("rows__number")
    for task, key in ((first, COUNTY), (second, COUNTY), (third, OTHER_COUNTY)):
        VerificationTask.objects.filter(id=task.id).update(custody=unit(key))
    VerificationTask.objects.filter(id=first.id).update(contact="not_reached")
    board = board_of(event.id, unit(CITY).path, NOW + timedelta(hours=25))
    parts = {part.unit.key: part for part in board.parts}
    assert (parts[COUNTY].late, parts[COUNTY].unreachable, parts[COUNTY].account.received) == (2, 1, 2)
    assert (parts[OTHER_COUNTY].late, board.own.late, board.whole.late) == (1, 1, 4)
    assert board.whole.account.received == batch.person_rows == 4


def test_a_list_nobody_opened_is_in_hand_at_the_office_that_received_it() -> None:
    event = make_event()
    received(people(3))
    board = board_of(event.id, unit(CITY).path, NOW)
    assert (board.unread, board.own.account.standings["in_hand"], board.whole.account.received) == (3, 3, 3)
    assert board.identity_holds


def test_a_row_taken_away_behind_the_back_is_noticed() -> None:
    event = make_event()
    batch = worked_on(confirmed(received(people(3))))
    batch.rows.order_by("number")[0].delete()
    assert not board_of(event.id, unit(CITY).path, NOW).identity_holds
