"""Of the day before: one letter by fax, and the page it came on."""

import io
import random
from dataclasses import dataclass
from importlib.resources import files

import polars as pl
from PIL import Image, ImageDraw, ImageFont

EVE_SENDER, EVE_NUMBER = "许昌市", "演练许疫防指协函〔2021〕31号"
EVE_SUBJECT = "演练-许昌市协查函(传真)"
FAX_SUBJECT = "演练-扬州市协查函(传真)"
EVE_PERSONS = 12
EVE_COUNTY = "源汇区"  # awake all day, and not the one that refuses
_FONT = "NotoSansSC-Regular.ttf"


@dataclass(frozen=True, slots=True)
class Named:
    """One person as the fax names them."""

    name: str
    sex: str
    id_number: str
    phone: str
    address: str


def eve_persons(register: pl.DataFrame, seed: int) -> tuple[Named, ...]:
    """Twelve residents of one district with telephones; fewer where the register has fewer."""
    there = register.filter((pl.col("county") == EVE_COUNTY) & (pl.col("phone") != ""))
    rng = random.Random(f"eve {seed}")
    chosen = sorted(rng.sample(range(there.height), min(EVE_PERSONS, there.height)))
    return tuple(
        Named(one["name"], one["sex"], one["id_number"], one["phone"], one["address"])
        for one in there[chosen].iter_rows(named=True)
    )


def faxed_page(lines: tuple[str, ...]) -> bytes:
    """A page as the fax machine gave it out, as PNG. The same lines give the same bytes."""
    page = Image.new("L", (1240, 700), 250)
    font = ImageFont.truetype(
        io.BytesIO((files("yanpan.shell.papers") / "fonts" / _FONT).read_bytes()), size=36
    )
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        draw.text((90, 90 + 64 * number), line, fill=30, font=font)
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()
