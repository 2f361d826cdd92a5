"""What each line of work reports: one report a unit, line, day and basis, corrected by a version beside it."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit


class LineForm(models.Model):
    """Fields a workbook adds to what is shipped for a line, from a day on. Never changed: a later one replaces it."""

    id = models.UUIDField(primary_key=True, editable=False)
    line = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    fields = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    file_name = models.CharField(max_length=120)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="one_form_per_line_and_number"),
        ]


class LineReport(models.Model):
    """figures: field → value; copied: fields still as copied from the day before; reasons: of what was confirmed.

    from_villages: which base the sums of villages in it stand on (reporting, villages).
    basis: 'cut_off' or '0-24'. number: 1, then its corrections. version: counts the savings of a draft.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=30)
    on = models.DateField()
    basis = models.CharField(max_length=7)
    number = models.PositiveSmallIntegerField(default=1)
    form = models.ForeignKey(LineForm, null=True, on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField(default=dict)
    copied = models.JSONField(default=list)
    reasons = models.JSONField(default=dict)
    from_villages = models.JSONField(default=dict)
    progress = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    is_zero = models.BooleanField(default=False)
    same_as_before = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default="draft")
    remark = models.CharField(max_length=300, blank=True)
    filled_at = models.DateTimeField()
    filled_by = models.CharField(max_length=120)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["event", "on", "basis", "state"], name="reports_of_a_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "line", "on", "basis", "number"],
                name="one_report_per_unit_line_day_and_number",
            ),
            models.UniqueConstraint(
                fields=["event", "unit", "line", "on", "basis"],
                condition=Q(state="draft"),
                name="one_draft_per_unit_line_and_day",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_corrected_report_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(approved_by=F("filled_by")),
                name="who_fills_a_report_does_not_approve_it",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", approved_at=None) | Q(state="approved", approved_at__isnull=False),
                name="an_approved_report_has_its_hour",
            ),
        ]
