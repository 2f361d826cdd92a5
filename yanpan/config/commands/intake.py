"""`yanpan intake FILE…`: lists taken in with the proposed mapping, without the pages."""

from pathlib import Path

from yanpan.base.gate.clock import current_time
from yanpan.base.places.queries import city_unit
from yanpan.config.commands.operator import operator
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.operations import confirm_mapping, receive_list

RIGHTS = ("verification.receive_list", "verification.confirm_mapping", "verification.get_batch")


def run(files: list[Path], source: str, sender: str, topic: str, place: str) -> int:
    """Every file is opened and understood before the first is kept: all or nothing of the wrong ones."""
    reads = [read_list(path.read_bytes(), path.name) for path in files]
    actor = operator(*RIGHTS)
    for read in reads:
        now = current_time()
        batch = receive_list(
            actor,
            read=read,
            unit_key=city_unit().key,
            source=source,
            sender=sender,
            topic=topic,
            place=place,
            window_from=None,
            window_to=None,
            now=now,
        )
        batch = confirm_mapping(
            actor, batch_id=batch.id, mapping={}, version=batch.version, now=current_time()
        )
        unsure = sum(not column["sure"] for sheet in batch.layout for column in sheet["columns"])
        print(f"{read.file_name}: {read.person_rows} rows, {unsure} columns not understood, {batch.state}")
    return 0
