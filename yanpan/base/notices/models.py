from django.db import models

from yanpan.base.places.models import Unit


class Notice(models.Model):
    """Who must be told what, by which channel, answered when."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notices")
    addressee = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=12)
    matter = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answer = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "matter", "channel"],
                condition=models.Q(answered_at__isnull=True),
                name="one_open_notice_per_unit_matter_and_channel",
            )
        ]
