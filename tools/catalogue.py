"""The message catalogue: collect, keep, compile, check. English is the source, zh-Hans is complete.

python tools/catalogue.py            collects strings, keeps translations, compiles
python tools/catalogue.py --check    exit 1 if one is missing, fuzzy or stale, or a file is not up to date
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "yanpan"
PO = PACKAGE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
ONE = (1,)
WITH_CONTEXT = ((1, "c"), 2)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    "_": ONE,
    "gettext": ONE,
    "gettext_lazy": ONE,
    "gettext_noop": ONE,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": WITH_CONTEXT,
    "pgettext_lazy": WITH_CONTEXT,
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Files made twice from the same source are the same: no hour of the day in them.
FIXED = datetime(2021, 8, 5, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[-#0 +]*\d*(?:\.\d+)?[sdfrx]|\{(\w*)\}")
HEADER = (
    "# Simplified Chinese of Yanpan. Collected by tools/catalogue.py; translated here by hand.\n"
    'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
Key = tuple[str, str]
"""(message id, context)"""


def _sources() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE).parts
        is_code = path.suffix == ".py" and not {"tests", "migrations"} & set(inside)
        is_template = path.suffix in (".html", ".txt") and "templates" in inside
        if is_code or is_template:
            yield path


def _as_python(path: Path) -> str:
    """A template as Django's own tool sees it; without indentation, which Python would read as blocks."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def _empty() -> Catalog:
    return Catalog(locale="zh_Hans", fuzzy=False, creation_date=FIXED, revision_date=FIXED)


def collected() -> Catalog:
    """Every string of the source, untranslated, with the files it stands in."""
    catalog = _empty()
    for path in _sources():
        source = io.BytesIO(_as_python(path).encode())
        for _line, message, _comments, context in extract("python", source, KEYWORDS):
            catalog.add(message, context=context, locations=[(str(path.relative_to(ROOT)), 0)])
    return catalog


def kept() -> Catalog:
    """The catalogue as it is committed; an empty one before the first time."""
    if not PO.exists():
        return _empty()
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def _key(message: Message) -> Key:
    one = message.id if isinstance(message.id, str) else message.id[0]
    return one, message.context or ""


def _translation(message: Message) -> str:
    """'' if there is none. Chinese has one form for all numbers."""
    string = message.string or ""
    return string if isinstance(string, str) else string[0]


def _messages(catalog: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in catalog if message.id}


def merged(source: Catalog, old: Catalog) -> Catalog:
    """The source's strings with the translations there are; the others are kept as obsolete."""
    translated = _messages(old) | {_key(message): message for message in old.obsolete.values()}
    for key, message in _messages(source).items():
        if known := translated.get(key):
            string = _translation(known)
            message.string = (string,) if message.pluralizable else string
            message.flags |= known.flags & {"fuzzy"}
    for key in sorted(set(translated) - set(_messages(source))):
        if _translation(translated[key]):
            source.obsolete[key[0] if not key[1] else key] = translated[key]
    return source


def as_po(catalog: Catalog) -> bytes:
    body = io.BytesIO()
    write_po(body, catalog, omit_header=True, sort_output=True, width=0, include_lineno=False)
    return HEADER.encode() + body.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    body = io.BytesIO()
    write_mo(body, catalog)
    return body.getvalue()


def _placeholders(text: str) -> set[str]:
    return {found.group(0) for found in PLACEHOLDER.finditer(text)}


def _faults_of(message: Message) -> Iterator[str]:
    source = message.id if isinstance(message.id, str) else message.id[-1]
    string = _translation(message)
    where = message.locations[0][0] if message.locations else ""
    if not string:
        yield f"missing: {source!r} ({where})"
    elif _placeholders(source) != _placeholders(string):
        yield f"placeholders differ: {source!r} → {string!r} ({where})"
    if message.fuzzy:
        yield f"fuzzy: {source!r}"


def faults() -> list[str]:
    """What keeps the catalogue from being complete, one line each."""
    old, source = kept(), collected()
    found = [f"stale: {key[0]!r}" for key in sorted(set(_messages(old)) - set(_messages(source)))]
    whole = merged(source, old)
    found += [fault for message in _messages(whole).values() for fault in _faults_of(message)]
    if not found and (not MO.exists() or MO.read_bytes() != as_mo(whole) or PO.read_bytes() != as_po(whole)):
        found.append("django.po or django.mo is not up to date; run `make catalogue`")
    return found


def renew() -> Catalog:
    """Write both files; returns the catalogue as written."""
    catalog = merged(collected(), kept())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalog))
    MO.write_bytes(as_mo(catalog))
    return catalog


def main(arguments: list[str]) -> int:
    settings.configure(USE_I18N=True)
    if arguments not in ([], ["--check"]):
        print("usage: python tools/catalogue.py [--check]", file=sys.stderr)
        return 2
    if not arguments:
        missing = sum(not _translation(message) for message in _messages(renew()).values())
        print(f"{PO.relative_to(ROOT)}: {missing} without a translation")
        return 0
    found = faults()
    print("\n".join(found[:50]) or "the catalogue is complete")
    if len(found) > 50:
        print(f"… and {len(found) - 50} more")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
