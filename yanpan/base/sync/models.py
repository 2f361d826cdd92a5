from django.db import models
from django.db.models import Q

from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField


class FieldDevice(models.Model):
    """A browser that keeps answers for one phone or account. announced: the highest sequence it says it made."""

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.UUIDField()
    device = models.UUIDField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=120)
    announced = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    copied = models.PositiveIntegerField(default=0)
    first_seen_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "device"], name="one_line_per_device_of_an_owner")
        ]


class FieldRecord(models.Model):
    """What was kept on a phone and sent; never changed, only settled. `payload` goes once it is accepted."""

    id = models.UUIDField(primary_key=True, editable=False)
    device = models.ForeignKey(FieldDevice, on_delete=models.PROTECT, related_name="records")
    sequence = models.PositiveIntegerField()
    copied = models.BooleanField(default=False)
    operation = models.CharField(max_length=80)
    subject = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()
    base_version = models.PositiveIntegerField(default=0)
    after = models.UUIDField(null=True, db_index=True)
    payload = SealedField(data_class=DataClass.MOVEMENT)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="waiting")
    code = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    result_version = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    taken_on = models.PositiveIntegerField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "sequence"],
                condition=Q(copied=False),
                name="one_record_per_sequence_of_a_device",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "accepted", "refused", "held", "conflict", "put_away"]),
                name="a_field_record_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="put_away") | ~Q(reason=""), name="put_away_with_a_reason_only"
            ),
        ]
        indexes = [models.Index(fields=["state", "received_at"], name="field_records_by_state")]
