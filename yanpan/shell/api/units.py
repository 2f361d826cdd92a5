"""Units of responsibility: internal facts, no persons."""

from typing import Literal

from ninja import Router

from yanpan.base.places.queries import UnitView, list_units, visible_unit
from yanpan.shell.api.shapes import Answer, UnitKey
from yanpan.shell.asking import AskedRequest

router = Router(tags=["units"])
Kind = Literal["city", "county", "township", "village", "force"]


class UnitOut(Answer):
    """path: the keys from the city down, each closed by '/'."""

    key: str
    name: str
    kind: str
    path: str


@router.get("/units", response=list[UnitOut], operation_id="list_units", url_name="units")
def units(request: AskedRequest, under: UnitKey | None = None, kind: Kind | None = None) -> list[UnitView]:
    """The units of the token, or one of them and those below it. Any token may ask."""
    paths = [visible_unit(request.actor, under).path] if under else list(request.actor.units)
    kinds = (kind,) if kind else ()
    return [unit for path in paths for unit in list_units(under=path, kinds=kinds)]
