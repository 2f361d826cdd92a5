"""LibreOffice without a window: what a Word file looks like in an office that opens it, page by page."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.sax.saxutils import unescape

from yanpan.shell import papers

FACES = Path(papers.__file__).parent / "fonts"
POINTS_PER_MM = 72 / 25.4
_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{faces}</dir><cachedir>{cache}</cachedir></fontconfig>"""
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.S
)


@dataclass(frozen=True, slots=True)
class Word:
    """Text set without a gap; its box in millimetres from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.words)

    def holding(self, text: str) -> Word:
        return next(one for one in self.words if text in one.text)

    @cached_property
    def lines(self) -> list[list[Word]]:
        """Words whose middles lie at one height, from the top."""
        rows: list[list[Word]] = []
        for word in sorted(self.words, key=lambda one: (one.top + one.bottom) / 2):
            middle = (word.top + word.bottom) / 2
            last = rows[-1] if rows else []
            if last and abs((last[0].top + last[0].bottom) / 2 - middle) < 2:
                last.append(word)
            else:
                rows.append([word])
        return rows


@dataclass(frozen=True)
class Printed:
    """fonts: name → whether the file carries it."""

    pages: tuple[Page, ...]
    fonts: dict[str, bool]
    pdf: Path

    def pictures(self, *, dpi: int = 60) -> list[Path]:
        """Each page as a PNG beside the PDF, to be looked at."""
        stem = self.pdf.with_suffix("")
        _run("pdftoppm", "-r", str(dpi), "-png", str(self.pdf), str(stem))
        return sorted(self.pdf.parent.glob(f"{stem.name}-*.png"))


def printed(folder: Path, files: dict[str, bytes]) -> dict[str, Printed]:
    """Every Word file as LibreOffice prints it, with no faces on the machine but those that come with the house."""
    conf = folder / "fonts.conf"
    conf.write_text(_CONF.format(faces=FACES, cache=folder / "faces"), encoding="utf-8")
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError("soffice: apt-get install libreoffice-writer-nogui poppler-utils")
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    sources = [str(folder / f"{name}.docx") for name in files]
    subprocess.run(
        [*command, "--outdir", str(folder), *sources],
        check=True,
        capture_output=True,
        timeout=240,
        env={"FONTCONFIG_FILE": str(conf), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )
    return {name: _read(folder / f"{name}.pdf") for name in files}


def _read(pdf: Path) -> Printed:
    boxes = _run("pdftotext", "-bbox", str(pdf), "-")
    pages = tuple(
        Page(_mm(found[1]), _mm(found[2]), tuple(_word(one) for one in _WORD.finditer(found[3])))
        for found in _PAGE.finditer(boxes)
    )
    lines = _run("pdffonts", str(pdf)).splitlines()[2:]
    return Printed(
        pages, {line.split()[0].partition("+")[2]: line.split()[-5] == "yes" for line in lines}, pdf
    )


def _word(found: re.Match[str]) -> Word:
    return Word(unescape(found[5]), *(_mm(found[place]) for place in range(1, 5)))


def _mm(points: str) -> float:
    return float(points) / POINTS_PER_MM


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
