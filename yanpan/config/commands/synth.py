"""`yanpan synth`: make a synthetic register, and push lists about the people in it."""

from pathlib import Path

from yanpan.demo.synthetic.city import city_villages
from yanpan.demo.synthetic.register_file import write_register
from yanpan.science.synthetic_city import register_columns


def run_register(residents: int, seed: int, out: Path) -> None:
    """Write a register of `residents` persons of the drill city. Raises ValueError with one clear line."""
    _check_file_target(out)
    register = register_columns(city_villages(), residents, seed)
    try:
        write_register(register, out)
    except OSError as problem:
        raise ValueError(f"{out}: cannot be written ({problem.strerror})") from problem


def _check_file_target(out: Path) -> None:
    if out.is_dir():
        raise ValueError(f"{out}: is a folder; name a file")
