"""回填原表: how a list is answered in the sender's own sheet, in whose words, and every version that went out."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.verification.models.lists import ListBatch


class SenderWords(models.Model):
    """One version of a sender's words for our outcomes; a version is never changed. words: code → word."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=24)
    sender = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField()
    words = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "source", "sender", "version"], name="one_set_of_words_per_sender_and_version"
            )
        ]


class ReplyPlan(models.Model):
    """Which columns of a list's file are filled with what, as a person confirmed it.

    sheets: [{"sheet", "columns": [{"index", "title", "answer", "overwrite"}], "new": [answer, …]}].
    """

    id = models.UUIDField(primary_key=True, editable=False)
    batch = models.OneToOneField(ListBatch, on_delete=models.PROTECT, related_name="reply_plan")
    sheets = models.JSONField(default=list)
    level = models.CharField(max_length=10, default="village")
    version = models.PositiveIntegerField(default=1)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=["county", "township", "village", "door"]),
                name="an_address_is_told_to_a_known_level",
            )
        ]


class Reply(models.Model):
    """One version of a reply: drafted → checked → sent, or withdrawn. Its bytes are made again from the list's
    sealed file and `texts`, what was written when it was drafted; both go when the list's file goes.

    sheets: the plan as it was; numbers: the cover line.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    batch = models.ForeignKey(ListBatch, on_delete=models.PROTECT, related_name="replies")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="drafted")
    reason = models.CharField(max_length=200, blank=True)
    sheets = models.JSONField(default=list)
    texts = SealedField(data_class=DataClass.HEALTH)
    texts_gone_at = models.DateTimeField(null=True)
    words_version = models.PositiveIntegerField(default=0)
    numbers = models.JSONField(default=dict)
    answered = models.PositiveIntegerField(default=0)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=120)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    sent_note = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_for = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_reply_per_list_and_number"),
            models.UniqueConstraint(
                fields=["batch"],
                condition=Q(state__in=["drafted", "checked"]),
                name="one_reply_of_a_list_is_on_its_way",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "checked", "sent", "withdrawn"]),
                name="a_reply_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["first", "final", "correction"]), name="a_reply_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=~Q(checked_by=F("drafted_by")), name="who_drafts_a_reply_does_not_check_it"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["checked", "sent"]) | Q(checked_at__isnull=False),
                name="no_reply_goes_out_unchecked",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | (Q(sent_at__isnull=False) & ~Q(channel="")),
                name="a_sent_reply_says_how_it_went",
            ),
            models.CheckConstraint(
                condition=~Q(kind="correction") | ~Q(reason=""), name="a_correction_of_a_reply_has_a_reason"
            ),
        ]
