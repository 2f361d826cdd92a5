"""Scans and photos at the door: what is kept of them, what is refused, how much memory one may take."""

import io
import random
import zlib

import pytest
from PIL import Image

from yanpan.kernel.errors import Refused
from yanpan.shell.attachments import LONGEST_SIDE, MOST_BYTES, clean


def picture(kind: str, mode: str, size: tuple[int, int], **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **how)
    return out.getvalue()


def packed(objects: bytes, *, name: bytes = b"/ObjStm") -> bytes:
    head = b"%PDF-1.5\n1 0 obj <</Type " + name + b" /Filter /FlateDecode>>\nstream\n"
    return head + zlib.compress(objects) + b"\nendstream endobj"


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as error:
        clean(content, "x")
    return error.value.code


def test_a_photo_is_turned_as_it_was_held_made_smaller_and_loses_what_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    exif[0x010F] = "Maker of phones"
    made = clean(picture("JPEG", "RGB", (4000, 3000), exif=exif), "a.jpg")
    with Image.open(io.BytesIO(made.content)) as shown:
        assert shown.size == (LONGEST_SIDE * 3 // 4, LONGEST_SIDE)
        assert not shown.getexif()
    assert b"Maker of phones" not in made.content


@pytest.mark.parametrize(
    "content",
    [
        picture("PNG", "RGBA", (7000, 7000)),  # 400 MB once it is open, 200 KB as it comes
        picture("PNG", "RGB", (7000, 7000)),
        picture("JPEG", "RGB", (8000, 6000), progressive=True),
    ],
)
def test_a_small_file_that_opens_to_hundreds_of_megabytes_is_refused_unopened(content: bytes) -> None:
    assert len(content) < 1_000_000
    assert refused(content) == "attachment_too_fine"


def test_a_page_scanned_in_grey_at_600_dots_is_kept() -> None:
    assert clean(picture("PNG", "L", (4960, 7016)), "a.png").media_type == "image/jpeg"


def test_a_scan_of_ten_megabytes_whose_pixels_spell_short_names_is_kept() -> None:
    pixels = random.Random(1).randbytes(MOST_BYTES - 1000) + b"/AA /JS "
    pdf = b"%PDF-1.4\n1 0 obj <</Type /XObject>>\nstream\n" + pixels + b"\nendstream endobj"
    assert clean(pdf, "a.pdf").content == pdf


def test_a_paper_with_packed_objects_is_kept() -> None:
    assert clean(packed(b"<</Type /Page>>"), "a.pdf").media_type == "application/pdf"


@pytest.mark.parametrize(
    "pdf",
    [
        b"%PDF-1.4\n1 0 obj <</S /JavaScript /JS (x)>> endobj",
        b"%PDF-1.4\n1 0 obj <</S /J#61vaScript /JS (x)>> endobj",
        b"%PDF-1.4\n1 0 obj <<>>\nstream\n2 0 obj <</S /Launch>> endobj\nendstream endobj",
        packed(b"<</S /JavaScript /JS (x)>>"),
        packed(b"<</S /JavaScript /JS (x)>>", name=b"/Obj#53tm"),
        packed(b"a" * 40_000_000),
        b"%PDF-1.5\n1 0 obj <</Type /ObjStm /Filter /LZWDecode>>\nstream\nabc\nendstream endobj",
        b"%PDF-1.5\n" + b"/ObjStm" * 6000,
        b"%PDF-1.5\n" + b"#4a" * 600_000,
    ],
)
def test_a_script_in_a_pdf_is_found_in_clear_escaped_or_packed(pdf: bytes) -> None:
    assert refused(pdf) == "attachment_active"


def test_what_is_no_picture_is_refused_by_its_first_bytes() -> None:
    assert refused(b"<svg/>") == "attachment_kind"
    assert refused(b"\x89PNG\r\n\x1a\n" + b"x" * 100) == "attachment_damaged"
    assert refused(b"x" * (MOST_BYTES + 1)) == "attachment_too_large"
