"""A private PostgreSQL cluster for tests and benchmarks: own directory, free port, gone afterwards.

    python tools/postgres.py COMMAND…     runs COMMAND with YANPAN_DATABASE pointing to a fresh cluster

As root it runs under the account ``postgres`` (PostgreSQL refuses root); otherwise as whoever calls.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType

WHAT_TO_DO = (
    "PostgreSQL 15 or newer is needed for the suite and was not found. Install Debian's 'postgresql' "
    "(as root: apt-get install postgresql), or run on SQLite alone with YANPAN_TEST_DB=sqlite."
)
OLDEST = 15
# A crash of the server is a fault of ours or of the machine; a refused statement is what tests are for.
CRASH = re.compile(r"PANIC:|was terminated by signal|server process .* exited with exit code")
# Nothing here outlives the run, so nothing needs to reach the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "log_min_messages": "warning",
    # Values of personal data never reach a log (hardened logging of a city's database).
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
}


class NoPostgreSQL(RuntimeError):
    """The programs are not installed, or too old."""


def programs() -> Path:
    """The directory of the newest installed server's programs. Raises NoPostgreSQL."""
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    for folder in sorted(installed, key=lambda path: int(path.parent.name), reverse=True):
        if int(folder.parent.name) >= OLDEST:
            return folder
    if on_path:
        return Path(on_path).resolve().parent
    raise NoPostgreSQL(WHAT_TO_DO)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_postgres(command: list[str]) -> list[str]:
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


class PrivateCluster:
    """Starts on entry, stops and is deleted on exit. `address` is what YANPAN_DATABASE takes."""

    def __init__(self, *, durable: bool = False) -> None:
        self._bin = programs()
        self._settings = {} if durable else SETTINGS
        self._password = secrets.token_hex(12)
        self.home = Path(tempfile.mkdtemp(prefix="yanpan-postgresql-"))
        self.port = _free_port()

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def address(self) -> str:
        return f"postgresql://yanpan:{self._password}@127.0.0.1:{self.port}/postgres"

    def _run(self, program: str, *arguments: str) -> None:
        command = _as_postgres([str(self._bin / program), *arguments])
        done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            shown = self.log.read_text() if self.log.exists() else ""
            raise NoPostgreSQL(f"{program} failed: {done.stderr.strip()}\n{shown}".strip())

    def _configure(self) -> None:
        with (self.home / "data" / "postgresql.conf").open("a") as file:
            file.write(f"listen_addresses = '127.0.0.1'\nport = {self.port}\nunix_socket_directories = ''\n")
            file.writelines(f"{name} = '{value}'\n" for name, value in self._settings.items())

    def start(self) -> None:
        """Make the cluster and wait until it answers. Raises NoPostgreSQL with the server's log."""
        secret = self.home / "password"
        secret.write_text(self._password)
        if os.geteuid() == 0:
            for path in (self.home, secret):
                shutil.chown(path, "postgres")
        self._run(
            "initdb", "-D", f"{self.home}/data", "-U", "yanpan", "--auth=scram-sha-256", f"--pwfile={secret}",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        self._configure()
        self._run("pg_ctl", "-D", f"{self.home}/data", "-l", str(self.log), "-w", "-t", "60", "start")

    def crashes(self) -> list[str]:
        """Lines of the server's log that tell of a crash."""
        if not self.log.exists():
            return []
        return [line for line in self.log.read_text(errors="replace").splitlines() if CRASH.search(line)]

    def stop(self) -> None:
        """Stop at once and delete everything."""
        if (self.home / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", f"{self.home}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self) -> "PrivateCluster":
        try:
            self.start()
        except BaseException:
            shutil.rmtree(self.home, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def main(command: list[str]) -> int:
    """Exit code of the command; 2 for wrong use or a machine without PostgreSQL."""
    if not command:
        print("usage: python tools/postgres.py COMMAND…", file=sys.stderr)
        return 2
    try:
        with PrivateCluster(durable=True) as cluster:
            return subprocess.run(command, env={**os.environ, "YANPAN_DATABASE": cluster.address}).returncode
    except NoPostgreSQL as missing:
        print(missing, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
