"""Own sweep: key places and visits, households, sentinel counts and referrals, holes in the defence."""

from yanpan.streams.verification.models.sweep.holes import Hole, HolePhoto, HoleStep
from yanpan.streams.verification.models.sweep.places import KeyPlace, PlaceSheet, PlaceVisit
from yanpan.streams.verification.models.sweep.sentinels import Referral, SentinelCount
from yanpan.streams.verification.models.sweep.sweeps import Sweep, SweepLine, SweepVillage

__all__ = [
    "Hole",
    "HolePhoto",
    "HoleStep",
    "KeyPlace",
    "PlaceSheet",
    "PlaceVisit",
    "Referral",
    "SentinelCount",
    "Sweep",
    "SweepLine",
    "SweepVillage",
]
