"""People who ask what is held about them, and what they ask to be put right."""

from django.db import models
from django.db.models import Q

from yanpan.base.people.models import Person
from yanpan.base.vault.fields import DataClass, SealedField


class Application(models.Model):
    """查阅申请: somebody asks for the own data, a child's, or those of the dead; the document is seen, not kept.

    last_four: of the number of the document shown, nothing more of it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    relation = models.CharField(max_length=8)
    document = models.CharField(max_length=16)
    last_four = models.CharField(max_length=4)
    proof = models.CharField(max_length=16, blank=True)
    asked_at = models.DateTimeField()
    asked_of = models.CharField(max_length=120)
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(relation="self", proof="")
                | (Q(relation__in=["guardian", "relative"]) & ~Q(proof="")),
                name="who_asks_for_another_proves_why",
            ),
            models.CheckConstraint(
                condition=Q(document__in=["id_card", "passport", "travel_permit", "household_book"]),
                name="a_known_document_was_shown",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="an_answered_application_says_by_whom",
            ),
        ]


class Correction(models.Model):
    """更正申请: what an applicant says is wrong. 'wrong_person' is looked at within two hours by the clerks."""

    id = models.UUIDField(primary_key=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=12)
    said = SealedField(data_class=DataClass.MOVEMENT)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["wrong_person", "wrong_fact", "erase"]),
                name="a_correction_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (
                    Q(answer__in=["corrected", "unfounded", "passed_on"], answered_at__isnull=False)
                    & ~Q(reason="")
                ),
                name="an_answered_correction_has_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["answer", "due_at"], name="corrections_by_clock")]
