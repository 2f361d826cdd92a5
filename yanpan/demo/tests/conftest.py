"""The drills of these tests, played once for all of them."""

import pytest

from yanpan.demo.tests.drills import RESIDENTS, Drill, play


@pytest.fixture(scope="session")
def drills(tmp_path_factory: pytest.TempPathFactory) -> list[Drill]:
    """Twice the same small city, and a headquarters without a register."""
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "two", "none")]
    return play([(folders[0], RESIDENTS), (folders[1], RESIDENTS), (folders[2], 0)])


@pytest.fixture(scope="session")
def drill(drills: list[Drill]) -> Drill:
    return drills[0]


@pytest.fixture(params=[0, 2], ids=["with residents", "without a register"])
def either(request: pytest.FixtureRequest, drills: list[Drill]) -> Drill:
    found: Drill = drills[request.param]
    assert found.code == 0, found.said
    return found
