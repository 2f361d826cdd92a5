"""T21: after a purge the files hold no canary, and an old copy with today's keys opens none."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.world import COUNTY, NOW, make_actor, make_city, make_event, make_people_sought, send, unit
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import run
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.people.models import Person
from yanpan.base.vault.models import Certificate
from yanpan.base.vault.rotation import sealed_columns, sealed_models
from yanpan.base.vault.sealing import KEY_ID, Sealer, forget_keys, unseal, unwrap
from yanpan.base.vault.shares import SLOTS
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import ListBatch, ListRow, Outcome, VerificationTask
from yanpan.streams.verification.operations.retention import propose_purge, witness_purge

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=31)
CANARIES = 40
Sealed = dict[tuple[str, str], list[bytes]]


def _facts(number: int) -> PersonFacts:
    return PersonFacts(
        f"金丝雀甲{number:03d}", f"41110219900101{number:04d}", f"1391111{number:04d}", f"金丝雀路{number}号"
    )


def _canaries() -> list[VerificationTask]:
    """Persons on a list, found, cleared, with a note of what they said; one hand-over each."""
    event = make_event()
    people = make_people(event.id, [_facts(one) for one in range(CANARIES)], now=NOW)
    tasks = VerificationTask.objects.bulk_create(
        VerificationTask(
            id=person.id,
            event=event,
            person=person,
            urgency="other",
            received_at=NOW,
            find_by=NOW,
            pack=event.pack,
            custody=unit("411100"),
            target=unit(COUNTY),
            routed_by="address",
            standing="verified",
            where="here",
            measure="cleared",
            answered_at=NOW,
        )
        for person in people
    )
    _listed(tasks)
    send(tasks[:5], to=COUNTY)
    return tasks


def _listed(tasks: list[VerificationTask]) -> None:
    batch = ListBatch.objects.create(
        id=tasks[0].id,
        event=tasks[0].event,
        unit=unit("411100"),
        source="province",
        file_name="演练名单.xlsx",
        file_digest="0" * 64,
        check_kind="verify",
        received_at=NOW,
        received_by="receiver",
        state="taken_in",
        person_rows=len(tasks),
    )
    rows, outcomes = Sealer(ListRow, NOW), Sealer(Outcome, NOW)
    for number, task in enumerate(tasks):
        said = json.dumps({"name": _facts(number).name, "phone": _facts(number).phone}, ensure_ascii=False)
        ListRow.objects.create(
            id=task.id,
            batch=batch,
            number=number,
            fields=rows.seal("fields", task.id, said),
            state="accepted",
            task=task,
        )
        note = outcomes.seal("note", task.id, f"{_facts(number).address}，本人说")
        Outcome.objects.create(
            id=task.id, task=task, where="here", note=note, at=NOW, by="worker", unit=task.custody
        )


def _sealed() -> Sealed:
    """Everything sealed that is in the database: (table, column) → values."""
    return {
        (table, column): [
            bytes(value)
            for value in model._default_manager.values_list(column, flat=True)
            if value is not None and bytes(value)
        ]
        for table, model in sealed_models().items()
        for column in sealed_columns(model)
    }


def _needles() -> list[bytes]:
    """The canaries in clear, as any program might have written them down."""
    found = []
    for number in range(CANARIES):
        facts = _facts(number)
        for text in (facts.name, facts.id_number, facts.phone, f"{facts.address}，"):
            found += [
                text.encode(),
                text.encode("utf-16-le"),
                text.encode("gb18030"),
                json.dumps(text).encode(),
            ]
    return found


def _files() -> Iterator[Path]:
    """The home with database, log files of it and keys; on PostgreSQL the cluster's own files too."""
    places = [Path(settings.YANPAN_HOME)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            places.append(Path(cursor.fetchone()[0]))
    for place in places:
        yield from (one for one in place.rglob("*") if one.is_file())


def _found(needles: list[bytes]) -> list[tuple[str, bytes]]:
    """Which file holds which needle: what `grep -a` would find."""
    hits = []
    for file in _files():
        try:
            content = file.read_bytes()
        except OSError:
            continue
        hits += [(file.name, needle[:40]) for needle in needles if needle in content]
    return hits


def _purge(tasks: list[VerificationTask]) -> None:
    proposed = propose_purge(
        make_actor("system_admin"), event_id=tasks[0].event_id, rule="no_exposure", now=LATER
    )
    witnessed = witness_purge(make_actor("supervisor"), purge_id=proposed.id, now=LATER)
    assert witnessed.job
    run(witnessed.job)
    job = Job.objects.get(id=witnessed.job)
    assert (job.state, job.problem) == ("done", "")


def _keys() -> dict[int, tuple[bytes, str, str, int | None]]:
    """Key → what a copy of the database has of it."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT id, wrapped, "table", month, slot FROM vault_datakey')
        return {row[0]: (bytes(row[1]), row[2], row[3], row[4]) for row in cursor.fetchall()}


def test_a_canary_is_found_by_this_search_while_it_is_there() -> None:
    """The search itself works: sealed bytes are found in the files before, clear text would be."""
    make_city()
    _canaries()
    names = _sealed()["people_person", "name"]
    if connection.vendor == "sqlite":
        assert _found(names[:1])
    probe = Path(settings.YANPAN_HOME) / "probe.log"
    probe.write_text(f"refused: {_facts(3).name}")
    assert [name for name, _ in _found(_needles())] == ["probe.log"]
    probe.unlink()


def test_after_a_purge_nothing_of_the_canaries_is_in_any_file() -> None:
    make_city()
    tasks = _canaries()
    (stays,) = make_people_sought(1)
    before = _sealed()
    indexes = [bytes(one) for one in Person.objects.exclude(id_index=None).values_list("id_index", flat=True)]
    _purge(tasks)
    assert (
        Certificate.objects.get().swept
        == {"sqlite": "vacuum_checkpoint", "postgresql": "vacuum_full"}[connection.vendor]
    )
    assert _found(_needles()) == []
    if connection.vendor == "sqlite":
        gone = [value for values in before.values() for value in values]
        assert len(gone) > 5 * CANARIES and len(indexes) == CANARIES
        assert _found(gone) == [] and _found(indexes) == []
    assert unseal(Person.objects.get(id=stays.person_id), "name") == "演练0"


def test_an_old_copy_opens_nothing_with_the_keys_of_today() -> None:
    """Whoever kept yesterday's database and took today's key files tries every slot and every key."""
    make_city()
    tasks = _canaries()
    copied, keys = _sealed(), _keys()
    _purge(tasks)
    forget_keys()
    opened = 0
    for (table, _), values in copied.items():
        for value in values:
            wrapped, _table, month, slot = keys[int.from_bytes(value[:KEY_ID])]
            with pytest.raises(Refused, match="data_key_destroyed"):
                unwrap(wrapped, table, month, slot)
            opened += 1
    assert opened > 5 * CANARIES
    wrapped, table, month, _slot = keys[int.from_bytes(copied["people_person", "name"][0][:KEY_ID])]
    for slot in [None, *range(SLOTS)]:
        with pytest.raises(Refused, match="data_key_destroyed"):
            unwrap(wrapped, table, month, slot)
