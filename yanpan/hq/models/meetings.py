"""日研判会议: the meeting and who came."""

from django.db import models
from django.db.models import Q

from yanpan.base.documents.models import Document
from yanpan.base.events.models import Event
from yanpan.base.indicators.models import CutOff
from yanpan.base.places.models import Unit


class Meeting(models.Model):
    """unit: the headquarters that meets; cut_off: the fixed figures it looks at; minutes: the newest 会议纪要."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cut_off = models.ForeignKey(CutOff, null=True, on_delete=models.PROTECT, related_name="+")
    chair = models.CharField(max_length=40)
    place = models.CharField(max_length=80, blank=True)
    opened_by = models.CharField(max_length=120)
    minutes = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "at"],
                condition=Q(cancelled_at=None),
                name="one_meeting_of_a_headquarters_at_an_hour",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancel_reason=""),
                name="a_meeting_is_cancelled_for_a_reason",
            ),
        ]


class Attendance(models.Model):
    """How a unit was there. person: the official who came, or the stand-in; reason: of a leave."""

    id = models.UUIDField(primary_key=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=10)
    person = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=100, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="a_unit_is_noted_once_per_meeting"),
            models.CheckConstraint(
                condition=~Q(presence="stand_in") | ~Q(person=""), name="a_stand_in_is_named"
            ),
        ]
