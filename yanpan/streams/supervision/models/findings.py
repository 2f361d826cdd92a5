"""What supervision found (督导发现), who answers for it, and what was done about it."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.documents.models import Attachment
from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.supervision.models.visits import Site, Visit


class Finding(models.Model):
    """A rule broken at a place. body: the headquarters whose inspector found it; unit: where the place lies.

    times: 2 = the same rule at the same place a second time within the pack's days.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=30)
    rule = models.CharField(max_length=40)
    severity = models.PositiveSmallIntegerField()
    times = models.PositiveSmallIntegerField(default=1)
    seen = SealedField(data_class=DataClass.INTERNAL)
    told = SealedField(data_class=DataClass.CONTACT)
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    pack = models.CharField(max_length=60)
    state = models.CharField(max_length=12, default="found")
    ordered_at = models.DateTimeField(null=True)
    fixed_at = models.DateTimeField(null=True)
    fixed_by = models.CharField(max_length=120, blank=True)
    fixing_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    checking_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    sent_back = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "found",
                        "ordered",
                        "acknowledged",
                        "in_work",
                        "reported",
                        "closed",
                        "sent_back",
                        "refused",
                        "withdrawn",
                    ]
                ),
                name="a_finding_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(severity__gte=1) & Q(severity__lte=3), name="a_finding_has_a_known_severity"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(fixed_at__isnull=False), name="only_a_fixed_finding_is_closed"
            ),
            models.CheckConstraint(
                condition=Q(closed_by="") | ~Q(closed_by=F("fixed_by")), name="nobody_closes_the_own_fixing"
            ),
            models.CheckConstraint(
                condition=Q(checking_unit=None) | ~Q(checking_unit=F("fixing_unit")),
                name="no_unit_closes_the_own_fixing",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="") & Q(checking_unit__isnull=False)),
                name="a_closed_finding_names_who_checked",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "due_at"], name="findings_by_clock"),
            models.Index(fields=["site", "rule", "found_at"], name="findings_by_place_and_rule"),
        ]


class FindingStep(models.Model):
    """What was done about a finding, in order; nothing is overwritten."""

    id = models.UUIDField(primary_key=True, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=20)
    note = SealedField(data_class=DataClass.INTERNAL)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "number"], name="steps_of_a_finding_stand_in_one_order"
            )
        ]


class FindingPhoto(models.Model):
    """A photo of one step, made anew from its pixels."""

    id = models.UUIDField(primary_key=True, editable=False)
    step = models.ForeignKey(FindingStep, on_delete=models.PROTECT, related_name="photos")
    kept = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
