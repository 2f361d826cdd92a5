"""Fills as spreadsheets store them (a number of a palette, a theme's colour with a tint) as RRGGBB."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence

WHITE = "FFFFFF"
_EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
# The colours of the old palette (ECMA-376 18.8.27); [MS-XLS] begins to count at 8.
PALETTE = tuple(
    f"""
    {_EIGHT} {_EIGHT} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF
    660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF
    CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696
    003366 339966 003300 333300 993300 993366 333399 333333
    """.split()
)
# What files without a theme of their own use: light 1, dark 1, light 2, dark 2, six accents, two links.
OFFICE_THEME = (
    *("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31"),
    *("A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1", "954F72"),
)
_HEX = re.compile(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_NAMES = {
    "yellow": "FFFF00",
    "red": "FF0000",
    "lime": "00FF00",
    "green": "008000",
    "blue": "0000FF",
    "orange": "FFA500",
    "pink": "FFC0CB",
    "gray": "808080",
    "grey": "808080",
    "silver": "C0C0C0",
    "cyan": "00FFFF",
    "aqua": "00FFFF",
    "gold": "FFD700",
    "lightgreen": "90EE90",
    "skyblue": "87CEEB",
    "purple": "800080",
}


def written_colour(text: str) -> str | None:
    """#ffff00, FFFFFF00 (with its opacity in front) or a name as RRGGBB; None for white and for no colour."""
    bare = text.strip()
    found = _HEX.fullmatch(bare)
    return shown(found[1].upper() if found else _NAMES.get(bare.lower(), WHITE))


def palette_colour(index: int, palette: Sequence[str] = PALETTE) -> str | None:
    """A number of the palette; None for white, for 64 and 65 (no colour of its own) and beyond."""
    return shown(palette[index]) if 0 <= index < len(palette) else None


def theme_colour(index: int, tint: float, theme: Sequence[str] = OFFICE_THEME) -> str | None:
    """A colour of the theme made lighter (tint > 0) or darker, as ECMA-376 18.8.19 says."""
    if not 0 <= index < len(theme):
        return None
    red, green, blue = (int(theme[index][at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, light, saturation)
    return shown("".join(f"{round(part * 255):02X}" for part in mixed))


def shown(colour: str) -> str | None:
    """White is what a cell without a fill looks like."""
    return None if colour == WHITE else colour
