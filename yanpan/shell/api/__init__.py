"""The HTTP API for machines, /api/v1. A room registers by a module with a `router` (its views/api.py).

Each endpoint calls one operation or query and says which in `x-right`; who may do what is decided there.
"""

from yanpan.shell.api.rights import needs

__all__ = ["needs"]
