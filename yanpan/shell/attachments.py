"""Scans and photos at the door: made anew from their pixels, so that place, device and tricks stay outside."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from yanpan.base.documents.attachments import CleanFile
from yanpan.kernel.errors import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400  # enough to read a faxed page
_ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/OpenAction", b"/AA")


def clean(content: bytes, file_name: str) -> CleanFile:
    """A JPEG, PNG or PDF of at most 10 MB. Pictures lose EXIF and everything else but their pixels.

    Raises Refused: attachment_too_large, attachment_kind, attachment_damaged, attachment_active.
    """
    if len(content) > MOST_BYTES:
        raise Refused("attachment_too_large", file=file_name[:80], megabytes=MOST_BYTES // 1024**2)
    if content.startswith(b"%PDF-"):
        if any(mark in content for mark in _ACTIVE):
            raise Refused("attachment_active", file=file_name[:80])
        return CleanFile("application/pdf", content)
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise Refused("attachment_kind", file=file_name[:80])
    return CleanFile("image/jpeg", _made_anew(content, file_name))


def _made_anew(content: bytes, file_name: str) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("attachment_damaged", file=file_name[:80])
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            out = io.BytesIO()
            # A picture made of the pixels alone: nothing the camera wrote beside them comes along.
            bare = Image.new("RGB", upright.size, "white")
            bare.paste(upright.convert("RGB"))
            bare.save(out, "JPEG", quality=85)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused("attachment_damaged", file=file_name[:80]) from None
