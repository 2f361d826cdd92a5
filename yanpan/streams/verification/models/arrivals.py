"""Arrivals by closed-loop transfer: who is due when, and whether the receiving unit met them."""

from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.verification.models.lists import ListRow
from yanpan.streams.verification.models.tasks import VerificationTask


class Arrival(models.Model):
    """到达预告: somebody is to be met. It restricts nobody (HC-8): meet, and verify."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(VerificationTask, on_delete=models.PROTECT, related_name="arrivals")
    row = models.ForeignKey(ListRow, null=True, on_delete=models.SET_NULL, related_name="+")
    pocket = models.PositiveSmallIntegerField(default=0)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    expected_at = models.DateTimeField()
    transport = SealedField(data_class=DataClass.MOVEMENT)
    state = models.CharField(max_length=12, default="expected")
    said_at = models.DateTimeField(null=True)
    said_by = models.CharField(max_length=120, blank=True)
    handed_by = models.CharField(max_length=60, blank=True)
    condition = models.CharField(max_length=10, blank=True)
    note = SealedField(data_class=DataClass.MOVEMENT)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "expected_at"], name="one_arrival_per_person_and_hour"),
            models.CheckConstraint(
                condition=Q(state__in=["expected", "received", "not_arrived", "diverted"]),
                name="an_arrival_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state="expected") | Q(said_at__isnull=False),
                name="what_became_of_an_arrival_was_said",
            ),
            models.CheckConstraint(
                condition=~Q(state="received") | ~Q(condition=""), name="who_was_met_was_looked_at"
            ),
        ]
        indexes = [models.Index(fields=["event", "state", "expected_at"], name="arrivals_by_hour")]
