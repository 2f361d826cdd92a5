"""People to be found, and every report on them."""

from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event
from yanpan.base.people.models import Person
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField


class VerificationTask(models.Model):
    """One person to be found, however many lists name them. Verification is not restriction (HC-19)."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    urgency = models.CharField(max_length=8)
    received_at = models.DateTimeField()
    find_by = models.DateTimeField()
    pack = models.CharField(max_length=60)
    custody = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    routed_by = models.CharField(max_length=24)
    standing = models.CharField(max_length=10, default="in_hand")
    where = models.CharField(max_length=10, blank=True)
    contact = models.CharField(max_length=12, blank=True)
    obstacle = models.CharField(max_length=12, blank=True)
    measure = models.CharField(max_length=12, blank=True)
    deciding_body = models.CharField(max_length=60, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answering_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    by_telephone = models.BooleanField(default=False)
    merged_away = models.BooleanField(default=False)
    topic = models.CharField(max_length=60, blank=True)
    test_at = models.DateTimeField(null=True)
    test_result = models.CharField(max_length=10, blank=True)
    told = models.BooleanField(null=True)
    paper_due_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(null=True)
    controlled_at = models.DateTimeField(null=True)
    lapses_at = models.DateTimeField(null=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="one_task_per_person"),
            models.CheckConstraint(
                condition=Q(
                    standing__in=[
                        "verified",
                        "handed_on",
                        "returned",
                        "not_found",
                        "deceased",
                        "in_hand",
                        "duplicate",
                        "lapsed",
                    ]
                ),
                name="a_task_stands_at_one_place",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["in_hand", "duplicate", "lapsed"]) | Q(answered_at__isnull=False),
                name="a_closed_task_has_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(contact="not_reached") | Q(standing__in=["in_hand", "duplicate", "lapsed"]),
                name="unreachable_never_closes",
            ),
        ]
        indexes = [
            # With all that a board counts of a task.
            models.Index(
                fields=["event", "standing", "find_by", "custody", "merged_away", "contact"],
                name="tasks_by_standing",
            ),
            models.Index(fields=["custody", "standing"], name="tasks_by_custody"),
        ]


class Outcome(models.Model):
    """Every report on a task, in order; a correction is a later line, never an overwritten one."""

    id = models.UUIDField(primary_key=True, editable=False)
    task = models.ForeignKey(VerificationTask, on_delete=models.PROTECT, related_name="outcomes")
    where = models.CharField(max_length=10)
    contact = models.CharField(max_length=12, blank=True)
    obstacle = models.CharField(max_length=12, blank=True)
    measure = models.CharField(max_length=12, blank=True)
    deciding_body = models.CharField(max_length=60, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    note = SealedField(data_class=DataClass.MOVEMENT)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by_telephone = models.BooleanField(default=False)
    told_by = models.CharField(max_length=60, blank=True)
    test_at = models.DateTimeField(null=True)
    test_result = models.CharField(max_length=10, blank=True)
    told = models.BooleanField(null=True)
    way = models.CharField(max_length=10, default="taps")
