"""The tables of the room, one module per matter; import them from here."""

from yanpan.streams.supervision.models.findings import Finding, FindingPhoto, FindingStep
from yanpan.streams.supervision.models.sheets import OrderLine, OrderSheet
from yanpan.streams.supervision.models.visits import Site, Visit

__all__ = ["Finding", "FindingPhoto", "FindingStep", "OrderLine", "OrderSheet", "Site", "Visit"]
