"""What people say about weak links: their own, and those they contest."""

from django.db import models
from django.db.models import Q

from yanpan.base.indicators.models import CutOff
from yanpan.base.places.models import Unit


class LinkNote(models.Model):
    """kind: 'own' a weak link people see and the figures do not; 'contested' one of the figures, with the reason.

    text names no person. The fixed figures and what is computed of them stay as they are.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    cut_off = models.ForeignKey(CutOff, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=40, blank=True)
    indicator = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="own", code="") | (Q(kind="contested") & ~Q(code="")),
                name="a_contested_link_names_its_rule",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_link_note_says_something"),
            models.UniqueConstraint(
                fields=["cut_off", "unit", "code", "indicator"],
                condition=Q(kind="contested", withdrawn_at=None),
                name="a_weak_link_is_contested_once",
            ),
        ]
