"""Papers of a headquarters and the series their numbers come from."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.documents.models.attachments import Attachment
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField


class NumberSeries(models.Model):
    """One run of numbers: per body, kind and calendar year; a drill has its own, so that no number is lost."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    drill = models.BooleanField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "year", "drill"], name="one_series_per_body_kind_and_year"
            )
        ]


class Document(models.Model):
    """公文: what it says is sealed and, once signed, fixed by its digest.

    Whoever may see one is decided by the record of the room that points to it. The title names nobody.
    wording: the fixed wording of the office it was written with, {} for the house's own.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=120)
    urgency = models.CharField(max_length=12, blank=True)
    drill = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="drafted")
    text = SealedField(data_class=DataClass.MOVEMENT)
    text_digest = models.CharField(max_length=64, blank=True)
    wording_version = models.PositiveIntegerField(default=0)
    wording = models.JSONField(default=dict)
    year = models.PositiveSmallIntegerField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=60, blank=True)
    drafted_by = models.CharField(max_length=120)
    drafted_at = models.DateTimeField()
    checked_by = models.CharField(max_length=120, blank=True)
    checked_at = models.DateTimeField(null=True)
    sent_back = models.CharField(max_length=200, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=120, blank=True)
    issued_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=12, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    replaced_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaces")
    scan = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "year", "sequence", "drill"],
                condition=Q(sequence__isnull=False),
                name="a_number_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "drafted",
                        "checked",
                        "signed",
                        "issued",
                        "acknowledged",
                        "void",
                        "corrected",
                    ]
                ),
                name="a_document_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=(Q(checked_by="") | ~Q(checked_by=F("drafted_by")))
                & (Q(signed_by="") | (~Q(signed_by=F("drafted_by")) & ~Q(signed_by=F("checked_by")))),
                name="three_acts_by_three_people",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by="", sequence__isnull=True, number="")
                | (
                    Q(signed_at__isnull=False, sequence__isnull=False, year__isnull=False)
                    & ~Q(signed_by="")
                    & ~Q(checked_by="")
                    & ~Q(number="")
                    & ~Q(text_digest="")
                ),
                name="a_signed_document_has_its_number",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "issued", "acknowledged", "corrected"])
                | Q(signed_at__isnull=False),
                name="only_a_signed_document_goes_out",
            ),
            models.CheckConstraint(
                condition=~Q(state="corrected") | Q(replaced_by__isnull=False),
                name="a_corrected_document_names_its_successor",
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | ~Q(reason=""), name="a_void_document_says_why"
            ),
            models.CheckConstraint(condition=~Q(corrects=F("id")), name="no_document_corrects_itself"),
        ]
