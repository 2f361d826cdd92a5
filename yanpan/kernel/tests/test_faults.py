"""The log names a fault by its kind and its place, never in its own words."""

import io
import logging

from yanpan.kernel.faults import KindAndPlace, where_it_failed

NAME = "演练甲"


def _stumble() -> None:
    raise ValueError(f"cannot read {NAME}")


def _logged(raised_from: bool) -> str:
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(KindAndPlace("%(levelname)s %(message)s"))
    log = logging.Logger("of the test")
    log.addHandler(handler)
    try:
        try:
            _stumble()
        except ValueError as fault:
            if not raised_from:
                raise
            raise KeyError(NAME) from fault
    except (ValueError, KeyError):
        log.exception("it failed")
    return told.getvalue()


def test_a_line_of_the_log_has_kind_and_place() -> None:
    line = _logged(raised_from=False)
    assert line.startswith("ERROR it failed\nValueError at test_faults.py:")
    assert " _stumble" in line and NAME not in line


def test_what_a_fault_came_from_is_told_the_same_way() -> None:
    line = _logged(raised_from=True)
    assert "KeyError at" in line and "ValueError at" in line and NAME not in line


def test_what_another_handler_made_of_the_fault_is_not_taken_over() -> None:
    record = logging.makeLogRecord({"msg": "it failed", "exc_text": f"ValueError: {NAME}"})
    assert KindAndPlace("%(message)s").format(record) == "it failed"


def test_of_a_deep_fault_the_last_lines_are_told() -> None:
    def deeper(levels: int) -> None:
        deeper(levels - 1) if levels else _stumble()

    try:
        deeper(30)
    except ValueError as fault:
        assert where_it_failed(fault).count(" > ") == 7
