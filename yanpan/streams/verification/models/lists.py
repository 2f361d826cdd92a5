"""Lists as they arrived, and their rows."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.documents.models import Attachment
from yanpan.base.events.models import Event
from yanpan.base.people.models import Resident
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.verification.models.tasks import VerificationTask


class ListBatch(models.Model):
    """名单批次: one file, or one typed letter, as it arrived.

    States: proposed → confirmed → taken_in, or held, or void. The content goes at `keep_until`; the digests, the
    layout and the row numbers stay. file_name: its name in this house, without a person; name_as_sent may hold one
    and goes with the content. A typed letter that was wrong is withdrawn by two, or replaced by the one that `replaces`
    it; it stays received, so that the account adds up.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=24)
    kind = models.CharField(max_length=5, default="file")
    sender = models.CharField(max_length=80, blank=True)
    letter_number = models.CharField(max_length=60, blank=True)
    number_due_at = models.DateTimeField(null=True)
    number_called_at = models.DateTimeField(null=True)
    scan = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=80)
    name_as_sent = SealedField(data_class=DataClass.IDENTIFIER)
    file_digest = models.CharField(max_length=64)
    rows_digest = models.CharField(max_length=64, blank=True)
    row_keys = SealedField(data_class=DataClass.IDENTIFIER)
    continues = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    rows_repeated = models.PositiveIntegerField(default=0)
    content = SealedField(data_class=DataClass.IDENTIFIER)
    content_gone_at = models.DateTimeField(null=True)
    reply_due_at = models.DateTimeField(null=True)
    keep_until = models.DateTimeField(null=True)
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
    layout_version = models.PositiveIntegerField(null=True)
    colours = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    cut_confirmed = models.BooleanField(default=False)
    person_rows = models.PositiveIntegerField(default=0)
    job = models.UUIDField(null=True)
    released_by = models.CharField(max_length=120, blank=True)
    released_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="replaced_by")
    withdrawal_asked_by = models.CharField(max_length=120, blank=True)
    withdrawal_reason = models.CharField(max_length=200, blank=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "file_digest"], condition=~Q(state="void"), name="one_living_batch_per_file"
            ),
            models.UniqueConstraint(
                fields=["event", "rows_digest"],
                condition=~Q(state="void") & ~Q(rows_digest=""),
                name="one_living_batch_per_set_of_rows",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["file", "typed"]), name="a_batch_is_a_file_or_a_typed_letter"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "confirmed", "held", "taken_in", "void"]),
                name="a_batch_is_in_a_known_state",
            ),
            models.CheckConstraint(condition=Q(pocket__lte=4), name="there_are_four_pockets"),
            models.CheckConstraint(
                condition=Q(withdrawn_by="") | ~Q(withdrawn_by=F("withdrawal_asked_by")),
                name="who_asks_to_withdraw_a_letter_does_not_decide",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""),
                name="a_withdrawn_letter_says_why",
            ),
        ]


class ListRow(models.Model):
    """线索: one person row of a list. State: waiting → accepted | held | refused."""

    id = models.UUIDField(primary_key=True, editable=False)
    batch = models.ForeignKey(ListBatch, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=80, blank=True)
    number = models.PositiveIntegerField()
    colour = models.CharField(max_length=8, blank=True)
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
    route = models.PositiveSmallIntegerField(default=0)  # the pocket that the row's own words name

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
        # With all that is counted of a list: counting, and going on from where one stands, read no row.
        indexes = [
            models.Index(
                fields=["batch", "state", "sheet", "number", "decision", "duplicate", "task"],
                name="rows_by_state",
            )
        ]
