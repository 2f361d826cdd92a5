"""Scans and photos at the door: made anew from their pixels, so that place, device and tricks stay outside."""

import io
import re
import zlib
from collections.abc import Mapping
from threading import Lock

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from yanpan.base.documents.attachments import CleanFile
from yanpan.kernel.errors import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
# What a picture may take while it is opened; a baseline JPEG is opened smaller than it is and takes less.
MOST_MEMORY = 160 * 1024 * 1024
LONGEST_SIDE = 2400  # enough to read a faxed page
_ONE_BYTE_A_PIXEL = ("1", "L", "P")
_ONE_AT_A_TIME = Lock()  # two large ones at once would take twice the memory

# Long names only: in the ten megabytes of a scan any three signs, as of /JS, occur by chance.
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia|OpenAction|SubmitForm|ImportData)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED_OBJECTS = re.compile(
    b"/" + b"".join(b"(?:%c|#%02X|#%02x)" % (sign, sign, sign) for sign in b"ObjStm"), re.ASCII
)
_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 2000  # bytes around the name of a packed stream in which its dictionary stands
_MOST_UNPACKED = 32 * 1024 * 1024
_MOST_PACKED, _MOST_ESCAPES = 5000, 500_000  # far above any paper


def clean(content: bytes, file_name: str) -> CleanFile:
    """A JPEG, PNG or PDF of at most 10 MB. Pictures lose EXIF and everything else but their pixels.

    Raises Refused: attachment_too_large, attachment_kind, attachment_damaged, attachment_too_fine,
    attachment_active.
    """
    if len(content) > MOST_BYTES:
        raise Refused("attachment_too_large", file=file_name[:80], megabytes=MOST_BYTES // 1024**2)
    if content.startswith(b"%PDF-"):
        if _is_active(content):
            raise Refused("attachment_active", file=file_name[:80])
        return CleanFile("application/pdf", content)
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise Refused("attachment_kind", file=file_name[:80])
    return CleanFile("image/jpeg", _made_anew(content, file_name))


def files_of(said: Mapping[str, object]) -> list[CleanFile]:
    """Every file of a form that passed, in the order of its fields."""
    return [clean(one.read(), one.name or "") for one in said.values() if isinstance(one, UploadedFile)]


def photos_of(said: Mapping[str, object]) -> list[CleanFile]:
    """The same where only photos are taken. Raises Refused('attachment_kind') for a PDF."""
    found = files_of(said)
    if any(one.media_type == "application/pdf" for one in found):
        raise Refused("attachment_kind", file=_("photo"))
    return found


def _is_active(pdf: bytes) -> bool:
    """Whether it holds a script, an embedded file or the like, in clear or packed; what cannot be read counts."""
    if pdf.count(b"#") > _MOST_ESCAPES or _ACTIVE.search(_plain_names(pdf)):
        return True
    left = _MOST_UNPACKED
    for number, found in enumerate(_PACKED_OBJECTS.finditer(pdf)):
        if number == _MOST_PACKED:
            return True
        start = _STREAM.search(pdf, found.end(), found.end() + _HEAD)
        if start is None or b"/Filter" not in pdf[max(0, found.start() - _HEAD) : start.end()]:
            continue
        objects = _unpacked(pdf, start.end(), left)
        if objects is None or len(objects) >= left or _ACTIVE.search(_plain_names(objects)):
            return True
        left -= len(objects)
    return False


def _unpacked(pdf: bytes, start: int, most: int) -> bytes | None:
    end = pdf.find(b"endstream", start)
    try:
        return zlib.decompressobj().decompress(pdf[start:end], most) if end >= 0 else None
    except zlib.error:
        return None


def _plain_names(part: bytes) -> bytes:
    """/J#61vaScript is another writing of /JavaScript."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)


def _made_anew(content: bytes, file_name: str) -> bytes:
    try:
        with _ONE_AT_A_TIME, Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS or _memory(picture) > MOST_MEMORY:
                raise Refused("attachment_too_fine", file=file_name[:80])
            # Made smaller first, and a JPEG while it is opened; then turned as the camera was held.
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=1.0)
            upright = ImageOps.exif_transpose(picture)
            # A picture made of the pixels alone: nothing the camera wrote beside them comes along.
            bare = Image.new("RGB", upright.size, "white")
            bare.paste(upright.convert("RGB"))
            out = io.BytesIO()
            bare.save(out, "JPEG", quality=85)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused("attachment_damaged", file=file_name[:80]) from None


def _memory(picture: Image.Image) -> int:
    """Bytes while it is opened whole; twice where it is half transparent or comes in passes."""
    pixels = picture.width * picture.height
    if picture.format == "JPEG" and not picture.info.get("progressive"):
        return pixels  # read line by line and made smaller on the way
    a_pixel = 1 if picture.mode in _ONE_BYTE_A_PIXEL else 4
    return pixels * a_pixel * (2 if picture.mode in ("LA", "RGBA") or picture.format == "JPEG" else 1)
