from django.db import models

from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.vault.fields import BlindIndexField, DataClass, SealedField


class Person(models.Model):
    """A person somebody asked for. Never a status, a colour or a score (HC-1)."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="people")
    short_code = models.CharField(max_length=8, unique=True)
    name = SealedField(data_class=DataClass.CONTACT)
    phone = SealedField(data_class=DataClass.CONTACT)
    address = SealedField(data_class=DataClass.CONTACT)
    id_number = SealedField(data_class=DataClass.IDENTIFIER)
    birth_date = SealedField(data_class=DataClass.CONTACT)
    id_index = BlindIndexField()
    phone_index = BlindIndexField()
    sex = models.CharField(max_length=1, blank=True)
    home = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey("Resident", null=True, on_delete=models.SET_NULL, related_name="people")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "resident"],
                condition=models.Q(merged_into__isnull=True, resident__isnull=False),
                name="one_person_per_resident_and_event",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="nobody_is_merged_into_themselves"
            ),
        ]
        indexes = [
            models.Index(
                fields=["event", "resident", "id"],
                condition=models.Q(resident__isnull=True),
                name="people_of_lists_alone",
            ),
            models.Index(
                fields=["event"], condition=models.Q(merged_into__isnull=False), name="people_made_one_record"
            ),
        ]


class Merge(models.Model):
    """Two records were one person: who decided, why, and whether it was taken back."""

    id = models.UUIDField(primary_key=True, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_kept")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_gone")
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at__isnull=True), name="a_record_is_merged_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_merge_has_a_reason"),
        ]


class Register(models.Model):
    """A resident register held under a named authority document (HC-20); optional, destroyed at the event's end."""

    id = models.UUIDField(primary_key=True, editable=False)
    authority = models.CharField(max_length=120)
    loaded_at = models.DateTimeField()
    resident_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(authority=""), name="a_register_names_its_authority")
        ]


class Resident(models.Model):
    """One line of the register: no browsing, no counting by attribute; matching opens it in a worker."""

    id = models.UUIDField(primary_key=True, editable=False)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    record = SealedField(data_class=DataClass.IDENTIFIER)
    id_index = BlindIndexField()
    phone_index = BlindIndexField()
