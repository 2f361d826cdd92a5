"""What people need, as tickets with a clock."""

from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.verification.models.tasks import VerificationTask


class Need(models.Model):
    """诉求: somebody asks for something. Asked of nobody's status (HC-18); without a task it is the unit's own."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(VerificationTask, null=True, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=12)
    urgent = models.BooleanField(default=False)
    what = SealedField(data_class=DataClass.HEALTH)
    asked_at = models.DateTimeField()
    promised_till = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    met_by = models.CharField(max_length=120, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    rang_again_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["medicine", "doctor", "food", "dependants", "other"]),
                name="a_need_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(urgent=False) | Q(kind__in=["medicine", "doctor"]),
                name="an_urgent_need_is_medical",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(met_at__isnull=False), name="only_a_met_need_is_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(met_at=None, met_by="") | (Q(met_at__isnull=False) & ~Q(met_by="")),
                name="a_met_need_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["event", "met_at", "asked_at"], name="needs_by_clock")]


class NeedStep(models.Model):
    """What was done about a need, in order; nothing is overwritten."""

    id = models.UUIDField(primary_key=True, editable=False)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField(default=1)
    step = models.CharField(max_length=10)
    note = SealedField(data_class=DataClass.HEALTH)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "number"], name="steps_of_a_need_stand_in_one_order")
        ]
