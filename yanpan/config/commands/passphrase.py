"""The passphrase of the copy of the keys: never on a command line, where everybody on the machine reads it."""

import getpass
from pathlib import Path

from yanpan.kernel.errors import Refused


def ask_passphrase(file: Path | None, *, twice: bool) -> str:
    """The first line of a file, or from the keyboard. Refused('passphrases_differ')."""
    if file is not None:
        return next(iter(file.read_text().splitlines()), "")
    given = getpass.getpass("passphrase: ")
    if twice and getpass.getpass("once more: ") != given:
        raise Refused("passphrases_differ")
    return given
