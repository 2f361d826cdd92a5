from django.db import models


class AuditLine(models.Model):
    """One act or one look. Append-only: no code updates or deletes a line."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    role = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=200, blank=True, db_index=True)
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)


class PendingLine(models.Model):
    """A committed line that no block holds yet. Written with the line, removed by the sealer."""

    line = models.OneToOneField(AuditLine, on_delete=models.PROTECT, primary_key=True, related_name="pending")


class Block(models.Model):
    """A chained block of lines: `lines` = [[line id, line digest], …]; `digest` covers them and the block before."""

    number = models.PositiveBigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    lines = models.JSONField()
    digest = models.CharField(max_length=64)
