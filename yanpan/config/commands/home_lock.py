"""Who has the home to himself: one server at a time, and neither a restore nor an upgrade beside it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "serve.lock"


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Raises ValueError while a server, a restore or an upgrade is at work there. A killed one holds nothing."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / NAME).open("w") as file:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise ValueError(
                    f"{home}: `yanpan serve`, a restore or an upgrade is at work here; end it first"
                ) from None
        yield
