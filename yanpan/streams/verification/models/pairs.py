"""Pairs a clerk compares, what each clerk said, and what a merge of two tasks changed."""

from django.db import models
from django.db.models import Q

from yanpan.base.people.models import Merge, Person, Resident
from yanpan.base.vault.fields import BlindIndexField
from yanpan.streams.verification.models.lists import ListRow
from yanpan.streams.verification.models.tasks import VerificationTask


class Pair(models.Model):
    """比对结论: is the person of this row that resident, or that person of an earlier list? Asked of a clerk.

    answer: '' waits; unsure waits for another clerk; referred waits for an epidemiologist; same and different are
    decided. identity: keyed index of the person as listed. follows: the pair of the same identity and the same
    counterpart whose decision holds here too; it is not asked. held: in one clerk's hands for ten minutes.
    second_look: '' none, wanted, agreed, disagreed (a blind second look at some of the decisions 'same').
    """

    id = models.UUIDField(primary_key=True, editable=False)
    row = models.OneToOneField(ListRow, on_delete=models.PROTECT, related_name="pair")
    resident = models.ForeignKey(Resident, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    identity = BlindIndexField()
    follows = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="followers")
    score = models.FloatField()
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    held_by = models.CharField(max_length=120, blank=True)
    held_until = models.DateTimeField(null=True)
    second_look = models.CharField(max_length=10, blank=True)
    merge = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["", "same", "different", "unsure", "referred"]),
                name="a_pair_has_a_known_answer",
            ),
            models.CheckConstraint(
                condition=Q(resident__isnull=True) ^ Q(person__isnull=True),
                name="a_pair_names_a_resident_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(second_look__in=["", "wanted", "agreed", "disagreed"]),
                name="a_second_look_is_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["score"],
                condition=Q(follows__isnull=True) & (Q(answer__in=["", "unsure"]) | Q(second_look="wanted")),
                name="pairs_that_wait",
            )
        ]


class PairOpinion(models.Model):
    """What one clerk said of a pair; a decision taken back takes its opinions with it, none is erased."""

    id = models.UUIDField(primary_key=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="opinions")
    answer = models.CharField(max_length=10)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    blind = models.BooleanField(default=False)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "by"],
                condition=Q(taken_back_at__isnull=True),
                name="one_opinion_of_a_clerk_on_a_pair",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["same", "different", "unsure"]), name="an_opinion_has_a_known_answer"
            ),
        ]


class TaskMerge(models.Model):
    """What making one task of two changed, so that it can be taken back whole.

    before, after: of the kept task, by field; gone_standing: where the other stood; handovers: called_back by it,
    or moved to the kept task; monitorings: open at home then, by id the task they were of; rows: the kept task's.
    contradiction: both were answered, and not alike: the later answer counts, both stay in the chain.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    merge = models.OneToOneField(Merge, on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey(VerificationTask, on_delete=models.CASCADE, related_name="merges_kept")
    gone = models.ForeignKey(VerificationTask, on_delete=models.CASCADE, related_name="merges_gone")
    before = models.JSONField()
    after = models.JSONField()
    gone_standing = models.CharField(max_length=10)
    handovers = models.JSONField(default=dict)
    monitorings = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    contradiction = models.BooleanField(default=False)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
