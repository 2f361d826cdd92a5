"""Household sweeps and what each village reported of them."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit


class Sweep(models.Model):
    """入户摸排: an area, days, and where the number of its households comes from."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    base = models.CharField(max_length=8)
    base_source = models.CharField(max_length=120)
    from_on = models.DateField()
    to_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(base__in=["census", "roster", "register"]) & ~Q(base_source=""),
                name="a_sweep_names_the_source_of_its_base",
            ),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="a_sweep_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["event", "area"], condition=Q(closed_at=None), name="one_open_sweep_per_area"
            ),
        ]


class SweepVillage(models.Model):
    """A village's numbers in a sweep as they stand: cumulative households. registered: null = not said yet."""

    id = models.UUIDField(primary_key=True, editable=False)
    sweep = models.ForeignKey(Sweep, on_delete=models.PROTECT, related_name="villages")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    registered = models.PositiveIntegerField(null=True)
    reached = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    exempt = models.PositiveIntegerField(default=0)
    exempt_by = models.JSONField(default=dict)
    said_at = models.DateTimeField(null=True)
    said_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sweep", "unit"], name="one_line_per_village_of_a_sweep"),
            models.CheckConstraint(
                condition=Q(registered=None, reached=0, refused=0, exempt=0)
                | Q(
                    registered__isnull=False,  # an unknown comparison would pass the check
                    registered__gte=F("reached") + F("refused") + F("exempt"),
                ),
                name="no_more_households_than_are_registered",
            ),
        ]


class SweepLine(models.Model):
    """Every report of a village, in order; a correction is a later line with its reason."""

    id = models.UUIDField(primary_key=True, editable=False)
    village = models.ForeignKey(SweepVillage, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    registered = models.PositiveIntegerField()
    reached = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    exempt_by = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "number"], name="lines_of_a_sweep_stand_in_one_order")
        ]
