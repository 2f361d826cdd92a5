"""`yanpan serve`: granian with respawn, one job worker, one sealer; if one of them dies it is started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

RESTART_PAUSE = 1.0
APPLICATION = "yanpan.config.wsgi:application"


def run(host: str, port: int, workers: int, *, lan: bool = False) -> int:
    """Runs until SIGTERM or SIGINT; ends its children. One server a home. lan: HTTPS for phones of the network."""
    from yanpan.config.commands.home_lock import alone_in

    port_is_free(host, port)
    with alone_in(Path(os.environ.get("YANPAN_HOME", "var")).resolve()):
        return _serve(host, port, workers, lan=lan)


def _serve(host: str, port: int, workers: int, *, lan: bool) -> int:
    from yanpan.config.commands import home
    from yanpan.config.commands.lan import certificate_for, lan_names, trust_own_names

    names = lan_names() if lan else []
    if lan:  # before settings are read, which look there for the hosts they answer to
        trust_own_names(names)
    home.set_up(f" https://{names[0]}:{port}/" if lan else f" http://{host}:{port}/")
    mark_and_events_agree()
    encrypted = certificate_for(names, port) if lan else []
    commands = [
        [*_web(host, port, workers)[:-1], *encrypted, APPLICATION],
        _worker(),
        _keeper(),
        _caretaker(),
    ]
    # Before the first child: a signal while they start would leave them behind.
    stopping = _stop_on_signal()
    running = [subprocess.Popen(command) for command in commands]
    while not stopping:
        time.sleep(RESTART_PAUSE)
        for index, process in enumerate(running):
            if process.poll() is not None and not stopping:
                print(
                    f"yanpan: {commands[index][2]} ended with {process.returncode}; started again",
                    file=sys.stderr,
                )
                running[index] = subprocess.Popen(commands[index])
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0


def port_is_free(host: str, port: int) -> None:
    """Raises ValueError where nobody may listen; else the web server would be started again for ever."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as problem:
        raise ValueError(f"{host}:{port}: {problem.strerror}") from problem


def mark_and_events_agree() -> None:
    """Raises ValueError: a drill's desks are taken without a password, so its mark never stands over a real event;
    and a drill's data without the mark would pass for real.
    """
    from django.conf import settings

    from yanpan.base.events.models import Event

    if Event.objects.filter(drill=not settings.DRILL).exists():
        raise ValueError(
            f"{settings.YANPAN_HOME}: the file 'drill' and the events in the database disagree; "
            "it lies in the home of every drill and of nothing else"
        )


def _stop_on_signal() -> list[int]:
    """Filled with the signal's number when one comes."""
    stopping: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, note)
    signal.signal(signal.SIGINT, note)
    return stopping


def _web(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--respawn-failed-workers",
        "--blocking-threads",
        "2",
        "--backpressure",
        "64",
        "--no-ws",
        "--log-level",
        "warning",
        APPLICATION,
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "db_worker", "--interval", "0.3", "--queue-name", "*"]


def _keeper() -> list[str]:
    return [sys.executable, "-m", "yanpan.config.commands.keeper"]


def _caretaker() -> list[str]:
    return [sys.executable, "-m", "yanpan.config.commands.caretaker"]


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanpan.config.settings")
