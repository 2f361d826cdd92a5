"""`yanpan synth`: make a synthetic register, and push lists about the people in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yanpan.demo.synthetic.city import city_villages
from yanpan.demo.synthetic.list_files import write_lists
from yanpan.demo.synthetic.register_file import read_register, write_register
from yanpan.science.synthetic_city import register_columns
from yanpan.science.synthetic_city.lists import push_lists


def run_register(residents: int, seed: int, out: Path) -> None:
    """Write a register of `residents` persons of the drill city. Raises ValueError with one clear line."""
    if out.is_dir():
        raise ValueError(f"{out}: is a folder; name a file")
    register = register_columns(city_villages(), residents, seed)
    with _one_line(out):
        write_register(register, out)


def run_lists(register: Path, rows: int, seed: int, out: Path) -> None:
    """Write the five lists with `rows` persons, and truth.csv, to the folder `out`. Raises ValueError with one line."""
    with _one_line(register):
        people = read_register(register)
    lists = push_lists(people, rows, seed)
    with _one_line(out):
        write_lists(lists, out)


@contextmanager
def _one_line(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise ValueError(f"{path}: {problem.strerror or problem}") from problem
