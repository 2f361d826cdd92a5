"""值班日志 and 交接班: who rang about what, and what one shift leaves to the next."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.hq.models.items import Item


class DutyEntry(models.Model):
    """One line of a headquarters' own log. A mistake is struck through with its reason; nothing is deleted."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    caller = SealedField(data_class=DataClass.CONTACT)
    number = SealedField(data_class=DataClass.CONTACT)
    matter = SealedField(data_class=DataClass.MOVEMENT)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=120)
    passed_to = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    passed_at = models.DateTimeField(null=True)
    answer = SealedField(data_class=DataClass.MOVEMENT)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.CharField(max_length=120, blank=True)
    struck_reason = models.CharField(max_length=200, blank=True)
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="an_entry_is_struck_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(passed_at=None) | Q(passed_to__isnull=False),
                name="an_entry_is_passed_on_to_a_unit",
            ),
        ]
        indexes = [models.Index(fields=["unit", "event", "at"], name="entries_of_a_log_by_hour")]


class ShiftHandover(models.Model):
    """The sheet of one hand-over of the shift. open_things: what was open when the outgoing shift signed.

    [kind, id, since, unit, words]: units, numbers and hours; what a caller said is opened where the sheet is shown.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    hour = models.CharField(max_length=5)
    open_things = models.JSONField(default=list)
    said = models.CharField(max_length=300, blank=True)
    outgoing_at = models.DateTimeField()
    outgoing_by = models.CharField(max_length=120)
    incoming_at = models.DateTimeField(null=True)
    incoming_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "on", "hour"], name="one_sheet_per_shift_of_a_headquarters"
            ),
            models.CheckConstraint(
                condition=Q(incoming_at=None) | ~Q(incoming_by=F("outgoing_by")),
                name="two_persons_hand_over_a_shift",
            ),
        ]
