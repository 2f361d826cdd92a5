"""三查: looking for one person."""

from tests.house.case import Arguments, Elsewhere, case
from tests.world import COUNTY, make_people_sought
from yanpan.base.people.searching import AskedFor


@case("verification.find_people", elsewhere=Elsewhere.NOTHING, grows=True)
def _find_people(count: int) -> Arguments:
    make_people_sought(count, at=COUNTY)
    return {"asked": AskedFor("演练"), "purpose": "caller"}
