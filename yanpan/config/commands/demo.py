"""`yanpan demo`: the drill city, played until the user sits down at 15:40 (or later); or the whole day into files."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from yanpan.config.commands.serve import port_is_free


def run(
    seed: int, residents: int | None, *, serve: bool, out: Path | None, port: int, opens: str | None = None
) -> int:
    """Build (or go on with) the drill in YANPAN_HOME. Raises ValueError on wrong use before anything is made.

    opens: afternoon, evening or morning; without a server the day is played to the morning unless said otherwise.
    """
    if out is not None and (serve or out.is_file()):
        raise ValueError("--out DIR goes with --no-serve and names a folder")
    home = _home_for_a_drill()
    if serve:
        port_is_free("127.0.0.1", port)
    if out is not None:
        _make_folder(out)
    _mark(home)
    lock = only_one(home)
    import django

    django.setup()
    from yanpan.demo.stage import TENTH, keep_day, kept_day

    people = TENTH if residents is None else residents
    opening = opens or ("afternoon" if serve else "morning")
    if not serve or kept_day() != {"seed": seed, "residents": people, "opens": opening}:
        _build(seed, people, opening)
    if serve:
        keep_day(seed, people, opening)
    if not serve:
        _write(out)
        return 0
    code = _serve(seed, people, port)
    lock.close()
    return code


def only_one(home: Path) -> IO[str]:
    """Two drills in one home would play against each other and make the keys anew under one another."""
    lock = (home / "drill.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        raise ValueError(f"a drill is running in {home}; end it first or name another YANPAN_HOME") from taken
    return lock


def _make_folder(out: Path) -> None:
    """Before a day is played for it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ValueError(f"{out}: {problem.strerror}") from problem
    if not os.access(out, os.W_OK | os.X_OK):
        raise ValueError(f"{out}: nothing may be written there")


def _home_for_a_drill() -> Path:
    """Raises ValueError where a headquarters that is no drill has its home."""
    home = Path(os.environ.get("YANPAN_HOME", "var")).resolve()
    # A headquarters on PostgreSQL has no database file here, only its keys; losing them would lose everything.
    held = (home / "yanpan.sqlite3").exists() or (home / "keys").exists()
    if held and not (home / "drill").exists():
        raise ValueError(
            f"{home} holds a headquarters that is no drill; name another YANPAN_HOME for the drill"
        )
    if os.environ.get("YANPAN_DATABASE"):
        raise ValueError("the drill runs on its own SQLite file; unset YANPAN_DATABASE")
    return home


def _mark(home: Path) -> None:
    """The home becomes a drill's before settings are read, so that every page and file says so."""
    os.environ["YANPAN_HOME"] = str(home)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (home / "drill").exists():
        start = datetime(2021, 8, 4, 20, 0, tzinfo=UTC).isoformat()
        (home / "drill").write_text(json.dumps({"drill_at": start, "wall_at": start, "rate": 0}))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanpan.config.settings")
    os.environ["YANPAN_INLINE_JOBS"] = "1"  # the day is played on its own clock, jobs included


def _say(text: str) -> None:
    print(f"演练 {text}", flush=True)


def _build(seed: int, people: int, opening: str) -> None:
    from django.conf import settings
    from django.db import connections

    from yanpan.base.vault.keys import forget_master
    from yanpan.base.vault.randomness import repeatable_ids
    from yanpan.base.vault.sealing import forget_keys
    from yanpan.config.commands.home import prepare_home
    from yanpan.demo.clock import OPENINGS
    from yanpan.demo.day import Day, build_until
    from yanpan.demo.playing_on import keep_played
    from yanpan.demo.stage import clear_home, residents_of_city, set_stage
    from yanpan.demo.synthetic.list_files import drill_files

    started = time.perf_counter()
    connections.close_all()
    clear_home(Path(settings.YANPAN_HOME))
    forget_master()
    forget_keys()
    prepare_home()
    _say(f"making the city (seed {seed}) …")
    with repeatable_ids(seed):
        register = residents_of_city(people, seed)
        set_stage(register, seed, _say)
        day = Day(seed, drill_files(register, seed))
        _say(f"playing 5 August 2021 until the {opening} …")
        build_until(day, OPENINGS[opening])
    keep_played(OPENINGS[opening], OPENINGS[opening])
    _say(f"ready in {time.perf_counter() - started:.0f} s")


def _write(out: Path | None) -> None:
    from yanpan.demo.clock import drill_now
    from yanpan.demo.summary import summary, write_files

    now = drill_now()
    if out is not None:
        write_files(out, now)
        _say(f"files in {out}")
    else:
        print(json.dumps(summary(now), ensure_ascii=False, indent=2, sort_keys=True))


def _serve(seed: int, people: int, port: int) -> int:
    """The server as a child; this process plays the simulated units."""
    from yanpan.demo.clock import pause
    from yanpan.demo.day import Day
    from yanpan.demo.player import live
    from yanpan.demo.stage import residents_of_city
    from yanpan.demo.synthetic.list_files import drill_files

    command = [sys.executable, "-m", "yanpan", "serve", "--port", str(port)]
    with_worker = {name: value for name, value in os.environ.items() if name != "YANPAN_INLINE_JOBS"}
    server = subprocess.Popen(command, env=with_worker)
    _say(f"http://127.0.0.1:{port}/  (Ctrl+C ends the drill; its state stays)")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        live(Day(seed, drill_files(residents_of_city(people, seed), seed), among_users=True))
    finally:
        pause()  # nobody plays while nobody serves
        server.terminate()
        server.wait(timeout=20)
    return 0
