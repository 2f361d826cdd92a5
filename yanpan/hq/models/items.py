"""Items (交办事项): dispatched work, its chain of steps, what is attached to it."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.documents.models import Attachment, Document
from yanpan.base.events.models import Event
from yanpan.base.indicators.models import CutOff
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField


class Item(models.Model):
    """One weak link or demand, one owner, one hour, one test; carried over until struck off.

    code, facts: of the weak link it answers; matter: what was decided, where there is none. indicator: what it
    must move; baseline: that indicator's numerator and denominator of the owner when it was dispatched.
    sheet: the order sheet (交办单); by_word: dispatched before its paper was signed.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    cut_off = models.ForeignKey(CutOff, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    helpers = models.ManyToManyField(Unit, related_name="+")
    origin = models.CharField(max_length=12, default="assessment")
    code = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    matter = models.CharField(max_length=200, blank=True)
    severity = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=60, blank=True)
    baseline = models.JSONField(null=True)
    demand = models.CharField(max_length=300, blank=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="proposed")
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)
    by_word = models.BooleanField(default=False)
    sheet = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(null=True)
    reported_by = models.CharField(max_length=120, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    checked_by = models.CharField(max_length=120, blank=True)
    struck_off_at = models.DateTimeField(null=True)
    struck_off_by = models.CharField(max_length=120, blank=True)
    redone = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "owner", "code", "indicator"],
                condition=~Q(state__in=["struck_off", "withdrawn"]) & ~Q(code=""),
                name="one_open_item_per_owner_and_weak_link",
            ),
            models.CheckConstraint(
                condition=~Q(state="struck_off") | ~Q(struck_off_by=F("reported_by")),
                name="who_reports_an_item_done_does_not_strike_it_off",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "checking", "struck_off"]) | ~Q(evidence=""),
                name="done_needs_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(code="") | ~Q(matter=""), name="an_item_says_what_it_is_about"
            ),
            models.CheckConstraint(
                condition=~Q(state="checking") | (~Q(checked_by="") & ~Q(checked_by=F("reported_by"))),
                name="another_person_checks_an_item",
            ),
        ]
        indexes = [models.Index(fields=["event", "state", "due_at"], name="items_by_state_and_clock")]


class ItemStep(models.Model):
    """What was done about an item, in order; nothing is overwritten."""

    id = models.UUIDField(primary_key=True, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=10)
    note = SealedField(data_class=DataClass.INTERNAL)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="steps_of_an_item_stand_in_one_order")
        ]


class ItemFile(models.Model):
    """A photo or paper that came with a step."""

    id = models.UUIDField(primary_key=True, editable=False)
    step = models.ForeignKey(ItemStep, on_delete=models.PROTECT, related_name="files")
    kept = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
