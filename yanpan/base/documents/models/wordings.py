"""The wording an office gave its papers, version after version; nothing is overwritten."""

from django.db import models
from django.db.models import Q

from yanpan.base.places.models import Unit


class PaperWording(models.Model):
    """One version of the fixed wording of a kind of paper of a body. It names nobody. texts: part → text."""

    id = models.UUIDField(primary_key=True, editable=False)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "version"], name="versions_of_a_wording_stand_in_one_order"
            ),
            models.CheckConstraint(condition=Q(version__gt=0), name="a_wording_counts_from_one"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_new_wording_says_why"),
        ]
