"""Own sweep (排查): what the city finds by itself, from house to house and from place to place."""

from yanpan.streams.verification.operations.sweep.found import report_person_found
from yanpan.streams.verification.operations.sweep.holes import (
    assign_hole,
    recheck_hole,
    report_hole,
    report_hole_fixed,
)
from yanpan.streams.verification.operations.sweep.places import (
    PlaceSaid,
    add_place,
    change_place,
    record_visit,
    remove_place,
)
from yanpan.streams.verification.operations.sweep.sentinels import (
    receive_referral,
    report_sentinel,
    send_referral,
    withdraw_referral,
)
from yanpan.streams.verification.operations.sweep.sheets import (
    import_places,
    receive_places,
    void_places,
)
from yanpan.streams.verification.operations.sweep.silence import (
    ring_about_silence,
    silent_sentinels,
    silent_villages,
)
from yanpan.streams.verification.operations.sweep.sweeps import (
    close_sweep,
    open_sweep,
    report_households,
)
from yanpan.streams.verification.operations.sweep.tending import (
    late_holes,
    late_referrals,
    old_contacts,
    old_sheets,
    tend_sweep,
)

__all__ = [
    "PlaceSaid",
    "add_place",
    "assign_hole",
    "change_place",
    "close_sweep",
    "import_places",
    "late_holes",
    "late_referrals",
    "old_contacts",
    "old_sheets",
    "open_sweep",
    "receive_places",
    "receive_referral",
    "recheck_hole",
    "record_visit",
    "remove_place",
    "report_hole",
    "report_hole_fixed",
    "report_households",
    "report_person_found",
    "report_sentinel",
    "ring_about_silence",
    "send_referral",
    "silent_sentinels",
    "silent_villages",
    "tend_sweep",
    "void_places",
    "withdraw_referral",
]
