"""Files people take out of the house: none without a second person, none for longer than three days."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField


class Export(models.Model):
    """导出: asked for → approved by another → made at the first download, masked as shown → gone after 72 hours.

    view: which list; filters: its codes. The file is sealed here and leaves through a signed-in browser only.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    view = models.CharField(max_length=24)
    filters = models.JSONField(default=dict)
    purpose = models.CharField(max_length=16)
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default="asked")
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    content = SealedField(data_class=DataClass.IDENTIFIER)
    row_count = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    downloads = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "approved", "refused", "gone"]),
                name="an_export_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")), name="nobody_approves_the_own_export"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | (~Q(decided_by="") & Q(ends_at__isnull=False)),
                name="an_approved_export_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(content=b"") | Q(state="approved"), name="only_an_approved_export_has_a_file"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_export_has_its_reason"),
        ]
        indexes = [models.Index(fields=["asked_by", "asked_at"], name="exports_by_person_and_day")]
