"""The fixed wording of a kind of paper: the house's own, what an office may change, how it is filled in. Pure.

A part is plain text with placeholders in braces, {number}. There is nothing else: no condition, no loop, no code.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from yanpan.base.vault.masks import carries_identifier
from yanpan.kernel.errors import Missing

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
LONGEST = {"label": 60, "title": 60, "subtitle": 60, "salutation": 120, "footer": 200}
LONGEST_SENTENCE = 400
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of fixed wording. role: where it stands; text: the house's own.

    needs: the placeholders it may not leave out; may: all it may hold, as only these are filled in there.
    """

    name: str
    role: str
    name_zh: str
    name_en: str
    text: str
    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()

    @property
    def longest(self) -> int:
        return LONGEST.get(self.role, LONGEST_SENTENCE)


@dataclass(frozen=True, slots=True)
class WordingKind:
    """placeholders: name → example for the preview. parts: in the order of the paper, its labels last."""

    key: str
    name_zh: str
    name_en: str
    placeholders: Mapping[str, str]
    parts: Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a paper is worded with. version 0: the house's own."""

    version: int
    texts: Mapping[str, str]

    def say(self, part: str, /, **facts: object) -> str:
        """The part with its facts, each put in once: braces in a fact stay braces."""
        return PLACEHOLDER.sub(lambda found: str(facts.get(found[1], "")), self.texts[part])


_REGISTERED: dict[str, WordingKind] = {}


def define_kind(kind: WordingKind) -> WordingKind:
    """A room's own kind of paper, beside those of the office."""
    _REGISTERED[kind.key] = kind
    return kind


@cache
def _shipped() -> Mapping[str, WordingKind]:
    folder = files("yanpan.base.documents") / "data" / "wordings"
    said = [tomllib.loads(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    return {one["key"]: _kind(one) for one in sorted(said, key=lambda one: str(one["key"]))}


def _kind(said: dict[str, Any]) -> WordingKind:
    """What stands under [placeholders] may stand in every sentence, what under [special] where it is needed."""
    common, special = said["placeholders"], said.get("special", {})
    parts = [_part(one, frozenset(common)) for one in said["part"]]
    parts += [
        Part(f"label_{name}", "label", f"“{text}”", f"“{text}”", text)
        for name, text in said.get("labels", {}).items()
    ]
    return WordingKind(
        said["key"], said["zh"], said["en"], {**common, **special}, {one.name: one for one in parts}
    )


def _part(said: dict[str, Any], common: frozenset[str]) -> Part:
    needs = frozenset(said.get("needs", ()))
    may = needs if said["role"] == "label" else needs | common
    return Part(said["name"], said["role"], said["zh"], said["en"], said["text"], needs, may)


def wording_kinds() -> tuple[WordingKind, ...]:
    """Every kind an office may word, those of the headquarters first."""
    return (*_shipped().values(), *_REGISTERED.values())


def wording_kind(key: str) -> WordingKind:
    """Missing for a kind that has no wording."""
    found = _shipped().get(key) or _REGISTERED.get(key)
    if found is None:
        raise Missing("wording")
    return found


def worded(key: str, version: int = 0, texts: Mapping[str, str] | None = None) -> Wording:
    """The house's own wording of a kind, with what an office wrote instead; a kind without any has none."""
    kind = _shipped().get(key) or _REGISTERED.get(key)
    own = {name: part.text for name, part in kind.parts.items()} if kind else {}
    return Wording(version, {**own, **(texts or {})})


def wording_problems(kind: WordingKind, texts: Mapping[str, str]) -> list[str]:
    """Everything wrong at once, as 'part:code' or 'part:code:placeholder'."""
    missing = [f"{name}:part_missing" for name in kind.parts if name not in texts]
    unknown = [f"{name[:40]}:unknown_part" for name in texts if name not in kind.parts]
    return [
        *missing,
        *unknown,
        *(
            f"{name}:{problem}"
            for name, part in kind.parts.items()
            if name in texts
            for problem in _problems(part, texts[name])
        ),
    ]


def _problems(part: Part, text: str) -> Iterator[str]:
    used = set(PLACEHOLDER.findall(text))
    yield from (f"unknown_placeholder:{name}" for name in sorted(used - part.may))
    yield from (f"placeholder_missing:{name}" for name in sorted(part.needs - used))
    if any(sign in PLACEHOLDER.sub("", text) for sign in "{}"):
        yield "odd_brace"
    if not text.strip() and part.text.strip():
        yield "empty"
    if len(text) > part.longest or text.count("\n") >= MOST_LINES:
        yield "too_long"
    if carries_identifier(text):
        yield "identifier"
