"""发文: notices the headquarters issues, and the brief of a cut-off on its way to the signature."""

from django.db import models

from yanpan.base.documents.models import Document
from yanpan.base.events.models import Event
from yanpan.base.indicators.models import CutOff
from yanpan.base.places.models import Unit


class Circular(models.Model):
    """通知: what it says lies sealed in its document; a correction is the next document of the same circular."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")


class CircularReceiver(models.Model):
    """A unit a notice goes to, and when it signed for it."""

    id = models.UUIDField(primary_key=True, editable=False)
    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="receivers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circular", "unit"], name="a_notice_goes_to_a_unit_once")
        ]


class BriefPaper(models.Model):
    """The brief of a cut-off as a paper that is checked and signed; its figures are those of the cut-off."""

    id = models.UUIDField(primary_key=True, editable=False)
    cut_off = models.OneToOneField(CutOff, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
