"""Pages of the documentation made from the registries: docs/operations.md and docs/rooms.md.

python tools/reference.py            writes both
python tools/reference.py --check    exit 1 if one is not what the code says
"""

import importlib
import os
import pkgutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
MADE_BY = "<!-- Made by tools/reference.py from the registries; not written by hand. -->\n"
# Nothing registers itself in a page.
NOT_IMPORTED = {"tests", "migrations", "__main__", "conftest", "config"} | {
    "views",
    "urls",
    "forms",
    "templatetags",
}


def import_everything() -> None:
    """Import every module of the package, so that all that registers itself has done so."""
    import yanpan

    def walk(path: Iterable[str], prefix: str) -> None:
        for found in pkgutil.iter_modules(path, prefix):
            if found.name.rpartition(".")[2] not in NOT_IMPORTED:
                module = importlib.import_module(found.name)
                if found.ispkg:
                    walk(module.__path__, f"{found.name}.")

    walk(yanpan.__path__, "yanpan.")


def _roles_by_right() -> dict[str, list[str]]:
    from yanpan.base.accounts.rules import all_roles

    held: dict[str, list[str]] = defaultdict(list)
    for role in all_roles().values():
        for right in role.rights:
            held[right].append(role.name_en)
    return held


def _kind(name: str) -> str:
    from yanpan.base.gate import OPERATIONS, QUERIES

    if name in OPERATIONS:
        return "operation"
    return "query, logged" if QUERIES[name].personal else "query"


def _names_by_room() -> dict[str, list[str]]:
    from yanpan.base.gate import every_right

    rooms: dict[str, list[str]] = defaultdict(list)
    for name in sorted(every_right()):
        rooms[name.partition(".")[0]].append(name)
    return rooms


def operations_page() -> str:
    """Every operation and query: what it does, who may, what its audit line keeps."""
    from yanpan.base.gate import OPERATIONS, QUERIES

    held = _roles_by_right()
    lines = [MADE_BY, "# Operations and queries\n"]
    lines.append(
        "The name is the permission and the verb of the audit line. An operation writes and leaves one line; "
        "a logged query reads personal data and leaves one line; a query reads figures without persons.\n"
    )
    for room, names in _names_by_room().items():
        lines.append(
            f"## {room}\n\n| name | kind | what | roles | the line keeps |\n| --- | --- | --- | --- | --- |"
        )
        for name in names:
            entry = OPERATIONS.get(name) or QUERIES[name]
            roles = ", ".join(held[name]) or "(before sign-in)"
            keeps = ", ".join(filter(None, (entry.subject, *entry.records))) or "–"
            lines.append(
                f"| `{name}` | {_kind(name)} | {entry.summary.replace('|', '¦')} | {roles} | {keeps} |"
            )
        lines.append("")
    return "\n".join(lines)


def _figures(room: str) -> Iterator[str]:
    from yanpan.base.indicators.registry import INDICATORS

    own = [one for key, one in sorted(INDICATORS.items()) if key.startswith(f"{room}.")]
    if own:
        yield "| indicator | numerator | denominator | source of the denominator |\n| --- | --- | --- | --- |"
    for one in own:
        yield f"| `{one.id}` {one.name} | {one.numerator} | {one.denominator} | {one.source} |"
    if own:
        yield ""


def _handed_over(room: str) -> Iterator[str]:
    from yanpan.base.tasks.handovers import ANSWERED_BY

    received = [request for request, by in sorted(ANSWERED_BY.items()) if by == f"room:{room}"]
    if received:
        yield f"Receives: {', '.join(f'`{one}`' for one in received)}.\n"


def rooms_page() -> str:
    """The map: what each room holds, receives, reports and works on in the background."""
    from django.utils.translation import override

    from yanpan.base.indicators.registry import REPORTS
    from yanpan.base.jobs.running import WORKS
    from yanpan.base.tasks.handovers import ANSWERED_BY

    lines = [
        MADE_BY,
        "# Map of rooms\n",
        "Rooms do not know each other. What one asks of another is a hand-over.\n",
    ]
    with override("en"):
        for room, names in _names_by_room().items():
            title = f": {REPORTS[room].title}" if room in REPORTS else ""
            lines.append(f"## {room}{title}\n")
            lines.append(", ".join(f"[`{name}`](operations.md#{room})" for name in names) + ".\n")
            lines += _handed_over(room)
            if works := sorted(name for name in WORKS if name.startswith(f"{room}.")):
                lines.append(f"Background work: {', '.join(f'`{one}`' for one in works)}.\n")
            lines += _figures(room)
    lines.append("## Hand-overs\n\n| request | answered by |\n| --- | --- |")
    lines += [f"| `{request}` | {by} |" for request, by in sorted(ANSWERED_BY.items())]
    return "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    return {DOCS / "operations.md": operations_page(), DOCS / "rooms.md": rooms_page()}


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("usage: python tools/reference.py [--check]", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanpan.config.settings")
    import django

    django.setup()
    import_everything()
    old = [
        path.name for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text
    ]
    if arguments:
        print(
            f"not up to date, run `make reference`: {', '.join(old)}"
            if old
            else "the reference is up to date"
        )
        return 1 if old else 0
    for path, text in pages().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
