"""`yanpan serve`: granian with respawn, one job worker, one sealer; if one of them dies it is started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

RESTART_PAUSE = 1.0


def run(host: str, port: int, workers: int) -> int:
    """Runs until SIGTERM or SIGINT; ends its children. The database must be ready (`yanpan setup`)."""
    from yanpan.config.commands import home

    port_is_free(host, port)
    home.set_up()
    mark_and_events_agree()
    commands = [_web(host, port, workers), _worker(), _keeper()]
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
        "yanpan.config.wsgi:application",
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "db_worker", "--interval", "0.3", "--queue-name", "*"]


def _keeper() -> list[str]:
    return [sys.executable, "-m", "yanpan.config.commands.keeper"]


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanpan.config.settings")
