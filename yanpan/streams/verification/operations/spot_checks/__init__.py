"""抽查回访: drawn at night, called back blind by another unit; what contradicts is a finding, and sought again."""

from yanpan.streams.verification.operations.spot_checks.calling_back import (
    LATE,
    hand_spot_check,
    late_call_backs,
    record_spot_check,
    ring_about_spot_checks,
    try_spot_check,
)
from yanpan.streams.verification.operations.spot_checks.drawing import (
    counties_to_draw,
    draw_for_unit,
    draw_person,
    draw_spot_checks,
)
from yanpan.streams.verification.operations.spot_checks.findings import (
    close_spot_finding,
    explain_spot_finding,
)

__all__ = [
    "LATE",
    "close_spot_finding",
    "counties_to_draw",
    "draw_for_unit",
    "draw_person",
    "draw_spot_checks",
    "explain_spot_finding",
    "hand_spot_check",
    "late_call_backs",
    "record_spot_check",
    "ring_about_spot_checks",
    "try_spot_check",
]
