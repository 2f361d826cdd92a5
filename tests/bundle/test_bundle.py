"""The bundle installs where no network is, from an empty directory, and serves."""

import json
import os
import shutil
import socket
import subprocess
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tools.bundle import make

SCRIPTS = Path(make.__file__).parent


def _without_a_network() -> list[str]:
    """A network of its own with nothing in it, where the kernel lets us; pip is told not to look in any case."""
    tried = subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False)
    return ["unshare", "-n"] if tried.returncode == 0 else []


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("bundle")
    make.main()
    with tarfile.open(make.ROOT / "dist" / f"{make.name()}.tar.gz") as archive:
        archive.extractall(place, filter="data")
    clean = {"PATH": os.environ["PATH"], "HOME": str(place), "PIP_NO_INDEX": "1"}
    command = [*_without_a_network(), "sh", str(place / make.name() / "install.sh"), str(place / "yanpan")]
    subprocess.run(command, env=clean, cwd=place, check=True, timeout=600)
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.mark.torture
def test_it_installs_without_a_network_and_serves(installed: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    clean = {"PATH": os.environ["PATH"], "HOME": str(installed), "YANPAN_HOME": str(installed / "home")}
    command = [str(installed / "yanpan" / "venv" / "bin" / "yanpan"), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=clean, cwd=installed)
    try:
        assert _answers(f"http://127.0.0.1:{port}/healthz")["database"] is True
        assert urlopen(f"http://127.0.0.1:{port}/static/vendor/htmx.min.js").status == 200
        assert "研判" in urlopen(f"http://127.0.0.1:{port}/sign-in/").read().decode()
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answers(address: str) -> dict[str, object]:
    for _ in range(120):
        try:
            with urlopen(address) as answer:
                return dict(json.load(answer))
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"{address} did not answer")


@pytest.mark.torture
def test_a_damaged_file_is_found_before_anything_is_installed(installed: Path) -> None:
    folder = installed / make.name()
    wheel = next((folder / "wheels").iterdir())
    wheel.write_bytes(wheel.read_bytes() + b"x")
    said = subprocess.run(
        ["sh", str(folder / "install.sh"), str(installed / "other")], capture_output=True, text=True
    )
    assert said.returncode == 2 and "damaged" in said.stderr
    assert not (installed / "other").exists()


def test_the_scripts_are_sound_and_name_what_exists() -> None:
    subprocess.run(["sh", "-n", str(SCRIPTS / "install.sh")], check=True)
    for name in make.SCRIPTS:
        assert (SCRIPTS / name).is_file()
    windows = (SCRIPTS / "start.ps1").read_text()
    assert windows.count("{") == windows.count("}") and "install.sh" in windows
    assert (
        b"\r\n" in (SCRIPTS / "start.bat").read_bytes()
        and b"start.ps1" in (SCRIPTS / "start.bat").read_bytes()
    )
    unit = (SCRIPTS / "yanpan.service").read_text()
    assert "ExecStart=/opt/yanpan/venv/bin/yanpan serve" in unit
