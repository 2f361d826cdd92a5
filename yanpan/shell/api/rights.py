"""Which right an endpoint needs, for its schema and for the tests that loop over it."""

from typing import Any


def needs(right: str) -> dict[str, Any]:
    """For `openapi_extra`: the operation or query behind an endpoint; also the right a token needs."""
    return {"x-right": right}
