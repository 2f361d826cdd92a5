"""What a village says of its day: one report of all lines that ask it, corrected by a later number beside it."""

from django.db import models

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit


class VillageReport(models.Model):
    """figures: line → field → value. Never changed: what is said later stands beside it and counts instead."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    number = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    filled_at = models.DateTimeField()
    filled_by = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["event", "on"], name="village_reports_of_a_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "on", "number"], name="one_village_report_per_day_and_number"
            ),
        ]
