"""PostgreSQL: pg_dump and pg_restore beside the application, both held to one moment and one connection string."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from yanpan.base.upkeep.manifest import Head
from yanpan.kernel.errors import Refused

BLOCK = 1024 * 1024
# What stood in the database before a restore is kept under such a name; an archive leaves it out.
ASIDE = "before_"
_COPY = re.compile(rb'^COPY (?:"?public"?\.)"?([^" (]+)"? \(.*\) FROM stdin;$')


def program(name: str) -> str:
    """The newest of Debian's, else what the path finds. Refused('program_missing')."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda one: int(one.parts[-3]))
    there = str(found[-1]) if found else shutil.which(name)
    if not there:
        raise Refused("program_missing", program=name)
    return there


def address_of(settings: Mapping[str, object]) -> str:
    """A connection string from Django's settings of a database."""
    told = {name: quote(str(settings.get(name) or ""), safe="") for name in ("USER", "PASSWORD", "NAME")}
    port = f":{settings['PORT']}" if settings.get("PORT") else ""
    return f"postgresql://{told['USER']}:{told['PASSWORD']}@{settings.get('HOST') or ''}{port}/{told['NAME']}"


def _without_password(address: str) -> tuple[str, dict[str, str]]:
    """The password goes by the environment: a command line is read by everybody on the machine."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    shown = urlunsplit(parts._replace(netloc=f"{parts.username}@{host}" if parts.username else host))
    return shown, {**os.environ, "PGPASSWORD": unquote(parts.password or "")}


def run(name: str, address: str, *arguments: str, **how: object) -> "subprocess.Popen[bytes]":
    shown, environment = _without_password(address)
    command = [program(name), f"--dbname={shown}", "--no-password", *arguments]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, **how)  # type: ignore[call-overload, no-any-return]


def ended(process: "subprocess.Popen[bytes]", name: str) -> None:
    """Refused('program_failed') with the program's first line: it names tables, never rows."""
    said = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
    if process.wait():
        raise Refused("program_failed", program=name, said=said.splitlines()[0][:200] if said else "")


@dataclass(frozen=True, slots=True)
class Moment:
    """One snapshot of the database: its name, and what was counted in it."""

    snapshot: str
    rows: dict[str, int]
    migrations: list[str]
    head: Head


@contextmanager
def one_moment(address: str) -> Iterator[Moment]:
    """Open as long as the block runs, so that pg_dump can look at the same."""
    with psycopg.connect(address) as live:
        live.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = str(_one(live, "SELECT pg_export_snapshot()")[0])
        yield Moment(snapshot, _rows(live), _migrations(live), _head(live))


def counted(address: str) -> Moment:
    with one_moment(address) as moment:
        return moment


def _one(live: "psycopg.Connection[tuple[object, ...]]", statement: str) -> tuple[object, ...]:
    return live.execute(statement).fetchone() or ()


def table_names(live: "psycopg.Connection[tuple[object, ...]]") -> list[str]:
    named = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    return [str(name) for (name,) in live.execute(named)]


def _rows(live: "psycopg.Connection[tuple[object, ...]]") -> dict[str, int]:
    counts = {}
    for name in table_names(live):
        asked = sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(name))
        counts[name] = int(str((live.execute(asked).fetchone() or (0,))[0]))
    return counts


def _migrations(live: "psycopg.Connection[tuple[object, ...]]") -> list[str]:
    done = live.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return [f"{app}.{name}" for app, name in done]


def _head(live: "psycopg.Connection[tuple[object, ...]]") -> Head:
    last = _one(live, "SELECT number, digest, sealed_at FROM audit_block ORDER BY number DESC LIMIT 1")
    block, digest, at = last or (0, "", "")
    lines = _one(live, "SELECT count(*) FROM audit_auditline")[0]
    return Head(int(str(block)), str(digest), str(at), int(str(lines)))


def dump(address: str, snapshot: str) -> Iterator[bytes]:
    """pg_dump's own format, compressed, of one moment."""
    how = ("--format=custom", "--compress=1", f"--snapshot={snapshot}", f"--exclude-schema={ASIDE}*")
    process = run("pg_dump", address, *how, stdout=subprocess.PIPE)
    assert process.stdout
    while some := process.stdout.read(BLOCK):
        yield some
    ended(process, "pg_dump")


def count_dump(dumped: Path) -> dict[str, int]:
    """Rows of each table, by reading the whole dump as pg_restore understands it; no server is needed."""
    command = [program("pg_restore"), "--data-only", "--file=-", str(dumped)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    rows: dict[str, int] = {}
    table = ""
    for line in process.stdout:
        if table:
            if line == b"\\.\n":
                table = ""
            else:
                rows[table] += 1
        elif found := _COPY.match(line.rstrip(b"\n")):
            table = found[1].decode()
            rows[table] = 0
    ended(process, "pg_restore")
    return rows


def is_empty(address: str) -> bool:
    with psycopg.connect(address) as live:
        return not table_names(live)


def put_aside(address: str, stamp: str) -> str:
    """What stands in the database is kept under another name of the same database; returns it."""
    kept = f"{ASIDE}{stamp}".lower()
    with psycopg.connect(address) as live:
        live.execute(sql.SQL("ALTER SCHEMA public RENAME TO {}").format(sql.Identifier(kept)))
        live.execute("CREATE SCHEMA public")
    return kept


def forget_former(address: str, stamp: str) -> None:
    with psycopg.connect(address) as live:
        kept = sql.Identifier(f"{ASIDE}{stamp}".lower())
        live.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(kept))


def load(address: str, dumped: Path) -> None:
    """Into an empty database, in one transaction: all or nothing."""
    how = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(dumped))
    ended(run("pg_restore", address, *how, stdout=subprocess.DEVNULL), "pg_restore")


@contextmanager
def scratch_database(address: str, name: str) -> Iterator[str]:
    """An empty database beside the real one, gone afterwards. Refused('no_scratch_database') without the right."""
    quoted = sql.Identifier(name)
    with psycopg.connect(address, autocommit=True) as live:
        try:
            live.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(quoted))
        except psycopg.errors.InsufficientPrivilege:
            raise Refused("no_scratch_database") from None
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        finally:
            live.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))
