from django.db import models
from django.db.models import Q


class DataKey(models.Model):
    """A data key (DEK) for one table and month, wrapped by the master key and a share outside the database.

    slot: where its share lies in `keys/shares`; None for keys made before there were shares. Destroying row and
    share destroys the data, in old copies of the database too. A retired key opens, and seals nothing more.
    """

    # Random, never counted: a number given back by a rolled-back transaction must not mean another key.
    id = models.BigIntegerField(primary_key=True)
    table = models.CharField(max_length=80)
    month = models.CharField(max_length=6)
    wrapped = models.BinaryField()
    slot = models.PositiveIntegerField(null=True, unique=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "month"],
                condition=Q(retired_at=None),
                name="one_data_key_in_use_per_table_and_month",
            )
        ]


class Certificate(models.Model):
    """销毁证明: what was destroyed, by whose hands, which keys went. Kept for good; it names no person.

    counts: table → rows; subjects_digest: SHA-256 over the ids destroyed; keys: [table, month, id in hex];
    old_keys: keys without a share outside the database, which old copies of the database still carry.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    matter = models.CharField(max_length=40)
    about = models.CharField(max_length=120)
    rule = models.CharField(max_length=40)
    basis = models.CharField(max_length=200)
    signed_by = models.CharField(max_length=120)
    signed_at = models.DateTimeField()
    witnessed_by = models.CharField(max_length=120, blank=True)
    witnessed_at = models.DateTimeField(null=True)
    document = models.CharField(max_length=120, blank=True)
    counts = models.JSONField(default=dict)
    subject_count = models.PositiveIntegerField(default=0)
    subjects_digest = models.CharField(max_length=64)
    keys = models.JSONField(default=list)
    old_keys = models.PositiveIntegerField(default=0)
    swept = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(signed_by="") & ~Q(witnessed_by=models.F("signed_by")),
                name="a_certificate_is_not_witnessed_by_its_signer",
            ),
            models.CheckConstraint(
                condition=(~Q(witnessed_by="") & Q(witnessed_at__isnull=False)) | ~Q(document=""),
                name="a_certificate_has_a_witness_or_a_document",
            ),
        ]
