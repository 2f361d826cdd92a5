"""`make bundle`: one archive in dist/ that installs on a Linux machine of this kind without a network.

Wheels of the locked requirements for this Python and this kind of machine, the product's own wheel with its pages,
fonts and browser files, the scripts of this folder, and a SHA-256 of every file.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SCRIPTS = ("install.sh", "yanpan.service", "start.ps1", "start.bat")


def name() -> str:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    return f"yanpan-{version}-{platform.system().lower()}-{platform.machine()}-{python}"


def _pip(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], check=True
    )


def gather(folder: Path) -> None:
    """Everything but the sums. The package index is asked for the locked files and nothing else."""
    lock = ROOT / "requirements" / "run.lock"
    _pip(
        "download",
        "--only-binary=:all:",
        "--require-hashes",
        "--dest",
        str(folder / "wheels"),
        "-r",
        str(lock),
    )
    shutil.copy(lock, folder / "requirements.txt")
    _own_wheel(folder)
    for script in SCRIPTS:
        shutil.copy(HERE / script, folder / script)
    for paper in ("LICENSE", "README.md", "README.zh-Hans.md", "docs/operating.md", "docs/third_party.md"):
        shutil.copy(ROOT / paper, folder)
    (folder / "PYTHON").write_text(f"{sys.version_info.major}.{sys.version_info.minor}\n")


def _own_wheel(folder: Path) -> None:
    """From a copy of what is under version control: building leaves nothing in the tree, and takes nothing else."""
    listed = subprocess.run(["git", "ls-files", "-z", "yanpan"], cwd=ROOT, check=True, capture_output=True)
    with tempfile.TemporaryDirectory() as place:
        for path in ["pyproject.toml", "README.md", "LICENSE", *listed.stdout.decode().split("\0")]:
            if path and (ROOT / path).is_file():
                (Path(place) / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / path, Path(place) / path)
        _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), place)


def write_sums(folder: Path) -> None:
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    lines = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.relative_to(folder)}\n" for one in files]
    (folder / "SHA256SUMS").write_text("".join(lines))


def main() -> int:
    dist = ROOT / "dist"
    dist.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=dist) as place:
        folder = Path(place) / name()
        folder.mkdir()
        gather(folder)
        write_sums(folder)
        made = dist / f"{name()}.tar.gz"
        with tarfile.open(made, "w:gz", compresslevel=1) as archive:
            archive.add(folder, folder.name)
    print(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.0f} MB; unpack it, then sh install.sh")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
