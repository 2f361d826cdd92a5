"""Wrong use of the command line: exit code 2, one clear line, and nothing made."""

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from yanpan.config.cli import main

LIST = "姓名,身份证号码,联系电话\n王伟,411104199001011238,13900000001\n李娜,411104199002021234,13900000002\n"
REGISTER = "name,sex,birth_date,id_number,phone,address,village_code\n"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a few files; the home beside them is not there yet."""
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "again.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n%no list\n")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def yanpan(*arguments: str, home: Path, stdin: str = "") -> Said:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("YANPAN_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "yanpan", *arguments],
        env=env | {"YANPAN_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[4])},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def is_wrong(said: Said) -> bool:
    return said.code == 2 and said.out == "" and len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "COMMAND"),
        (["frobnicate"], "frobnicate"),
        (["match", "list.csv", "--out", "out.csv"], "--register"),
        (["match", "--register", "nowhere.csv", "list.csv", "--out", "out.csv"], "nowhere.csv"),
        (["match", "--register", "other.csv", "--out", "out.csv"], "FILE"),
        (["synth", "register", "--residents", "-3", "--out", "out.csv"], "-3"),
        (["synth", "register", "--residents", "三", "--out", "out.csv"], "三"),
        (["city", "load"], "code"),
        (["demo", "--residents", "many"], "many"),
        (["intake", "nowhere.csv"], "nowhere.csv"),
        (["serve", "--port", "99999"], "99999"),
        (["serve", "--workers", "0"], "0"),
    ],
)
def test_what_the_command_line_itself_refuses(
    arguments: Sequence[str], word: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(place.iterdir())
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr()
    assert is_wrong(Said(int(str(ended.value.code)), said.out, said.err)) and word in said.err
    assert sorted(place.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["match", "--register", "other.csv", "list.csv", "--out", "out.csv"], "resident_id"),
        (["synth", "register", "--residents", "10", "--out", "."], "is a folder"),
        (["synth", "lists", "--register", "other.csv", "--rows", "10", "--out", "out"], "resident_id"),
        (["demo", "--out", "out"], "--no-serve"),
        (["demo", "--no-serve", "--out", "list.csv"], "--out"),
        (["demo", "--no-serve", "--out", "list.csv/day"], "list.csv/day"),
        (["city", "load", "999999"], "999999"),
        (["city", "load", "漯河"], "漯河"),
        (["intake", "list.csv"], "yanpan setup"),
        (["intake", "paper.pdf"], "yanpan"),
        (["audit", "verify"], "yanpan setup"),
        (["account", "open", "x", "--role", "commander", "--unit", "411100"], "yanpan setup"),
        (["register", "load", "other.csv", "--authority", "演指1号"], "yanpan setup"),
    ],
)
def test_what_a_command_refuses_makes_no_home_and_no_file(
    arguments: Sequence[str], word: str, place: Path
) -> None:
    before = sorted(place.iterdir())
    said = yanpan(*arguments, home=place / "home")
    assert is_wrong(said), said
    assert word in said.err
    assert sorted(place.iterdir()) == before


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_refused_before_anything_is_made(command: str, place: Path) -> None:
    before = sorted(place.iterdir())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = yanpan(command, "--port", port, home=place / "home")
    assert is_wrong(said), said
    assert port in said.err
    assert sorted(place.iterdir()) == before


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with Luohe in it and no event."""
    home = tmp_path_factory.mktemp("home")
    said = yanpan("city", "load", "411100", home=home)
    assert said.code == 0 and "58 townships, 1334 villages" in said.out, said
    return home


def test_a_city_is_loaded_once(home: Path) -> None:
    assert is_wrong(yanpan("city", "load", "411100", home=home))


def test_a_fresh_home_has_a_sound_audit(home: Path) -> None:
    said = yanpan("audit", "verify", home=home)
    assert said.code == 0 and said.out.strip().endswith("sound") and said.err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["intake", "paper.pdf"],
        ["intake", "empty.csv"],
        ["intake", "list.csv"],  # no event is open
        ["register", "load", "paper.pdf", "--authority", "演指1号"],
        ["register", "load", "other.csv", "--authority", "演指1号"],
        ["register", "load", "villages.csv", "--authority", "演指1号"],
        ["register", "load", "villages.csv", "--authority", " "],
        ["account", "open", "x", "--role", "emperor", "--unit", "411100"],
        ["account", "open", "x", "--role", "commander", "--unit", "nowhere"],
    ],
)
def test_in_a_home_too_one_line_says_what_is_wrong(arguments: Sequence[str], place: Path, home: Path) -> None:
    (place / "villages.csv").write_text(
        f"{REGISTER}王伟,,,,,,411104104200\n李娜,,,,,,000000000000\n", "utf-8"
    )
    said = yanpan(*arguments, home=home, stdin="a long password\n")
    assert is_wrong(said), said


def test_a_second_file_that_is_refused_takes_the_first_one_back(place: Path, home: Path) -> None:
    """The same list twice in one call: neither is kept."""
    opened = yanpan_python(home, OPEN_EVENT)
    assert opened.code == 0, opened
    said = yanpan("intake", "list.csv", "again.csv", "--place", "南京", home=home)
    assert is_wrong(said), said
    assert yanpan_python(home, COUNT_LISTS).out.strip() == "0"
    said = yanpan("intake", "list.csv", "--place", "南京", home=home)
    assert said.code == 0 and said.out.startswith("list.csv: 2 rows"), said
    assert yanpan_python(home, COUNT_LISTS).out.strip() == "1"


SET_UP = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'yanpan.config.settings'; import django; django.setup()"
COUNT_LISTS = (
    f"{SET_UP}; from yanpan.streams.verification.models import ListBatch as L; print(L.objects.count())"
)
OPEN_EVENT = (
    f"{SET_UP}; from yanpan.base.events.operations import open_event; from yanpan.base.gate import Actor;"
    "from datetime import datetime, UTC;"
    "hand = Actor(name='x', permissions=frozenset({'events.open_event'}), units=('411100/',));"
    "open_event(hand, name='演练', disease='covid19',"
    "document='演指1号', drill=False, now=datetime(2021, 8, 5, tzinfo=UTC))"
)


def yanpan_python(home: Path, code: str) -> Said:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("YANPAN_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=env | {"YANPAN_HOME": str(home)},
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)
