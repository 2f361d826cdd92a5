"""Who acts: frozen for one request or one job."""

from dataclasses import dataclass
from uuid import UUID

from yanpan.kernel.errors import Missing, NotPermitted


@dataclass(frozen=True, slots=True)
class Actor:
    """name: account, phone or token as the audit shows it; units: paths this actor answers for."""

    name: str
    role: str = ""
    permissions: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    duties: frozenset[str] = frozenset()
    account_id: UUID | None = None
    label: str = ""

    def may(self, right: str) -> bool:
        return right in self.permissions

    def must(self, right: str) -> None:
        """Raises NotPermitted."""
        if right not in self.permissions:
            raise NotPermitted(right)

    def covers(self, unit_path: str) -> bool:
        """Whether the unit is one of the actor's own or below it. Paths end in '/'."""
        return any(unit_path.startswith(own) for own in self.units)

    def must_cover(self, unit_path: str) -> None:
        """Raises Missing: what lies elsewhere does not exist."""
        if not self.covers(unit_path):
            raise Missing("unit")

    @property
    def home(self) -> str:
        """The first own unit; '' for none."""
        return self.units[0] if self.units else ""


NOBODY = Actor(name="nobody")
