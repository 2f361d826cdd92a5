"""Searches the police are asked for, and searches an epidemiologist lengthens."""

from django.db import models
from django.db.models import Q

from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField
from yanpan.streams.verification.models.tasks import VerificationTask


class PoliceSearch(models.Model):
    """公安协查: a person nobody reached. The finder sees name, ID and telephone, and returns a place or nothing."""

    id = models.UUIDField(primary_key=True, editable=False)
    task = models.ForeignKey(VerificationTask, on_delete=models.PROTECT, related_name="police_searches")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default="waiting")
    place = SealedField(data_class=DataClass.MOVEMENT)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)
    routed_to = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(state="waiting"), name="one_waiting_police_search_per_task"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "found", "not_found", "withdrawn"]),
                name="a_police_search_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="a_police_search_waits_or_has_ended",
            ),
            models.CheckConstraint(
                condition=Q(routed_to__isnull=True) | Q(state="found"),
                name="only_a_found_place_routes_somebody",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="police_searches_by_state")]


class SearchExtension(models.Model):
    """An epidemiologist's reason why the search for one person goes on past its end (HC-19)."""

    id = models.UUIDField(primary_key=True, editable=False)
    task = models.ForeignKey(VerificationTask, on_delete=models.PROTECT, related_name="search_extensions")
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    reason = models.CharField(max_length=200)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_extended_search_has_a_reason")
        ]
