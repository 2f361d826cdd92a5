"""The world of the own sweep: places, a sweep, holes, as their operations make them."""

import io
from datetime import date, datetime

from PIL import Image

from tests.world import COUNTY, NOW, TOWNSHIP, actor_with, make_event, villages_of
from yanpan.base.documents.attachments import CleanFile
from yanpan.base.events.models import Event
from yanpan.shell.attachments import clean
from yanpan.streams.verification.models import Hole, KeyPlace, Sweep
from yanpan.streams.verification.operations.sweep import (
    PlaceSaid,
    add_place,
    open_sweep,
    report_hole,
    report_hole_fixed,
)


def village() -> str:
    return villages_of(TOWNSHIP)[0].key


def other_village() -> str:
    return villages_of(TOWNSHIP)[1].key


def open_event() -> Event:
    return Event.objects.filter(closed_at=None).first() or make_event()


def jpeg_with_gps() -> bytes:
    """A photo as a telephone takes it: with place, time and device beside the pixels."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "PhoneMaker", "PhoneModel-7"
    exif[0x8825] = {1: "N", 2: (33.0, 34.0, 12.0), 3: "E", 4: (114.0, 1.0, 30.0)}
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "grey").save(out, "JPEG", exif=exif)
    return out.getvalue()


def photo() -> CleanFile:
    return clean(jpeg_with_gps(), "hole.jpg")


def make_places(count: int, *, kind: str = "pharmacy", at: str = "") -> list[KeyPlace]:
    open_event()
    actor = actor_with("verification.add_place")
    return [
        add_place(
            actor,
            unit_key=at or village(),
            said=PlaceSaid(kind, f"康宁{kind}{one}号", "人民路1号", "李店长", "13800001111"),
            now=NOW,
        )
        for one in range(count)
    ]


def make_sweep(*, at: str = COUNTY, now: datetime = NOW) -> Sweep:
    open_event()
    return open_sweep(
        actor_with("verification.open_sweep"),
        area_key=at,
        title="第一轮入户摸排",
        base="census",
        base_source="第七次人口普查2020年11月",
        from_on=date(2021, 8, 5),
        to_on=date(2021, 8, 7),
        now=now,
    )


def make_holes(count: int, *, at: str = "", owner: str = "", now: datetime = NOW) -> list[Hole]:
    open_event()
    actor = actor_with("verification.report_hole")
    return [
        report_hole(
            actor,
            unit_key=at or village(),
            spot=f"北大门{one}",
            rule="gate_unguarded",
            severity="serious",
            owner_key=owner,
            photos=[photo()],
            now=now,
        )
        for one in range(count)
    ]


def make_fixed(count: int) -> list[Hole]:
    """Reported repaired by the village itself."""
    actor = actor_with("verification.report_hole_fixed", unit_key=village())
    return [
        report_hole_fixed(actor, hole_id=one.id, version=1, photos=[photo()], now=NOW)
        for one in make_holes(count)
    ]
