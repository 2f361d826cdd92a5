"""`yanpan intake FILE…`: lists taken in with the proposed mapping, without the pages."""

from pathlib import Path

from django.db import transaction

from yanpan.base.gate import Actor
from yanpan.base.gate.clock import current_time
from yanpan.base.places.queries import city_unit
from yanpan.config.commands.operator import operator
from yanpan.streams.verification.exchange import ReadList, read_list
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.operations import confirm_mapping, receive_list

RIGHTS = ("verification.receive_list", "verification.confirm_mapping", "verification.get_batch")


def run(files: list[Path], source: str, sender: str, topic: str, place: str) -> int:
    """All files or none: each is opened and understood first, and one that is refused takes back the others."""
    reads = [read_list(path.read_bytes(), path.name) for path in files]
    actor = operator(*RIGHTS)
    with transaction.atomic():
        batches = [_taken_in(actor, read, source, sender, topic, place) for read in reads]
    for read, batch in zip(reads, batches, strict=True):
        unsure = sum(not column["sure"] for sheet in batch.layout for column in sheet["columns"])
        print(f"{read.file_name}: {read.person_rows} rows, {unsure} columns not understood, {batch.state}")
    return 0


def _taken_in(actor: Actor, read: ReadList, source: str, sender: str, topic: str, place: str) -> ListBatch:
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
        now=current_time(),
    )
    return confirm_mapping(actor, batch_id=batch.id, mapping={}, version=batch.version, now=current_time())
