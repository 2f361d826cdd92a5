"""上级文件登记: papers and instructions from above."""

from django.db import models
from django.db.models import Q

from yanpan.base.documents.models import Attachment
from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.hq.models.items import Item


class IncomingPaper(models.Model):
    """kind: paper (文件) or instruction (批示). owner: the unit that answers; due_at: None = nothing to answer."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=60)
    source = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=120)
    scan = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answer_number = models.CharField(max_length=60, blank=True)
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    void_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "source", "number"],
                condition=Q(void_at=None),
                name="a_paper_from_above_is_registered_once",
            ),
            models.CheckConstraint(
                condition=Q(void_at=None) | ~Q(void_reason=""), name="a_paper_is_void_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer_number=""), name="a_paper_is_answered_by_a_number"
            ),
        ]
