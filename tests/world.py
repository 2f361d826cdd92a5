"""The world of the tests: the city, who acts in it, an event. Plain functions, called where needed."""

from datetime import UTC, datetime

from yanpan.base.accounts.rules import role_named
from yanpan.base.audit.models import AuditLine, PendingLine
from yanpan.base.events.models import Event
from yanpan.base.events.operations import open_event
from yanpan.base.gate import Actor
from yanpan.base.places.models import Unit
from yanpan.base.places.operations import load_city
from yanpan.base.policy.rules import CITY_TIME

NOW = datetime(2021, 8, 5, 15, 40, tzinfo=CITY_TIME).astimezone(UTC)
"""15:40 on the drill day, 5 August 2021."""

CITY = "411100"
COUNTY = "411104"  # 召陵区
OTHER_COUNTY = "411122"  # 临颍县
TOWNSHIP = "411104104"  # 姬石镇
OTHER_TOWNSHIP = "411122101"  # 繁城回族镇


def make_city() -> None:
    """漯河 with its counties, zones, townships and villages; once, then it is there. Leaves no audit line."""
    if Unit.objects.exists():
        return
    load_city(Actor(name="setup", permissions=frozenset({"places.load_city"})), code=CITY, now=NOW)
    PendingLine.objects.all().delete()
    AuditLine.objects.all().delete()


def unit(key: str) -> Unit:
    return Unit.objects.get(key=key)


def villages_of(key: str) -> list[Unit]:
    """All villages below a unit, in the order of the books."""
    return list(Unit.objects.filter(path__startswith=unit(key).path, kind="village").order_by("order"))


def make_actor(role: str, unit_key: str = CITY) -> Actor:
    """Somebody who holds this role at this unit, with exactly the rights of the role file."""
    found = role_named(role)
    return Actor(
        name=f"{role}@{unit_key}",
        role=role,
        permissions=found.rights,
        units=(unit(unit_key).path,),
        label=found.name_en,
    )


def actor_with(*rights: str, unit_key: str = CITY) -> Actor:
    """Somebody with just these rights at this unit."""
    return Actor(name=f"somebody@{unit_key}", permissions=frozenset(rights), units=(unit(unit_key).path,))


def make_event(*, name: str = "演练疫情", disease: str = "covid19") -> Event:
    """An open event with the pack in force on the drill day."""
    return open_event(
        actor_with("events.open_event"),
        name=name,
        disease=disease,
        document="演指〔2021〕1号",
        drill=True,
        now=NOW,
    )
