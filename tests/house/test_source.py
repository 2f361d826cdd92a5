"""What neither import-linter nor ruff can see: read from the source itself, without a database."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "yanpan"


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the product: its path and what it says; tests and migrations are not the product."""
    inside = (path for path in sorted(PACKAGE.rglob("*.py")) if not {"tests", "migrations"} & set(path.parts))
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))) for path in inside)


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def _where_called(*names: str) -> set[str]:
    """'file:line' of every call of something of this name."""
    calls = ((path, name, call) for path, tree in _trees() for name, call in _calls(tree))
    return {f"{path}:{call.lineno}" for path, name, call in calls if name in names}


def _names_a_model_of_another_app(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    return isinstance(first, ast.Constant) and "." in str(first.value)


def test_no_relation_reaches_another_room_by_name() -> None:
    """A string would pass import-linter: ForeignKey("verification.ListRow"). Within the file it may stand."""
    found = {
        f"{path}:{call.lineno}"
        for path, tree in _trees()
        for name, call in _calls(tree)
        if name in RELATIONS and _names_a_model_of_another_app(call)
    }
    assert found == set()


def test_nobody_fetches_a_model_by_name() -> None:
    assert _where_called("get_model") == set()


def test_every_day_and_hour_of_a_form_is_of_our_time() -> None:
    """Django's own fields take the year 9999; DayField and HourField of the frame say what is wrong with it."""
    found = {
        f"{path}:{call.lineno}"
        for path, tree in _trees()
        for name, call in _calls(tree)
        if name in ("DateField", "DateTimeField") and ast.unparse(call.func).startswith("forms.")
    }
    assert found == set()


def test_raw_sql_lives_in_intake_only() -> None:
    """`cursor()`, `raw()`, `extra()` and RawSQL anywhere else would pass by gate and units."""
    found = _where_called("cursor", "raw", "extra", "RawSQL")
    # Whether the database is there; values sealed anew and files swept, of every table alike, no unit's rows.
    set_based = (
        "yanpan/shell/views/health.py:",
        "yanpan/base/vault/rotation.py:",
        "yanpan/base/vault/sweeping.py:",
        "yanpan/base/gate/many_rows.py:",
    )
    elsewhere = {one for one in found if "/intake" not in one and not one.startswith(set_based)}
    assert elsewhere == set()


def test_a_write_goes_through_no_signal() -> None:
    found = {
        path
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and "signals" in (node.module or "")
    }
    assert found == set()


def test_operations_are_told_the_hour() -> None:
    """Only edges ask the clock; a job's heartbeat is the machine's own time, not the headquarters'."""
    asked = _where_called("wall_clock", "current_time")
    inner = ("operations", "queries", "intake", "models", "rules", "receivers", "reports", "exchange")
    told = {one for one in asked if any(f"/{name}" in one for name in inner)}
    edges = ("yanpan/config/", "yanpan/demo/", "yanpan/shell/", "yanpan/base/jobs/")
    assert {one for one in told if not one.startswith(edges)} == set()


def _is_rules(where: str) -> bool:
    return "/rules.py" in where and not where.startswith("yanpan/shell/")


def test_rules_and_science_hold_no_text_for_people() -> None:
    """Codes only; the words are put on at the edge."""
    found = _where_called("_", "gettext", "gettext_lazy", "ngettext", "pgettext")
    pure = {one for one in found if one.startswith(("yanpan/science/", "yanpan/kernel/")) or _is_rules(one)}
    assert pure == set()
