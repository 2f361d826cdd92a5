"""值班表: who is on duty from when to when."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField


class DutyTurn(models.Model):
    """One person's turn. post: chief (带班领导) or officer (值班员). Taken out, it stays with its reason."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=10)
    name = SealedField(data_class=DataClass.CONTACT)
    phone = SealedField(data_class=DataClass.CONTACT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=120)
    out_at = models.DateTimeField(null=True)
    out_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_turn_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(out_at=None) | ~Q(out_reason=""), name="a_turn_is_taken_out_for_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["unit", "starts_at"], name="turns_of_a_unit_by_hour")]
