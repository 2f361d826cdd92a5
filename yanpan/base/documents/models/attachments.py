"""Scans and photos, sealed."""

from django.db import models

from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField


class Attachment(models.Model):
    """A scan or photo as it was cleaned at the door; `content` is empty once it has been destroyed."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    content = SealedField(data_class=DataClass.MOVEMENT)
    media_type = models.CharField(max_length=40)
    byte_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(media_type__in=["image/jpeg", "image/png", "application/pdf"]),
                name="an_attachment_is_a_picture_or_a_pdf",
            )
        ]
