"""Printed rosters: every copy is known by its mark, its return is noted, what it says is entered afterwards."""

from django.db import models
from django.db.models import Q

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.streams.verification.models.tasks import Outcome, VerificationTask


class Roster(models.Model):
    """One printed copy of 核查名单. mark: printed across the sheet and in its QR; it names nobody."""

    id = models.UUIDField(primary_key=True, editable=False)
    mark = models.CharField(max_length=20, unique=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=120)
    person_count = models.PositiveIntegerField()
    returned_at = models.DateTimeField(null=True)
    returned_by = models.CharField(max_length=60, blank=True)  # who brought it: a name of the staff
    noted_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | ~Q(returned_by=""),
                name="a_return_names_who_brought_it",
            )
        ]
        indexes = [models.Index(fields=["unit", "returned_at"], name="rosters_by_unit")]


class RosterLine(models.Model):
    """One person on a printed copy; outcome: what was entered from this line, null while it is missing."""

    id = models.UUIDField(primary_key=True, editable=False)
    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    task = models.ForeignKey(VerificationTask, on_delete=models.PROTECT, related_name="+")
    outcome = models.ForeignKey(Outcome, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "number"], name="one_line_per_number_of_a_roster"),
            models.UniqueConstraint(fields=["roster", "task"], name="one_line_per_person_of_a_roster"),
        ]
