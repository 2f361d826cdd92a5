"""Pairs a clerk compares."""

from django.db import models
from django.db.models import Q

from yanpan.base.people.models import Resident
from yanpan.streams.verification.models.lists import ListRow


class Pair(models.Model):
    """比对结论: is the person of this row that resident? Asked of a clerk, remembered, taken back if wrong."""

    id = models.UUIDField(primary_key=True, editable=False)
    row = models.OneToOneField(ListRow, on_delete=models.PROTECT, related_name="pair")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    merge = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["", "same", "different", "unsure"]), name="a_pair_has_a_known_answer"
            )
        ]
