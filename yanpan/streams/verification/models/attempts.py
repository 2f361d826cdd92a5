"""Every try to reach somebody: the police are asked only after calls at different hours and a visit."""

from django.db import models
from django.db.models import Q

from yanpan.base.places.models import Unit
from yanpan.streams.verification.models.tasks import VerificationTask


class Attempt(models.Model):
    """One call or visit and how it ended. kind: call, visit; no words of the person, no number."""

    id = models.UUIDField(primary_key=True, editable=False)
    task = models.ForeignKey(VerificationTask, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5)
    result = models.CharField(max_length=12)
    withdrawn_at = models.DateTimeField(null=True)  # noted by mistake: it stands, and counts for nothing

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["call", "visit"]), name="an_attempt_is_a_call_or_a_visit"
            ),
            models.CheckConstraint(
                condition=Q(result__in=["reached", "off", "dead_number", "refused"]),
                name="an_attempt_ended_somehow",
            ),
        ]
        indexes = [models.Index(fields=["task", "at"], name="attempts_by_task")]
