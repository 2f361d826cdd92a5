"""Who may answer for a finding: never the headquarters that orders."""

from yanpan.base.places.queries import UnitView, list_units
from yanpan.base.policy.lines import line_of

OFFICES = ("county", "township")


def owners_for(body: UnitView, unit: UnitView, line: str = "") -> tuple[UnitView, ...]:
    """The offices between the headquarters and the place, the highest first; then its task forces, the line's first."""
    keys = set(unit.path.split("/"))
    below = list_units(under=body.path, kinds=(*OFFICES, "force"))
    offices = [one for one in below if one.kind in OFFICES and one.key in keys and one.id != body.id]
    first = {f"force-{force}" for force in line_of(line).forces} if line else set()
    forces = [one for one in below if one.kind == "force" and one.parent_id == body.id]
    return (
        *sorted(offices, key=lambda one: one.depth),
        *sorted(forces, key=lambda one: one.key not in first),
    )
