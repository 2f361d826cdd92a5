from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event
from yanpan.base.people.models import Person, Resident
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField


class ListBatch(models.Model):
    """名单批次: one file as it arrived. States: proposed → confirmed → taken_in, or held, or void."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=24)
    sender = models.CharField(max_length=80, blank=True)
    file_name = models.CharField(max_length=255)
    file_digest = models.CharField(max_length=64)
    content = SealedField(data_class=DataClass.IDENTIFIER)
    content_gone_at = models.DateTimeField(null=True)
    pocket = models.PositiveSmallIntegerField(default=0)
    check_kind = models.CharField(max_length=8)
    topic = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=80, blank=True)
    window_from = models.DateField(null=True)
    window_to = models.DateField(null=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default="proposed")
    layout = models.JSONField(default=list)
    person_rows = models.PositiveIntegerField(default=0)
    job = models.UUIDField(null=True)
    released_by = models.CharField(max_length=120, blank=True)
    released_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "file_digest"], condition=~Q(state="void"), name="one_living_batch_per_file"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "confirmed", "held", "taken_in", "void"]),
                name="a_batch_is_in_a_known_state",
            ),
            models.CheckConstraint(condition=Q(pocket__lte=4), name="there_are_four_pockets"),
        ]


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
                    ]
                ),
                name="a_task_stands_at_one_place",
            ),
            models.CheckConstraint(
                condition=Q(standing="in_hand") | Q(standing="duplicate") | Q(answered_at__isnull=False),
                name="a_closed_task_has_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(contact="not_reached") | Q(standing="in_hand") | Q(standing="duplicate"),
                name="unreachable_never_closes",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "standing", "find_by"], name="tasks_by_standing"),
            models.Index(fields=["custody", "standing"], name="tasks_by_custody"),
        ]


class ListRow(models.Model):
    """线索: one person row of a list. State: waiting → accepted | held | refused."""

    id = models.UUIDField(primary_key=True, editable=False)
    batch = models.ForeignKey(ListBatch, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=80, blank=True)
    number = models.PositiveIntegerField()
    fields = SealedField(data_class=DataClass.MOVEMENT)
    problems = models.JSONField(default=list)
    holds = models.JSONField(default=list)
    state = models.CharField(max_length=8, default="waiting")
    decision = models.CharField(max_length=6, blank=True)
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    resident = models.ForeignKey(Resident, null=True, on_delete=models.SET_NULL, related_name="+")
    task = models.ForeignKey(VerificationTask, null=True, on_delete=models.PROTECT, related_name="rows")
    duplicate = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "sheet", "number"], name="one_row_per_line_of_a_list"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "accepted", "held", "refused"]),
                name="a_row_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", task__isnull=False)
                | (~Q(state="accepted") & Q(task__isnull=True)),
                name="an_accepted_row_has_a_task",
            ),
            models.CheckConstraint(
                condition=Q(duplicate=False) | Q(state="accepted"), name="only_an_accepted_row_is_a_duplicate"
            ),
        ]


class Pair(models.Model):
    """比对结论: is the person of this row that resident? Asked of a clerk, remembered, taken back if wrong."""

    id = models.UUIDField(primary_key=True, editable=False)
    row = models.OneToOneField(ListRow, on_delete=models.PROTECT, related_name="pair")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    merge = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["", "same", "different", "unsure"]), name="a_pair_has_a_known_answer"
            )
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
