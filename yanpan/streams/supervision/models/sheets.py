"""交办单: what one unit has to put right, on one paper."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.documents.models import Document
from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.streams.supervision.models.findings import Finding


class OrderSheet(models.Model):
    """One order sheet of a body to one owner. What it says lies sealed in its document.

    by_word_at: ordered by word of mouth then, the paper follows by paper_by.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="order_sheet")
    on = models.DateField()
    by_word_at = models.DateTimeField(null=True)
    paper_by = models.DateTimeField(null=True)
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followers")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(body=F("owner")), name="nobody_orders_the_own_unit"),
            models.CheckConstraint(
                condition=Q(by_word_at=None, paper_by=None)
                | Q(by_word_at__isnull=False, paper_by__isnull=False),
                name="an_order_by_word_has_its_paper_to_come",
            ),
        ]


class OrderLine(models.Model):
    """One finding on one sheet. ended_at: it is off this sheet since: withdrawn, refused, or on a corrected one."""

    id = models.UUIDField(primary_key=True, editable=False)
    sheet = models.ForeignKey(OrderSheet, on_delete=models.PROTECT, related_name="lines")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="orders")
    number = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(ended_at=None), name="a_finding_stands_on_one_sheet_at_a_time"
            )
        ]
