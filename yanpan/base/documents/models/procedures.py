"""操作规程: how a unit has a thing done, version beside version, and who was briefed on each."""

from django.db import models
from django.db.models import Q

from yanpan.base.documents.models.attachments import Attachment
from yanpan.base.places.models import Unit


class Procedure(models.Model):
    """unit: who issued it, for itself and everybody below. line: key of a line of work, '' = of all."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_procedure_has_a_title"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_reason=""), name="a_procedure_ends_with_a_reason"
            ),
        ]


class ProcedureVersion(models.Model):
    """Never changed: a later one takes its place from its day on.

    problem: what it answers, in words; problem_kind, problem_about: the item or finding, where it is one.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    from_on = models.DateField()
    problem = models.CharField(max_length=300)
    problem_kind = models.CharField(max_length=32, blank=True)
    problem_about = models.UUIDField(null=True)
    file = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="one_version_per_number"),
            models.CheckConstraint(condition=~Q(problem=""), name="a_version_names_the_problem_it_answers"),
            models.CheckConstraint(condition=~Q(text=""), name="a_version_says_what_to_do"),
            models.CheckConstraint(
                condition=Q(problem_kind="", problem_about=None)
                | (~Q(problem_kind="") & Q(problem_about__isnull=False)),
                name="a_problem_is_a_thing_or_a_sentence",
            ),
        ]


class Briefing(models.Model):
    """已读并培训: a unit says that its people have read a version and were briefed on a day."""

    id = models.UUIDField(primary_key=True, editable=False)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="briefings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    people = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "unit", "by"], name="one_briefing_per_person_and_version"
            ),
            models.CheckConstraint(condition=Q(people__gt=0), name="somebody_was_briefed"),
        ]
