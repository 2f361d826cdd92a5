"""What a sender's columns and colours mean, as a person last said it."""

from django.db import models

from yanpan.base.places.models import Unit


class SourceLayout(models.Model):
    """One version of a sender's sheet. Titles and meanings only, nobody's data; a version is never changed.

    sheets: [{sheet, columns: [{index, title, field}]}]; colours: [{colour, meaning, note}].
    """

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=24)
    sender = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField()
    sheets = models.JSONField(default=list)
    colours = models.JSONField(default=list)
    confirmed_by = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "source", "sender", "version"], name="one_layout_per_sender_and_version"
            )
        ]
