"""The banner of urgent medical needs: on the pages of a unit until somebody takes them."""

from yanpan.shell.asking import AskedRequest
from yanpan.streams.verification.queries.needs import Urgent, count_urgent


def urgent_of(request: AskedRequest) -> Urgent | None:
    """How many nobody has taken; None for who does not see them."""
    if not request.actor.may("verification.count_urgent"):
        return None
    return count_urgent(request.actor, now=request.now)
