from django.db import models


class Event(models.Model):
    """One outbreak or alert, opened and closed by a document; owns lists, orders, briefs and its policy pack."""

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=80)
    disease = models.CharField(max_length=40)
    pack = models.CharField(max_length=60)
    pack_digest = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    drill = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(closed_by="")),
                name="an_event_is_closed_by_a_document",
            ),
            models.CheckConstraint(
                condition=~models.Q(opened_by=""), name="an_event_is_opened_by_a_document"
            ),
        ]
