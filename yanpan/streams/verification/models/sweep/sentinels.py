"""Daily counts of fever clinics and pharmacies, and people sent on to a hospital: numbers, never persons."""

from django.db import models
from django.db.models import F, Q

from yanpan.base.events.models import Event
from yanpan.streams.verification.models.sweep.places import KeyPlace


class SentinelCount(models.Model):
    """What a place counted on a day; nothing is written over: the newest stands, the earlier ones stay.

    Of a fever clinic: seen, fever, sampled, referred; of a pharmacy: sold, registered, followed_up.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(KeyPlace, on_delete=models.PROTECT, related_name="counts")
    on = models.DateField()
    number = models.PositiveIntegerField(default=1)
    stands = models.BooleanField(default=True)
    seen = models.PositiveIntegerField(default=0)
    fever = models.PositiveIntegerField(default=0)
    sampled = models.PositiveIntegerField(default=0)
    referred = models.PositiveIntegerField(default=0)
    sold = models.PositiveIntegerField(default=0)
    registered = models.PositiveIntegerField(default=0)
    followed_up = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "place", "on"],
                condition=Q(stands=True),
                name="one_count_stands_per_place_and_day",
            ),
            models.UniqueConstraint(
                fields=["event", "place", "on", "number"], name="counts_of_a_day_stand_in_one_order"
            ),
            models.CheckConstraint(
                condition=Q(fever__lte=F("seen"), sampled__lte=F("seen"), referred__lte=F("seen")),
                name="no_more_with_fever_than_were_seen",
            ),
            models.CheckConstraint(
                condition=Q(registered__lte=F("sold"), followed_up__lte=F("registered")),
                name="no_more_followed_up_than_registered",
            ),
        ]


class Referral(models.Model):
    """转诊: so many people sent from one place to another; the receiver says how many came."""

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(KeyPlace, on_delete=models.PROTECT, related_name="referrals_sent")
    receiver = models.ForeignKey(KeyPlace, on_delete=models.PROTECT, related_name="referrals_received")
    people = models.PositiveIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    came = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=120, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="a_referral_is_of_somebody"),
            models.CheckConstraint(
                condition=~Q(sender=F("receiver")), name="nobody_is_referred_to_the_same_place"
            ),
            models.CheckConstraint(
                condition=Q(came=None, received_at=None)
                | Q(came__lte=F("people"), received_at__isnull=False),
                name="no_more_come_than_were_sent",
            ),
        ]
        indexes = [models.Index(fields=["event", "received_at", "due_at"], name="referrals_by_clock")]
