"""People followed up at home, and every answer to the daily question how they are."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.verification.models.tasks import VerificationTask


class HomeMonitoring(models.Model):
    """居家随访: a measure at home that a unit reported. It ends by itself on its last day (HC-7).

    counted_from: the first day of an unbroken run at home, from which the pack's maximum counts.
    last_done_on: the latest day somebody reached the person.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    task = models.ForeignKey(VerificationTask, on_delete=models.PROTECT, related_name="monitorings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=12)
    starts_on = models.DateField()
    ends_on = models.DateField()
    counted_from = models.DateField()
    deciding_body = models.CharField(max_length=60, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    pack = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    answered_at = models.DateTimeField()
    last_done_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)
    ended_why = models.CharField(max_length=10, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(ended_at=None), name="one_open_monitoring_per_person"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_monitoring_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(measure__in=["monitoring", "at_home"]), name="only_a_measure_at_home_is_monitored"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="")
                | Q(ended_at__isnull=False, ended_why__in=["last_day", "corrected", "lifted"]),
                name="an_ended_monitoring_says_why",
            ),
        ]
        indexes = [models.Index(fields=["unit", "ended_at"], name="monitorings_by_unit")]


class FollowUp(models.Model):
    """One answer to the day's question; a later one of the same day counts, the earlier one stays."""

    id = models.UUIDField(primary_key=True, editable=False)
    monitoring = models.ForeignKey(HomeMonitoring, on_delete=models.PROTECT, related_name="follow_ups")
    number = models.PositiveIntegerField(default=1)
    on = models.DateField()
    way = models.CharField(max_length=12)
    health = SealedField(data_class=DataClass.HEALTH)
    tested = models.BooleanField(default=False)
    rang = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["monitoring", "number"], name="follow_ups_stand_in_one_order"),
            models.CheckConstraint(
                condition=~Q(way="not_reached") | Q(tested=False, rang=False),
                name="who_was_not_reached_said_nothing",
            ),
        ]
        indexes = [models.Index(fields=["on", "monitoring"], name="follow_ups_by_day")]
