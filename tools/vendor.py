"""Fetch the browser libraries and fonts that the project carries in itself.

    python tools/vendor.py           renew them (needs npm, pip and their registries)
    python tools/vendor.py --check   compare what is here with the hash list; no network

``tools/vendor.lock.json`` pins every package by version and by the registry's sha512. Fonts are cut to the
characters of GBK and of all place names (one face keeps every character, so that no name on a document
turns into boxes), without hinting and vertical setting: nothing else of them is changed.
``yanpan/shell/static/vendor/HASHES`` lists the sha256 of every file, paths from ``yanpan/shell``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHELL = ROOT / "yanpan/shell"
LOCK = ROOT / "tools/vendor.lock.json"
HASHES = "static/vendor/HASHES"
FOLDERS = ("static/vendor", "papers/fonts")
PLACE_NAMES = ROOT / "yanpan/base/places/data/codes.zip"

# Beside GBK: Latin, punctuation, arrows, numbers in circles, box drawing, symbols, full width forms.
BLOCKS = (
    (0x20, 0x24F),
    (0x2000, 0x206F),
    (0x2100, 0x27BF),
    (0x3000, 0x33FF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
)


def read_lock() -> dict[str, Any]:
    lock: dict[str, Any] = json.loads(LOCK.read_text("utf-8"))
    return lock


def renew() -> None:
    lock = read_lock()
    for folder in FOLDERS:
        (SHELL / folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        cut = _cutter(Path(work), lock["fonttools"])
        for package in lock["packages"]:
            _unpack(package, Path(work), cut)
    (SHELL / HASHES).write_text("".join(f"{h}  {p}\n" for p, h in sorted(_hashes(SHELL).items())), "utf-8")


def _unpack(package: dict[str, Any], work: Path, cut: list[str]) -> None:
    with tarfile.open(_fetch(package, work)) as archive:
        for member, target in package["files"].items():
            (SHELL / target).write_bytes(_member(archive, member))
        for member, font in package.get("fonts", {}).items():
            source = work / Path(member).name
            source.write_bytes(_member(archive, member))
            _cut(cut, source, SHELL / font["to"], font["characters"])


def _fetch(package: dict[str, Any], work: Path) -> Path:
    """The package's archive, if it is byte for byte the pinned one."""
    folder = Path(tempfile.mkdtemp(dir=work))
    spec = f"{package['name']}@{package['version']}"
    subprocess.run(["npm", "pack", "--silent", spec], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    path = next(folder.glob("*.tgz"))
    found = "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if found != package["integrity"]:
        raise SystemExit(
            f"{spec}: the archive is {found}, the lock says {package['integrity']}; nothing taken"
        )
    return path


def _member(archive: tarfile.TarFile, member: str) -> bytes:
    stream = archive.extractfile(f"package/{member}")
    assert stream is not None, member
    return stream.read()


def _cutter(work: Path, version: str) -> list[str]:
    """A private Python with fonttools; the project itself does not need it."""
    venv.create(work / "venv", with_pip=True)
    python = str(work / "venv/bin/python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", f"fonttools=={version}"], check=True)
    wanted = work / "characters.txt"
    wanted.write_text("\n".join(f"U+{ord(c):04X}" for c in sorted(_characters())), "ascii")
    return [python, "-m", "fontTools.subset"]


def _cut(cut: list[str], source: Path, target: Path, characters: str) -> None:
    unicodes = (
        "--unicodes=*" if characters == "all" else f"--unicodes-file={source.parent / 'characters.txt'}"
    )
    options = ["--no-hinting", "--layout-features=", "--notdef-outline", "--name-IDs=*", "--name-languages=*"]
    drop = ["--drop-tables+=vhea,vmtx,VORG,DSIG,FFTM"]
    command = [*cut, str(source), unicodes, *options, *drop, f"--output-file={target}"]
    subprocess.run(command, check=True)


def _characters() -> set[str]:
    found = {chr(c) for first, last in BLOCKS for c in range(first, last + 1)}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            found.update(bytes((lead, trail)).decode("gbk", "ignore"))
    with zipfile.ZipFile(PLACE_NAMES) as archive:
        for name in archive.namelist():
            found.update(lzma.decompress(archive.read(name)).decode("gb18030"))
    return {c for c in found if c.isprintable()}


def _hashes(shell: Path) -> dict[str, str]:
    paths = (p for folder in FOLDERS for p in (shell / folder).rglob("*") if p.is_file())
    names = {p.relative_to(shell).as_posix(): p for p in paths}
    return {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in names.items() if n != HASHES}


def check(shell: Path = SHELL) -> list[str]:
    """What differs between the files under ``shell`` and its hash list, one line each; empty if nothing."""
    rows = (line.split("  ", 1) for line in (shell / HASHES).read_text("utf-8").splitlines())
    listed = {path: digest for digest, path in rows}
    return list(_differences(listed, _hashes(shell)))


def _differences(listed: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    for path in sorted(listed.keys() | found.keys() | _pinned()):
        if path not in listed:
            yield f"{path}: not in {HASHES}"
        elif path not in found:
            yield f"{path}: listed in {HASHES} but missing"
        elif listed[path] != found[path]:
            yield f"{path}: changed; sha256 {found[path]}, listed {listed[path]}"


def _pinned() -> set[str]:
    packages = read_lock()["packages"]
    files = {target for p in packages for target in p["files"].values()}
    return files | {font["to"] for p in packages for font in p.get("fonts", {}).values()}


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("usage: python tools/vendor.py [--check]", file=sys.stderr)
        return 2
    if not arguments:
        renew()
    differences = check()
    print("\n".join(differences) if differences else f"{len(_hashes(SHELL))} vendored files as listed")
    return 1 if differences else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
