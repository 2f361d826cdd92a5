from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField


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


class Comment(models.Model):
    """What an office said about a thing. Withdrawn with a trace, never deleted; its words end with the event.

    kind, about: the thing; unit: whose office spoke; to: the unit it is addressed to, which marks it as seen.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    about = models.UUIDField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    said = SealedField(data_class=DataClass.MOVEMENT)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=120, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
                name="a_comment_is_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(seen_at=None) | Q(to__isnull=False), name="only_an_addressed_comment_is_seen"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "about"], name="comments_by_thing"),
            models.Index(
                fields=["to"],
                condition=Q(seen_at=None, withdrawn_at=None, to__isnull=False),
                name="comments_nobody_has_seen",
            ),
        ]
