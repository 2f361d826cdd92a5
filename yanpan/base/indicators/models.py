from django.db import models

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit


class CutOff(models.Model):
    """数据截止: a named fixing of the figures. A correction is a version beside it, never over it."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="cut_offs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cut_offs")
    name = models.CharField(max_length=40)
    on = models.DateField()
    version = models.PositiveSmallIntegerField()
    fixed_at = models.DateTimeField()
    fixed_by = models.CharField(max_length=120)
    reason = models.CharField(max_length=200, blank=True)
    pack = models.CharField(max_length=60)
    figures = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "name", "on", "version"], name="one_cut_off_per_name_day_and_version"
            ),
            models.CheckConstraint(
                condition=models.Q(version=1) | ~models.Q(reason=""), name="a_later_version_has_a_reason"
            ),
        ]


class Confirmation(models.Model):
    """A unit's leader says: these are my figures, as of this hour."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    on = models.DateField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "name", "on"], name="one_confirmation_per_unit_and_cut_off"
            )
        ]
