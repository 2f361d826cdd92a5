"""Destruction by two people, what stops it, and the counts that stay."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.models import Certificate
from yanpan.streams.verification.models.lists import ListBatch


class RowTally(models.Model):
    """Rows of a list whose persons are destroyed, as numbers: with them the account goes on adding up."""

    id = models.UUIDField(primary_key=True, editable=False)
    batch = models.ForeignKey(ListBatch, on_delete=models.PROTECT, related_name="tallies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "unit", "standing"], name="one_tally_per_list_unit_and_standing"
            )
        ]


class Purge(models.Model):
    """销毁: proposed by one, witnessed by another, done by a job; its certificate stays.

    States: proposed → witnessed → done, or withdrawn. due_at: the moment whose due persons were shown.
    keys: table → data keys (hex) what was destroyed lay under.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="proposed")
    due_at = models.DateTimeField()
    person_count = models.PositiveIntegerField()
    row_count = models.PositiveIntegerField()
    word_count = models.PositiveIntegerField(default=0)
    ids_digest = models.CharField(max_length=64)
    proposed_by = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    witnessed_by = models.CharField(max_length=120, blank=True)
    witnessed_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)
    job = models.UUIDField(null=True)
    counts = models.JSONField(default=dict)
    keys = models.JSONField(default=dict)
    keys_gone = models.JSONField(default=list)
    old_keys = models.PositiveIntegerField(default=0)
    spared = models.PositiveIntegerField(default=0)
    swept = models.CharField(max_length=40, blank=True)
    certificate = models.OneToOneField(Certificate, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "rule"],
                condition=Q(state__in=["proposed", "witnessed"]),
                name="one_purge_of_a_rule_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "witnessed", "done", "withdrawn"]),
                name="a_purge_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(witnessed_by="") | ~Q(witnessed_by=F("proposed_by")),
                name="who_proposes_a_purge_does_not_witness_it",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["witnessed", "done"])
                | (~Q(witnessed_by="") & Q(witnessed_at__isnull=False)),
                name="nothing_is_purged_without_a_witness",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(certificate__isnull=False),
                name="a_purge_ends_with_its_certificate",
            ),
        ]


class PurgeItem(models.Model):
    """What a witnessed purge destroys: a person, or a row without a person. number: those that go together share it."""

    purge = models.ForeignKey(Purge, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    is_row = models.BooleanField(default=False)
    subject = models.UUIDField()
    gone = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["purge", "number"], name="purge_items_in_order")]


class KeepLonger(models.Model):
    """延期保存: a closed event's data are kept longer, as evidence or for the evaluation (突发事件应对法 85)."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12)
    reason = models.CharField(max_length=200)
    assessment = models.CharField(max_length=80)
    until = models.DateField()
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(decided_at=None), name="one_undecided_extension_per_event"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["evidence", "evaluation"]),
                name="kept_longer_for_evidence_or_evaluation",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(assessment=""), name="keeping_longer_names_its_assessment"
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")), name="who_asks_to_keep_does_not_grant_it"
            ),
            models.CheckConstraint(
                condition=Q(granted=False) | ~Q(decided_by=""), name="an_extension_is_granted_by_somebody"
            ),
        ]
