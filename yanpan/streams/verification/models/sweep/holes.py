"""Holes in the defence (漏洞): found, fixed, checked by another."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.documents.models import Attachment
from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.verification.models.sweep.places import KeyPlace


class Hole(models.Model):
    """A rule broken at a place, with who answers for it and until when. Places, never persons.

    times: 2 = the same rule at the same place a second time within the pack's days.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(KeyPlace, null=True, on_delete=models.PROTECT, related_name="holes")
    spot = models.CharField(max_length=80)
    folded = models.CharField(max_length=80)
    rule = models.CharField(max_length=20)
    severity = models.CharField(max_length=8)
    times = models.PositiveSmallIntegerField(default=1)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=120)
    fixed_at = models.DateTimeField(null=True)
    fixed_by = models.CharField(max_length=120, blank=True)
    fixing_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    sent_back = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__in=["grave", "serious", "minor"]), name="a_hole_has_a_known_severity"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(fixed_at__isnull=False), name="only_a_fixed_hole_is_closed"
            ),
            models.CheckConstraint(
                condition=Q(closed_by="") | ~Q(closed_by=F("fixed_by")),
                name="nobody_checks_the_own_repair",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "closed_at", "due_at"], name="holes_by_clock"),
            models.Index(fields=["unit", "rule", "found_at"], name="holes_by_rule"),
        ]


class HoleStep(models.Model):
    """What was done about a hole, in order; nothing is overwritten."""

    id = models.UUIDField(primary_key=True, editable=False)
    hole = models.ForeignKey(Hole, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=10)
    note = SealedField(data_class=DataClass.INTERNAL)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hole", "number"], name="steps_of_a_hole_stand_in_one_order")
        ]


class HolePhoto(models.Model):
    """A photo of one step, made anew from its pixels."""

    id = models.UUIDField(primary_key=True, editable=False)
    step = models.ForeignKey(HoleStep, on_delete=models.PROTECT, related_name="photos")
    kept = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
