"""How people in a village's chat group say what they found: data, read once from `chain_hints.toml`."""

import tomllib
from importlib.resources import files
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(
    (files("yanpan.streams.verification.rules") / "chain_hints.toml").read_text("utf-8")
)

HINTS: dict[str, dict[str, str]] = {
    phrase: group["taps"] for group in _DATA["hints"] for phrase in group["phrases"]
}
UNSURE: list[str] = _DATA["unsure"]
NOT_OURS: list[str] = _DATA["not_ours"]
HARMLESS: list[str] = _DATA["harmless"]
PLACES_OUTSIDE: list[str] = sorted(
    {*_DATA["provinces"], *_DATA["cities"]}, key=lambda name: (-len(name), name)
)
NEGATIONS: str = _DATA["negations"]
AFTER_A_NAME: str = _DATA["after_a_name"]
