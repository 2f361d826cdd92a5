"""Items: dispatched work."""

from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event
from yanpan.base.indicators.models import CutOff
from yanpan.base.places.models import Unit


class Item(models.Model):
    """交办事项: one weak link or demand, one owner, one hour, one test; carried over until struck off."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    cut_off = models.ForeignKey(CutOff, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    severity = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=60, blank=True)
    demand = models.CharField(max_length=300, blank=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="proposed")
    proposed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.CharField(max_length=120, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    struck_off_at = models.DateTimeField(null=True)
    struck_off_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "owner", "code", "indicator"],
                condition=~Q(state__in=["struck_off", "withdrawn"]),
                name="one_open_item_per_owner_and_weak_link",
            ),
            models.CheckConstraint(
                condition=~Q(state="struck_off") | ~Q(struck_off_by=models.F("reported_by")),
                name="who_reports_an_item_done_does_not_strike_it_off",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "struck_off"]) | ~Q(evidence=""),
                name="done_needs_evidence",
            ),
        ]
