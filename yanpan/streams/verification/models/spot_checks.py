"""Closed rows called back by another unit, and what contradicts."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.verification.models.tasks import Outcome, VerificationTask


class SpotDraw(models.Model):
    """One drawing of closed rows of a unit: nightly per county, or for a reason. Its seed draws the same again."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    nightly = models.BooleanField()
    seed = models.CharField(max_length=120)
    closed_rows = models.PositiveIntegerField()
    drawn_rows = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "on"], condition=Q(nightly=True), name="one_nightly_draw_per_county"
            ),
            models.CheckConstraint(
                condition=Q(nightly=True) | ~Q(reason=""), name="a_draw_by_hand_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(drawn_rows__lte=F("closed_rows")), name="no_more_is_drawn_than_was_closed"
            ),
        ]


class SpotCheck(models.Model):
    """One row to be called back. The checker answers blind: `outcome` is shown only after `verdict` stands."""

    id = models.UUIDField(primary_key=True, editable=False)
    draw = models.ForeignKey(SpotDraw, on_delete=models.PROTECT, related_name="checks")
    task = models.ForeignKey(VerificationTask, on_delete=models.PROTECT, related_name="spot_checks")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_by = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    last_try_at = models.DateTimeField(null=True)
    where = models.CharField(max_length=10, blank=True)
    measure = models.CharField(max_length=12, blank=True)
    asked = models.BooleanField(null=True)
    note = SealedField(data_class=DataClass.MOVEMENT)
    verdict = models.CharField(max_length=12, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome"], name="an_answer_is_called_back_once"),
            models.CheckConstraint(
                condition=~Q(checker=F("closed_by")), name="nobody_calls_back_the_own_closure"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", checked_at=None)
                | Q(verdict__in=["agrees", "contradicts", "not_reached"], checked_at__isnull=False),
                name="a_call_back_ends_in_a_verdict",
            ),
        ]
        indexes = [models.Index(fields=["checker", "verdict"], name="spot_checks_by_checker")]


class SpotFinding(models.Model):
    """A closure that the call back contradicts: whose, by when it is explained, closed by somebody else."""

    id = models.UUIDField(primary_key=True, editable=False)
    check_made = models.OneToOneField(SpotCheck, on_delete=models.PROTECT, related_name="finding")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    against = models.JSONField(default=list)
    found_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answer = SealedField(data_class=DataClass.MOVEMENT)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    closing = models.CharField(max_length=10, blank=True)
    closing_reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closing="", closed_at=None)
                | (Q(closing__in=["stands", "unfounded"], closed_at__isnull=False) & ~Q(closing_reason="")),
                name="a_finding_is_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_by="") | ~Q(closed_by=F("answered_by")),
                name="nobody_closes_the_own_finding",
            ),
        ]
