"""直报: what is reported at once, its way upwards, what was added later."""

from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.hq.models.duty_log import DutyEntry


class RapidReport(models.Model):
    """unit: where it happened; holder: the level that has it now and must pass it on; due_at: its clock of two hours.

    due_at is None where the law sets no clock, and once the last level has it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    entry = models.ForeignKey(DutyEntry, null=True, on_delete=models.PROTECT, related_name="reports")
    place = SealedField(data_class=DataClass.MOVEMENT)
    what = SealedField(data_class=DataClass.HEALTH)
    seen_by = SealedField(data_class=DataClass.CONTACT)
    done = SealedField(data_class=DataClass.MOVEMENT)
    needed = SealedField(data_class=DataClass.MOVEMENT)
    number = SealedField(data_class=DataClass.CONTACT)
    people = models.PositiveIntegerField(null=True)
    happened_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    reported_by = models.CharField(max_length=120)
    by_telephone = models.BooleanField(default=False)
    told_emergency_at = models.DateTimeField(null=True)
    call_back_by = models.DateTimeField()
    called_back_at = models.DateTimeField(null=True)
    called_back_by = models.CharField(max_length=120, blank=True)
    call_answer = SealedField(data_class=DataClass.MOVEMENT)
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    held_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
                name="a_report_is_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(told_emergency_at=None) | Q(kind="medical"),
                name="the_ambulance_is_told_of_medical_needs",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reported_at"],
                condition=Q(called_back_at=None, withdrawn_at=None),
                name="reports_nobody_has_called_back",
            )
        ]


class RapidStep(models.Model):
    """One pass upwards. to_key: the unit's key, or 'province'; due_at: the clock it was passed under."""

    id = models.UUIDField(primary_key=True, editable=False)
    report = models.ForeignKey(RapidReport, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    sender = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_key = models.CharField(max_length=40)
    due_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    way = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="steps_of_a_report_stand_in_one_order")
        ]


class RapidUpdate(models.Model):
    """续报, 终报: what became known later. The first report is never written over."""

    id = models.UUIDField(primary_key=True, editable=False)
    report = models.ForeignKey(RapidReport, on_delete=models.PROTECT, related_name="updates")
    number = models.PositiveIntegerField()
    is_final = models.BooleanField(default=False)
    what = SealedField(data_class=DataClass.HEALTH)
    done = SealedField(data_class=DataClass.MOVEMENT)
    needed = SealedField(data_class=DataClass.MOVEMENT)
    people = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="updates_of_a_report_stand_in_one_order"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(is_final=True), name="one_final_update_per_report"
            ),
        ]
