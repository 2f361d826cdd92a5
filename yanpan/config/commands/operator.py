"""Who acts on the command line: whoever may log in to the server; the audit names them as such."""

import getpass

from yanpan.base.gate import Actor, every_right
from yanpan.base.places.models import Unit


def operator(*rights: str) -> Actor:
    """An actor with exactly the rights a command needs, over the whole city."""
    if unknown := set(rights) - every_right():
        raise ValueError(f"no such right: {', '.join(sorted(unknown))}")
    roots = tuple(Unit.objects.filter(parent=None).values_list("path", flat=True))
    return Actor(
        name=f"console:{getpass.getuser()}", role="console", permissions=frozenset(rights), units=roots
    )
