"""Office files are zip archives; these are packed so that equal content gives equal bytes."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_ZIP_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def utc_seconds(fixed_at: datetime) -> datetime:
    """`fixed_at` in UTC and whole seconds; a naive time is refused: it means another instant elsewhere."""
    if fixed_at.tzinfo is None:
        raise ValueError("fixed_at needs a time zone")
    return fixed_at.astimezone(UTC).replace(microsecond=0)


def repack(archive: bytes, fixed_at: datetime, edit: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The archive with every entry dated `fixed_at` and without traces of the machine that wrote it.

    `edit` may change an entry's content by its name.
    """
    stamp = max(utc_seconds(fixed_at), _ZIP_EPOCH)
    packed = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(_entry(name, stamp), edit(name, content) if edit else content)
    return packed.getvalue()


def _entry(name: str, stamp: datetime) -> ZipInfo:
    entry = ZipInfo(name, date_time=stamp.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    return entry
