"""Topics (专题): a place and a window that a meeting follows by itself."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.events.models import Event


class Topic(models.Model):
    """专题: everybody named for one place and window, with an own clock and an own place in every queue."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    place = models.CharField(max_length=80)
    window_from = models.DateField()
    window_to = models.DateField()
    find_hours = models.PositiveSmallIntegerField()
    priority = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "title"], name="one_topic_per_title"),
            models.CheckConstraint(
                condition=Q(window_to__gte=F("window_from")), name="a_topic_window_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(find_hours__gte=1, find_hours__lte=72), name="a_topic_clock_is_within_three_days"
            ),
        ]
