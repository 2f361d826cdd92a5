"""Published figures of the seventh national census (1 November 2020) for Luohe's six county-level units.

Residents by sex and age band, and the mean size of a family household. The six units add up to the city's
2,367,490 residents. Source: the county tables of the Seventh National Population Census; the mean size of a
family household in the whole city is 2.93 persons (bulletin of the city's statistics bureau).
"""

from dataclasses import dataclass

BAND_STARTS = (0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85)
"""First year of age of each band; the last band is open."""


@dataclass(frozen=True)
class CountyCensus:
    """Residents of one county-level unit: `males` and `females` per age band, persons per family household."""

    males: tuple[int, ...]
    females: tuple[int, ...]
    household_size: float

    @property
    def residents(self) -> int:
        """All residents of the unit, persons."""
        return sum(self.males) + sum(self.females)


# fmt: off
COUNTIES: dict[str, CountyCensus] = {
    "源汇区": CountyCensus(
        males=(
            1336, 7744, 11914, 11670, 11248, 6344, 8207, 13541, 10162, 10883,
            11928, 13003, 11127, 7730, 9417, 5645, 3094, 1937, 1447,
        ),
        females=(
            1231, 7403, 10612, 9839, 10281, 6114, 8622, 14686, 11464, 11803,
            12683, 13697, 12040, 8275, 10108, 6026, 3777, 2524, 2772,
        ),
        household_size=2.82,
    ),
    "郾城区": CountyCensus(
        males=(
            2019, 13143, 18753, 18952, 20330, 10354, 14013, 21317, 16700, 17060,
            19014, 20458, 16542, 11167, 14431, 8596, 4752, 2751, 2218,
        ),
        females=(
            2050, 12786, 16892, 16528, 14347, 7905, 14002, 23272, 17911, 18148,
            19145, 21840, 18034, 11739, 15179, 9882, 5499, 3570, 4003,
        ),
        household_size=2.96,
    ),
    "召陵区": CountyCensus(
        males=(
            1819, 10011, 15238, 14922, 12634, 11989, 12494, 17722, 12711, 11644,
            13823, 16131, 13605, 9498, 11790, 7355, 3994, 2275, 1768,
        ),
        females=(
            1789, 9409, 13940, 12868, 10882, 10098, 11925, 17437, 12491, 11590,
            13227, 16596, 14508, 9809, 12797, 8298, 4893, 3263, 3632,
        ),
        household_size=3.08,
    ),
    "舞阳县": CountyCensus(
        males=(
            1749, 10499, 17885, 20437, 10914, 6383, 8461, 15506, 9668, 11383,
            15933, 20332, 17290, 13546, 18480, 11315, 6914, 3717, 2988,
        ),
        females=(
            1752, 9970, 15829, 17334, 9017, 6004, 8634, 15777, 10252, 11836,
            15955, 22652, 19111, 13179, 17616, 10847, 7805, 4270, 5890,
        ),
        household_size=2.84,
    ),
    "临颍县": CountyCensus(
        males=(
            2577, 14300, 22729, 25303, 18355, 11771, 16923, 24851, 19877, 17130,
            21341, 25187, 20013, 14710, 19919, 12830, 7128, 3986, 3456,
        ),
        females=(
            2352, 14094, 20424, 21500, 13387, 8179, 14384, 23796, 19131, 16775,
            20741, 26755, 21989, 14992, 20759, 13105, 7577, 5137, 6210,
        ),
        household_size=2.93,
    ),
    "漯河经济技术开发区": CountyCensus(
        males=(
            378, 2561, 3896, 3549, 2639, 2209, 3071, 5176, 3972, 3682,
            3936, 3723, 3009, 2136, 2235, 1254, 674, 400, 325,
        ),
        females=(
            393, 2453, 3575, 3028, 1780, 1708, 3022, 5545, 4138, 4003,
            3995, 4015, 3225, 2317, 2549, 1569, 841, 589, 606,
        ),
        household_size=2.86,
    ),
}

# fmt: on
MEAN_HOUSEHOLD_SIZE = 2.93
"""Persons per family household, whole city."""


def whole_city() -> CountyCensus:
    """The six units added up: the age structure used for a county without figures of its own."""
    males = tuple(sum(column) for column in zip(*(unit.males for unit in COUNTIES.values()), strict=True))
    females = tuple(sum(column) for column in zip(*(unit.females for unit in COUNTIES.values()), strict=True))
    return CountyCensus(males, females, MEAN_HOUSEHOLD_SIZE)


def county_census(county: str) -> CountyCensus:
    """The figures of one county unit, or the whole city's where the census has none of that name."""
    return COUNTIES.get(county) or whole_city()
