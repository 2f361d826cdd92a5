"""A headquarters' own day: where it differs from the shipped one, and what was done at its hours."""

from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit


class HourChange(models.Model):
    """From a day on, an hour of the day is another one, is new, or falls away (at = ''); the newest change counts."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    at = models.CharField(max_length=5, blank=True)
    title = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_hour_changes_for_a_reason"),
            models.CheckConstraint(
                condition=~Q(code__startswith="own_") | ~Q(title=""), name="an_own_hour_has_a_title"
            ),
        ]


class HourDone(models.Model):
    """Somebody says that what fell due at an hour of a day has been done."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    code = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "on", "code"], name="an_hour_of_a_day_is_done_once"
            )
        ]
