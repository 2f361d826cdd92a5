"""A page that shows an office how its wording looks: every part in its place, with the examples of the kind."""

from collections.abc import Iterator

from yanpan.base.documents.wording import Wording, WordingKind

from .official import INTERNAL
from .paper import Block, Closing, Facts, Paper, Paragraph, Salutation

FILLER = "（正文）"


def sample_paper(kind: WordingKind, wording: Wording, *, organ: str, letter: bool = False) -> Paper:
    """Marked as a drill's: it says nothing that is true."""
    said = {name: wording.say(name, **kind.placeholders) for name in kind.parts}
    by_role = {part.role: said[name] for name, part in kind.parts.items()}
    footer = by_role.get("footer", "")
    return Paper(
        title=by_role.get("title", "") or kind.name_zh,
        organ=organ,
        drill=True,
        number=kind.placeholders.get("number", ""),
        mark=INTERNAL,
        subtitle=by_role.get("subtitle", ""),
        blocks=tuple(_blocks(kind, said)),
        footer=(f"抄送：{footer}",) if footer else (),
        letter=letter,
    )


def _blocks(kind: WordingKind, said: dict[str, str]) -> Iterator[Block]:
    """Salutation, sentences, the fields, the signature; what is empty is left out."""
    of = {role: [name for name, part in kind.parts.items() if part.role == role] for role in _ROLES}
    yield from (Salutation(said[name]) for name in of["salutation"] if said[name])
    yield from (
        Paragraph(line) for name in of["paragraph"] for line in said[name].splitlines() if line.strip()
    )
    if of["label"]:
        yield Facts(tuple((said[name], FILLER) for name in of["label"]))
    else:
        yield Paragraph(FILLER)
    yield from (Closing(tuple(said[name].splitlines())) for name in of["signature"])


_ROLES = ("salutation", "paragraph", "label", "signature")
