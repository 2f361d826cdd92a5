"""The register of key places, the sheets it came from, and every visit."""

from django.db import models
from django.db.models import Q

from yanpan.base.documents.models import Attachment
from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import DataClass, SealedField


class KeyPlace(models.Model):
    """重点场所: a place to be visited in its rhythm. folded: the title as it is compared."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14)
    title = models.CharField(max_length=80)
    folded = models.CharField(max_length=80)
    street = models.CharField(max_length=120, blank=True)
    contact = SealedField(data_class=DataClass.CONTACT)
    contact_phone = SealedField(data_class=DataClass.CONTACT)
    is_open = models.BooleanField(default=True)
    due_on = models.DateField()
    last_result = models.CharField(max_length=8, blank=True)
    last_visit_at = models.DateTimeField(null=True)
    last_visit_by = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=120)
    removed_at = models.DateTimeField(null=True)
    removed_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "folded"],
                condition=Q(removed_at=None),
                name="one_entry_per_key_place",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "fever_clinic",
                        "pharmacy",
                        "market",
                        "hotel",
                        "bath_card",
                        "elderly_home",
                        "school",
                        "cold_store",
                        "other",
                    ]
                ),
                name="a_key_place_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_why="")
                | (Q(removed_at__isnull=False) & ~Q(removed_why="")),
                name="a_removed_place_says_why",
            ),
        ]
        indexes = [models.Index(fields=["unit", "removed_at", "due_on"], name="key_places_by_day")]


class PlaceVisit(models.Model):
    """One visit; a later one of the same day stands beside the earlier one and counts from then on."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(KeyPlace, on_delete=models.PROTECT, related_name="visits")
    number = models.PositiveIntegerField(default=1)
    on = models.DateField()
    result = models.CharField(max_length=8)
    broken = models.JSONField(default=list)
    note = SealedField(data_class=DataClass.MOVEMENT)
    photo = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="visits_of_a_place_stand_in_one_order"),
            models.CheckConstraint(
                condition=Q(result__in=["open", "closed", "refused"]), name="a_visit_has_a_known_result"
            ),
            models.CheckConstraint(
                condition=~Q(result="refused") | Q(broken=[]), name="who_was_not_let_in_saw_nothing"
            ),
        ]
        indexes = [models.Index(fields=["event", "on"], name="place_visits_by_day")]


class PlaceSheet(models.Model):
    """A sheet of places, waiting until a person says what its columns mean; then its content goes."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=80)
    content = SealedField(data_class=DataClass.CONTACT)
    columns = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, default="proposed")
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=120)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "imported", "void"]),
                name="a_sheet_of_places_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(gone_at__isnull=False),
                name="a_decided_sheet_of_places_is_gone",
            ),
        ]
