"""7-1-7: dates of an event that nothing in the house tells by itself."""

from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event


class Milestone(models.Model):
    """A date as the duty officer knows it, with where it is known from; of several the newest counts."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    on = models.DateField()
    source = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="a_date_says_where_it_is_known_from")
        ]
        indexes = [models.Index(fields=["event", "noted_at"], name="dates_of_an_event")]
