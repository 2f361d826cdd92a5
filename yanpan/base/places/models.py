from django.db import models


class GeoUnit(models.Model):
    """A unit of the map: a code is only a name together with its code system and its dates."""

    code = models.CharField(max_length=12)
    code_system = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=12)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "code_system", "valid_from"], name="one_place_per_code_system_and_date"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="a_place_ends_after_it_starts",
            ),
        ]


class Unit(models.Model):
    """A unit of responsibility: who must act. `path` = the keys from the city down, each closed by '/'."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, unique=True)
    leader = models.CharField(max_length=40, blank=True)
    deputy = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(path__endswith="/"), name="a_unit_path_ends_in_a_slash")
        ]


class Answering(models.Model):
    """Which unit answers for which place, from when to when: the mapping between the two trees."""

    place = models.ForeignKey(GeoUnit, on_delete=models.PROTECT, related_name="answering")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="answers_for")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    assumed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=models.Q(valid_to__isnull=True),
                name="one_unit_answers_for_a_place_now",
            )
        ]
