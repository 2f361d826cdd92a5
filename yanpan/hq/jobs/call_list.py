"""Whether the call list says already what a round would put there: then the round leaves no line."""

from collections.abc import Iterable

from yanpan.base.notices.models import Notice


def says_already(wanted: Iterable[int], matter: str) -> bool:
    """wanted: ids of the units that must stand on the list for a matter, and no others."""
    listed = Notice.objects.filter(matter=matter, answered_at=None).values_list("unit_id", flat=True)
    return set(wanted) == set(listed)
