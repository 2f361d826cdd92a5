from django.db import models
from django.db.models import Q

from yanpan.base.places.models import Unit


class Notice(models.Model):
    """Who must be told what, by which channel, answered when."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notices")
    addressee = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=12)
    matter = models.CharField(max_length=40)
    urgency = models.CharField(max_length=12, default="other")
    facts = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answer = models.CharField(max_length=20, blank=True)
    quiet_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "matter", "channel"],
                condition=Q(answered_at__isnull=True),
                name="one_open_notice_per_unit_matter_and_channel",
            )
        ]


class CallAnswer(models.Model):
    """What came of one call: who rang when. A later call is a later line."""

    id = models.UUIDField(primary_key=True, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    promised_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(promised_until__isnull=True) | Q(answer="promised"),
                name="only_a_promise_has_an_hour",
            )
        ]
