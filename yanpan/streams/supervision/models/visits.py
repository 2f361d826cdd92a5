"""Where supervision went, without notice, and what it looked at."""

from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit


class Site(models.Model):
    """A place that was inspected. folded: its title as it is compared, so that a second time there is seen."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    folded = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "folded"], name="a_place_of_a_unit_stands_once"),
            models.CheckConstraint(condition=~Q(folded=""), name="a_place_inspected_has_a_title"),
        ]


class Visit(models.Model):
    """One visit to a place by one inspector; one without a finding counts as well. body: whose inspector it was."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="visits")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=30)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(reason=""), name="a_withdrawn_visit_says_why"
            )
        ]
        indexes = [models.Index(fields=["event", "at"], name="visits_by_hour")]
