"""`yanpan`: the command line. Wrong use: one clear line, exit code 2, nothing half-done."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from yanpan.kernel.errors import Refused

WRONG_USE = 2
Command = Callable[[argparse.Namespace], int]


class OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"{self.prog}: {message}\n")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number of 0 or more")
    return int(text)


def _port(text: str) -> int:
    if not 1 <= _count(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no port; name one from 1 to 65535")
    return int(text)


def _workers(text: str) -> int:
    if not 1 <= _count(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number from 1 to 64")
    return int(text)


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{text}: no such file")
    return path


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text}: no such folder")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    parsed = _parser().parse_args(arguments)
    command: Command = parsed.command
    try:
        return command(parsed)
    except Refused as refusal:
        return _wrong(_in_words(refusal))
    except (ValueError, OSError) as problem:
        return _wrong(str(problem))
    except KeyboardInterrupt:
        return 130


def _wrong(message: str) -> int:
    print(f"yanpan: {' '.join(message.split())}", file=sys.stderr)
    return WRONG_USE


def _in_words(refusal: Refused) -> str:
    """In the words of the pages, where Django runs; else the code with its facts."""
    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        from yanpan.shell.words import explain

        return explain(refusal)
    return str(refusal)


def _with_django(command: Command) -> Command:
    """Set Django up only for commands that need it: `match` and `synth` start without a database."""

    def run(parsed: argparse.Namespace) -> int:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanpan.config.settings")
        import django

        django.setup()
        return command(parsed)

    return run


def _in_a_home(command: Command) -> Command:
    """The same, where a home must be set up already."""

    def run(parsed: argparse.Namespace) -> int:
        from yanpan.config.commands.home import must_be_set_up

        must_be_set_up()
        return command(parsed)

    return _with_django(run)


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(
        prog="yanpan", description="研判: software of a city epidemic command headquarters"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=OneLineParser)
    _match_command(commands)
    _synth_commands(commands)
    _demo_command(commands)
    _home_commands(commands)
    wipe = commands.add_parser("wipe-drill", help="remove the drill of YANPAN_HOME, after typed words")
    wipe.set_defaults(command=_with_django(_wipe_drill))
    return parser


Commands = "argparse._SubParsersAction[OneLineParser]"


def _match_command(commands: Commands) -> None:  # type: ignore[valid-type]
    one = commands.add_parser("match", help="match pushed lists against a register")  # type: ignore[attr-defined]
    one.add_argument("--register", type=_file, required=True)
    one.add_argument("files", type=_file, nargs="+", metavar="FILE")
    one.add_argument("--out", type=Path, required=True)
    one.set_defaults(command=_match)


def _match(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import match

    return match.run(parsed.register, parsed.files, parsed.out)


def _synth_commands(commands: Commands) -> None:  # type: ignore[valid-type]
    synth = commands.add_parser("synth", help="make synthetic people and lists")  # type: ignore[attr-defined]
    kinds = synth.add_subparsers(required=True, metavar="WHAT", parser_class=OneLineParser)
    register = kinds.add_parser("register", help="a register of residents")
    register.add_argument("--residents", type=_count, required=True)
    register.add_argument("--seed", type=_count, default=1)
    register.add_argument("--out", type=Path, required=True)
    register.set_defaults(command=_synth_register)
    lists = kinds.add_parser("lists", help="push lists about the people of a register")
    lists.add_argument("--register", type=_file, required=True)
    lists.add_argument("--rows", type=_count, required=True)
    lists.add_argument("--seed", type=_count, default=1)
    lists.add_argument("--out", type=Path, required=True)
    lists.set_defaults(command=_synth_lists)


def _synth_register(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import synth

    synth.run_register(parsed.residents, parsed.seed, parsed.out)
    return 0


def _synth_lists(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import synth

    synth.run_lists(parsed.register, parsed.rows, parsed.seed, parsed.out)
    return 0


def _demo_command(commands: Commands) -> None:  # type: ignore[valid-type]
    demo = commands.add_parser("demo", help="the drill city and its day")  # type: ignore[attr-defined]
    demo.add_argument("--seed", type=_count, default=20210805)
    demo.add_argument("--residents", type=_count, default=None)
    demo.add_argument(
        "--at",
        choices=("afternoon", "evening", "morning"),
        default=None,
        help="where it opens: 15:40 (as a rule), 19:30 before the meeting, 08:40 the next morning",
    )
    demo.add_argument("--no-serve", action="store_true")
    demo.add_argument("--out", type=Path, default=None)
    demo.add_argument("--port", type=_port, default=8000)
    demo.set_defaults(command=_demo)


def _demo(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import demo

    return demo.run(
        parsed.seed,
        parsed.residents,
        serve=not parsed.no_serve,
        out=parsed.out,
        port=parsed.port,
        opens=parsed.at,
    )


def _home_commands(commands: Commands) -> None:  # type: ignore[valid-type]
    setup = commands.add_parser("setup", help="make keys and tables in YANPAN_HOME")  # type: ignore[attr-defined]
    setup.set_defaults(command=_setup)

    serve = commands.add_parser("serve", help="web server, job worker and sealer")  # type: ignore[attr-defined]
    serve.add_argument("--host", default=None, help="127.0.0.1; with --lan every address")
    serve.add_argument("--port", type=_port, default=8000)
    serve.add_argument("--workers", type=_workers, default=2)
    serve.add_argument(
        "--lan", action="store_true", help="HTTPS for the phones of this network, by an own certificate"
    )
    serve.set_defaults(command=_serve)

    _upkeep_commands(commands)

    intake = commands.add_parser("intake", help="take lists in as proposed, without the pages")  # type: ignore[attr-defined]
    intake.add_argument("files", type=_file, nargs="+", metavar="FILE")
    intake.add_argument("--source", default="province")
    intake.add_argument("--sender", default="")
    intake.add_argument("--topic", default="")
    intake.add_argument("--place", default="")
    intake.set_defaults(command=_in_a_home(_intake))

    audit = commands.add_parser("audit", help="the audit chain")  # type: ignore[attr-defined]
    what = audit.add_subparsers(required=True, metavar="WHAT", parser_class=OneLineParser)
    what.add_parser("verify", help="recompute every block and line").set_defaults(
        command=_in_a_home(_audit_verify)
    )

    city = commands.add_parser("city", help="the city's two trees")  # type: ignore[attr-defined]
    load = city.add_subparsers(required=True, metavar="WHAT", parser_class=OneLineParser)
    one = load.add_parser("load", help="load a city by its code, offline")
    one.add_argument("code")
    one.set_defaults(command=_with_django(_city_load))

    account = commands.add_parser("account", help="open the first log-ins")  # type: ignore[attr-defined]
    opening = account.add_subparsers(required=True, metavar="WHAT", parser_class=OneLineParser)
    first = opening.add_parser("open", help="open a log-in; the password is read from standard input")
    first.add_argument("username")
    first.add_argument("--role", required=True)
    first.add_argument("--unit", required=True)
    first.add_argument("--label", default="")
    first.set_defaults(command=_in_a_home(_account_open))

    register = commands.add_parser("register", help="the resident register (HC-20)")  # type: ignore[attr-defined]
    loading = register.add_subparsers(required=True, metavar="WHAT", parser_class=OneLineParser)
    reg = loading.add_parser("load", help="load a register under an authority document")
    reg.add_argument("file", type=_file)
    reg.add_argument("--authority", required=True)
    reg.set_defaults(command=_in_a_home(_register_load))


def _upkeep_commands(commands: Commands) -> None:  # type: ignore[valid-type]
    backup = commands.add_parser("backup", help="an archive of this home, while the server runs")  # type: ignore[attr-defined]
    backup.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="default: YANPAN_BACKUPS")
    backup.add_argument("--keys", action="store_true", help="copy the keys, too, under a passphrase")
    backup.add_argument("--passphrase-file", type=_file, metavar="FILE")
    what = backup.add_mutually_exclusive_group()
    what.add_argument(
        "--check", action="store_true", help="how much may be lost; what PostgreSQL keeps of its log"
    )
    what.add_argument("--drill", action="store_true", help="try the newest archive in a scratch place")
    backup.set_defaults(command=_in_a_home(_backup))

    restore = commands.add_parser("restore", help="bring a home back from an archive")  # type: ignore[attr-defined]
    restore.add_argument("archive", type=_folder, metavar="ARCHIVE")
    restore.add_argument(
        "--keys", type=Path, metavar="PATH", help="a copy of keys/: a folder, or made by backup --keys"
    )
    restore.add_argument("--passphrase-file", type=_file, metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="put aside (and keep) what is in the home")
    restore.set_defaults(command=_with_django(_restore))

    upgrade = commands.add_parser("upgrade", help="an archive, then the tables of this version")  # type: ignore[attr-defined]
    upgrade.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="default: YANPAN_BACKUPS")
    upgrade.set_defaults(command=_in_a_home(_upgrade))


def _backup(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import backup, backup_check, restore_drill

    if parsed.check:
        return backup_check.run(parsed.folder)
    if parsed.drill:
        return restore_drill.run(parsed.folder)
    return backup.run(parsed.folder, with_keys=parsed.keys, passphrase_file=parsed.passphrase_file)


def _restore(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import restore

    return restore.run(
        parsed.archive, keys=parsed.keys, passphrase_file=parsed.passphrase_file, replace=parsed.replace
    )


def _upgrade(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import upgrade

    return upgrade.run(parsed.folder)


def _wipe_drill(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import wipe_drill

    return wipe_drill.run()


def _setup(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import home

    return home.set_up()


def _serve(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import serve

    return serve.run(
        parsed.host or ("0.0.0.0" if parsed.lan else "127.0.0.1"), parsed.port, parsed.workers, lan=parsed.lan
    )


def _intake(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import intake

    return intake.run(parsed.files, parsed.source, parsed.sender, parsed.topic, parsed.place)


def _audit_verify(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import home

    return home.verify_audit()


def _city_load(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import home

    return home.load_city(parsed.code)


def _account_open(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import home

    return home.open_account(parsed.username, parsed.role, parsed.unit, parsed.label)


def _register_load(parsed: argparse.Namespace) -> int:
    from yanpan.config.commands import register

    return register.run(parsed.file, parsed.authority)
