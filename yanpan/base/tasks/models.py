from django.db import models
from django.db.models import F, Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit


class Handover(models.Model):
    """双向签收: custody of one thing passes from unit to unit; the sender answers until the receiver acknowledges."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    request = models.CharField(max_length=40)
    subject = models.UUIDField(db_index=True)
    sender = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    urgency = models.CharField(max_length=12)
    pack = models.CharField(max_length=60)
    reason = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=120)
    acknowledge_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=120, blank=True)
    refused_at = models.DateTimeField(null=True)
    refused_by = models.CharField(max_length=120, blank=True)
    refusal = models.CharField(max_length=200, blank=True)
    right_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    recalled_at = models.DateTimeField(null=True)
    recalled_by = models.CharField(max_length=120, blank=True)
    escalated_at = models.DateTimeField(null=True)
    escalated_to = models.CharField(max_length=80, blank=True)
    escalations = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "subject"],
                condition=Q(acknowledged_at__isnull=True, refused_at__isnull=True, recalled_at__isnull=True),
                name="one_open_handover_per_subject",
            ),
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="a_handover_changes_hands"),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | ~Q(refusal=""), name="a_refusal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True)
                | Q(refused_at__isnull=True, recalled_at__isnull=True),
                name="an_acknowledged_handover_is_not_refused",
            ),
        ]
        indexes = [
            models.Index(
                fields=["receiver", "acknowledge_by"],
                condition=Q(acknowledged_at__isnull=True, refused_at__isnull=True, recalled_at__isnull=True),
                name="open_handovers",
            )
        ]
