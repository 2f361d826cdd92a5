"""协查函 to other cities, the persons they name, and the receipts that come back."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.documents.models import Attachment, Document
from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.verification.models.tasks import VerificationTask


class Letter(models.Model):
    """One letter to one city. What it says lies sealed in its document; here is where it went and by when."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="letter")
    purpose = models.CharField(max_length=10, default="ask")
    city = models.CharField(max_length=6)
    city_name = models.CharField(max_length=40)
    format = models.CharField(max_length=20)
    hours = models.PositiveSmallIntegerField()
    person_count = models.PositiveSmallIntegerField()
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    their_phone = models.CharField(max_length=30, blank=True)
    called_at = models.DateTimeField(null=True)
    call_answer = models.CharField(max_length=20, blank=True)
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followers")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["ask", "onward", "withdraw"]), name="a_letter_has_a_known_purpose"
            ),
            models.CheckConstraint(condition=~Q(follows=F("id")), name="no_letter_follows_itself"),
            models.CheckConstraint(
                condition=Q(hours__gte=1) & Q(hours__lte=72), name="a_letter_gives_hours_to_answer"
            ),
        ]
        indexes = [models.Index(fields=["event", "answer_by"], name="letters_by_clock")]


class LetterPerson(models.Model):
    """One person in a letter. result: of the last receipt; '' until there is one."""

    id = models.UUIDField(primary_key=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="persons")
    task = models.ForeignKey(VerificationTask, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "task"], name="a_letter_names_a_person_once"),
            models.UniqueConstraint(fields=["letter", "number"], name="one_person_per_line_of_a_letter"),
        ]


class Receipt(models.Model):
    """回执: what the other city says of one person, in order; a corrected receipt is a later line."""

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(LetterPerson, on_delete=models.PROTECT, related_name="receipts")
    result = models.CharField(max_length=10)
    place = SealedField(data_class=DataClass.MOVEMENT)
    controlled_at = models.DateTimeField(null=True)
    measure = models.CharField(max_length=12, blank=True)
    deciding_body = models.CharField(max_length=60, blank=True)
    samples = SealedField(data_class=DataClass.HEALTH)
    test_at = models.DateTimeField(null=True)
    test_result = models.CharField(max_length=10, blank=True)
    onward = SealedField(data_class=DataClass.MOVEMENT)
    onward_city = models.CharField(max_length=6, blank=True)
    next_contacts = models.PositiveIntegerField(null=True)
    reporter = models.CharField(max_length=40)
    checker = models.CharField(max_length=40, blank=True)
    receipted_on = models.DateField(null=True)
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=120)
    sheet = models.ForeignKey("ReceiptSheet", null=True, on_delete=models.PROTECT, related_name="receipts")
    scan = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["found", "not_here", "returned", "moved_on"]),
                name="a_receipt_has_a_known_result",
            ),
            models.CheckConstraint(condition=~Q(reporter=""), name="a_receipt_names_its_reporter"),
        ]


class ReceiptSheet(models.Model):
    """One table a city sent with receipts for many letters: proposed → confirmed, or void; then the file goes."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(max_length=80)
    file_name = models.CharField(max_length=80)
    file_digest = models.CharField(max_length=64)
    content = SealedField(data_class=DataClass.MOVEMENT)
    content_gone_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default="proposed")
    rows_entered = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "file_digest"],
                condition=~Q(state="void"),
                name="one_living_sheet_of_receipts_per_file",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "confirmed", "void"]),
                name="a_sheet_of_receipts_is_in_a_known_state",
            ),
        ]
