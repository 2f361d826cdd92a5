"""The lines of work: thirteen and infection control, each with a task force that exists."""

import pytest

from yanpan.base.places.loading import FORCES
from yanpan.base.policy.lines import LINES, line_of
from yanpan.kernel.errors import Refused


def test_there_are_thirteen_lines_and_infection_control_each_once() -> None:
    keys = [line.key for line in LINES]
    assert len(keys) == 14 == len(set(keys))
    assert keys[0] == "verification" and keys[-2:] == ["supervision", "infection_control"]


def test_every_line_is_answered_for_by_a_task_force_of_the_headquarters() -> None:
    forces = {key for key, _ in FORCES}
    assert all(line.forces and set(line.forces) <= forces for line in LINES)
    assert forces - {"office"} == {force for line in LINES for force in line.forces}


def test_an_unknown_line_is_refused() -> None:
    with pytest.raises(Refused, match="unknown_line"):
        line_of("weather")
