"""The sealed file goes when it is no longer needed: digest, mapped columns and row numbers stay."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yanpan.base.documents.attachments import destroy_attachments
from yanpan.base.gate import Actor, operation, under
from yanpan.base.jobs.models import Job
from yanpan.streams.verification.models import ListBatch


def without_file(ids: Sequence[UUID], *, now: datetime) -> int:
    """File, its name as sent, keys of persons and scan are gone for good."""
    batches = ListBatch.objects.filter(id__in=ids, content_gone_at=None)
    scans = [one for one in batches.values_list("scan", flat=True) if one]
    destroy_attachments(scans, now=now)
    return batches.update(content=b"", row_keys=b"", name_as_sent=b"", content_gone_at=now)


def files_to_destroy(now: datetime) -> QuerySet[ListBatch]:
    """Lists whose file's time is over; a file a job is at work on goes the next time."""
    due = ListBatch.objects.filter(content_gone_at=None, keep_until__lte=now)
    at_work = Job.objects.filter(id=OuterRef("job"), state__in=["waiting", "running"])
    return due.filter(~Exists(at_work))


@operation("verification.destroy_files")
def destroy_files(actor: Actor, *, now: datetime) -> int:
    """Destroy the files of lists whose time to keep is over; returns how many.

    72 hours for resume and the copy with the errors, 7 days where a reply is due.
    """
    due = files_to_destroy(now).filter(under("unit__path", actor))
    return without_file(list(due.values_list("id", flat=True)), now=now)
