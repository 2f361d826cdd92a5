"""Matching measured: time, memory and quality, beside Splink's on the same data in the same run.

    python bench/matching.py                                        # the whole drill city, 100,000 rows
    python bench/matching.py --residents 1000000 --rows 20000 --seed 7
    python bench/matching.py --register R.csv --list-dir DIR --truth DIR/truth.csv

Prints one JSON line. Quality: `precision` of match decisions, `recall` over rows whose person is a resident,
`f1` of the two, `review` as a share of all rows. Each engine runs in a process of its own, one after the
other, so that its peak memory is its own; both read the same two Parquet files.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl

from yanpan.science.record_matching import (
    ListedPerson,
    Register,
    match,
    normal_id,
    normal_name,
    normal_phone,
    read_date,
    read_sex,
)

FIELDS = ("name", "id_number", "phone", "sex", "birth_date", "address")
COLUMNS = (
    "resident_id",
    "name",
    "id_number",
    "phone",
    "sex",
    "birth_date",
    "village_code",
    "address",
    "county",
    "township",
    "village",
)
MATCH_FROM, REVIEW_FROM = 0.98, 0.35
Figures = dict[str, Any]
Answers = list[tuple[str, str]]


def main() -> None:
    """Make or read the data, run the engines, print the line."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        register, people = _from_files(options) if options.register else _generated(options)
        register.write_parquet(place / "register.parquet")
        people.write_parquet(place / "people.parquet")
        line: Figures = {"bench": "matching", "residents": register.height, "rows": people.height}
        line["seed"] = None if options.register else options.seed
        del register, people
        line |= _alone(run_yanpan, place)
        if not options.without_splink:
            line["splink"] = _alone(run_splink, place)
            line["time_ratio_splink"] = round(line["splink"]["seconds"] / line["seconds"], 2)
    print(json.dumps(line, ensure_ascii=False))


def run_yanpan(place: Path) -> Figures:
    """Our matcher."""
    residents = pl.read_parquet(place / "register.parquet")
    people = pl.read_parquet(place / "people.parquet")
    listed = [ListedPerson(**row) for row in people.select(FIELDS).iter_rows(named=True)]
    before = _peak_mb()
    started = time.perf_counter()
    register = Register.from_columns(**{name: residents[name] for name in COLUMNS})
    built = time.perf_counter()
    decisions = match(register, listed)
    done = time.perf_counter()
    answers: Answers = [(d.decision, d.resident_id) for d in decisions]
    return {
        "seconds": round(done - started, 2),
        "build_seconds": round(built - started, 2),
        "match_seconds": round(done - built, 2),
        "peak_mb": _peak_mb(),
        "input_mb": before,
        **_quality(answers, people["truth"].to_list()),
    }


def run_splink(place: Path) -> Figures:
    """Splink 4 on DuckDB: cleaned fields, three blocking rules, u by sampling, m by EM."""
    started = time.perf_counter()
    people = pl.read_parquet(place / "people.parquet").with_row_index("row")
    _cleaned(pl.read_parquet(place / "register.parquet"), "resident_id").write_parquet(place / "left.parquet")
    _cleaned(people, "row").write_parquet(place / "right.parquet")
    scores = _splink_scores(place)
    done = time.perf_counter()
    best = scores.sort("score", descending=True).unique("row", keep="first", maintain_order=True)
    found = {int(row): (resident, score) for row, resident, score in best.iter_rows()}
    truth = people["truth"].to_list()
    figures = {
        "seconds": round(done - started, 2),
        "peak_mb": _peak_mb(),
        **_quality([_verdict(found.get(i), MATCH_FROM) for i in range(len(truth))], truth),
    }
    tries = [
        _quality([_verdict(found.get(i), t) for i in range(len(truth))], truth)["f1"]
        for t in (0.5, 0.9, 0.95, 0.99, 0.999, 0.9999)
    ]
    return figures | {"best_f1_of_any_threshold": max([figures["f1"], *tries])}


def _splink_scores(place: Path) -> pl.DataFrame:
    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    database = duckdb.connect()
    for table in ("left", "right"):
        database.execute(f"create table {table}_side as from read_parquet('{place / table}.parquet')")
    (residents,) = database.execute("select count(*) from left_side").fetchone() or (1,)
    settings = SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=0.8 / residents,
        blocking_rules_to_generate_predictions=[
            block_on("id_number"),
            block_on("phone"),
            block_on("name", "birth_date"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.9, 0.7]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("id_number", [1, 2]),
            cl.LevenshteinAtThresholds("phone", [1, 2]),
            cl.LevenshteinAtThresholds("birth_date", [1]),
            cl.ExactMatch("sex"),
            cl.JaroWinklerAtThresholds("address", [0.9, 0.8]),
        ],
    )
    linker = Linker(
        ["left_side", "right_side"], settings, DuckDBAPI(connection=database), set_up_basic_logging=False
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in (block_on("id_number"), block_on("name", "birth_date")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    database.execute(f"copy {predicted.physical_name} to '{place}/scores.parquet' (format parquet)")
    frame = pl.read_parquet(place / "scores.parquet")
    left_is_list = frame["unique_id_l"].str.starts_with("row:")
    return frame.select(
        row=pl.when(left_is_list).then("unique_id_l").otherwise("unique_id_r").str.slice(4),
        resident=pl.when(left_is_list).then("unique_id_r").otherwise("unique_id_l").str.slice(4),
        score="match_probability",
    )


def _cleaned(people: pl.DataFrame, key: str) -> pl.DataFrame:
    """The fields as Splink gets them: our own normal forms, empty ones null."""
    forms: dict[str, Callable[[str], Any]] = {
        "name": normal_name,
        "id_number": normal_id,
        "phone": normal_phone,
        "birth_date": _date,
        "sex": lambda text: str(read_sex(text) or ""),
        "address": str,
    }
    prefix = "row:" if key == "row" else "res:"
    frame = pl.DataFrame({"unique_id": prefix + people[key].cast(pl.Utf8)})
    for name, form in forms.items():
        values = [form(text) or None for text in people[name].to_list()]
        frame = frame.with_columns(pl.Series(name, values, dtype=pl.Utf8))
    return frame


def _date(text: str) -> str:
    year, month, day = read_date(text)
    return f"{year:04}-{month:02}-{day:02}" if year or month or day else ""


def _verdict(found: tuple[str, float] | None, match_from: float) -> tuple[str, str]:
    if found is None or found[1] < min(REVIEW_FROM, match_from):
        return "none", ""
    return ("match" if found[1] >= match_from else "review"), found[0]


def _quality(answers: Answers, truth: list[str]) -> Figures:
    matches = [
        (resident, right)
        for (verdict, resident), right in zip(answers, truth, strict=True)
        if verdict == "match"
    ]
    correct = sum(resident == right for resident, right in matches)
    residents = sum(bool(right) for right in truth)
    precision, recall = correct / max(len(matches), 1), correct / max(residents, 1)
    return {
        "precision": round(precision, 5),
        "recall": round(recall, 5),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 5),
        "review": round(sum(verdict == "review" for verdict, _ in answers) / max(len(answers), 1), 5),
        "strangers_not_none": sum(
            v != "none" and not right for (v, _), right in zip(answers, truth, strict=True)
        ),
    }


def _generated(options: argparse.Namespace) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The drill city and lists about it, straight from the generator (no spreadsheets between)."""
    from yanpan.demo.synthetic.city import city_villages
    from yanpan.science.synthetic_city import register_columns
    from yanpan.science.synthetic_city.lists import push
    from yanpan.science.synthetic_city.lists.persons import draw_residents

    register = register_columns(city_villages(), options.residents, options.seed)
    rng = random.Random(f"bench matching {options.seed}")
    pool = draw_residents(register, round(options.rows * 0.6), rng)
    rows: list[Figures] = []
    total = sum(push.LIST_WEIGHTS.values())
    for key, weight in push.LIST_WEIGHTS.items():
        size = round(options.rows * weight / total)
        persons = push.list_persons(pool, size, push.STRANGER_SHARES[key], dt.date(2021, 8, 5), rng)
        for entry in push.written_down(persons, push.CARE[key], rng):
            fields = {name: getattr(entry, name) for name in FIELDS}
            rows.append(fields | {"truth": entry.person.resident_id or ""})
    return register, pl.DataFrame(rows)


def _from_files(options: argparse.Namespace) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A register file, list files as they arrived, and the truth about their rows."""
    from yanpan.config.commands.match import read_list

    with options.truth.open(encoding="utf-8") as lines:
        truth = {(r["file"], r["sheet"], int(r["row"])): r["resident_id"] for r in csv.DictReader(lines)}
    files = [options.list_dir / name for name in sorted({key[0] for key in truth})]
    found = {(r.file, r.sheet, r.row): r.person for file in files for r in read_list(file)}
    missing = ListedPerson()
    rows = [
        {name: getattr(found.get(key, missing), name) for name in FIELDS} | {"truth": resident}
        for key, resident in truth.items()
    ]
    return pl.read_csv(options.register, infer_schema=False).fill_null(""), pl.DataFrame(rows)


def _alone(engine: Callable[[Path], Figures], place: Path) -> Figures:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(engine, place).result()


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--register", type=Path, help="register CSV; without it data are generated")
    parser.add_argument("--list-dir", type=Path, help="folder of the list files")
    parser.add_argument("--truth", type=Path, help="CSV of file, sheet, row, resident_id")
    parser.add_argument("--residents", type=int, default=2_367_490)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-splink", action="store_true")
    options = parser.parse_args()
    if options.register and not (options.list_dir and options.truth):
        parser.error("--register needs --list-dir and --truth")
    return options


if __name__ == "__main__":
    main()
