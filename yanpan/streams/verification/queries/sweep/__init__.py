"""The own sweep as each unit sees it."""

from yanpan.streams.verification.queries.sweep.holes import (
    HoleCounts,
    HoleFacts,
    HoleView,
    count_holes,
    get_hole,
    get_hole_photo,
    list_holes,
)
from yanpan.streams.verification.queries.sweep.places import (
    PlaceCounts,
    PlaceFacts,
    PlaceView,
    count_places,
    get_place,
    get_visit_photo,
    list_places,
)
from yanpan.streams.verification.queries.sweep.sentinels import (
    ReferralView,
    SentinelView,
    fever_clinics,
    get_sentinel,
    list_referrals,
    list_sentinels,
)
from yanpan.streams.verification.queries.sweep.sheets import PlaceSheetView, get_place_sheet
from yanpan.streams.verification.queries.sweep.sweeps import (
    Households,
    SweepBoard,
    SweepView,
    VillageLine,
    get_sweep_board,
    get_sweep_village,
    list_sweeps,
)

__all__ = [
    "HoleCounts",
    "HoleFacts",
    "HoleView",
    "Households",
    "PlaceCounts",
    "PlaceFacts",
    "PlaceSheetView",
    "PlaceView",
    "ReferralView",
    "SentinelView",
    "SweepBoard",
    "SweepView",
    "VillageLine",
    "count_holes",
    "count_places",
    "fever_clinics",
    "get_hole",
    "get_hole_photo",
    "get_place",
    "get_place_sheet",
    "get_sentinel",
    "get_sweep_board",
    "get_sweep_village",
    "get_visit_photo",
    "list_holes",
    "list_places",
    "list_referrals",
    "list_sentinels",
    "list_sweeps",
]
