from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from yanpan.base.places.models import Unit


class AccountManager(BaseUserManager["Account"]):
    """Only what Django's sign-in needs."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """An office log-in: one person, one role, one unit."""

    id = models.UUIDField(primary_key=True, editable=False)
    username = models.CharField(max_length=60, unique=True)
    label = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="accounts")
    is_active = models.BooleanField(default=True)
    # A first password from a slip, until the person chose an own one; it opens nothing but that choice.
    first_digest = models.CharField(max_length=64, blank=True, default="")
    first_until = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()


class SetupCode(models.Model):
    """A code on the server's terminal that opens the setting up of a home nobody can sign in to yet."""

    id = models.UUIDField(primary_key=True, editable=False)
    code_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class FailedSignIn(models.Model):
    """A wrong password or PIN; counted per name and per address for 15 minutes."""

    name = models.CharField(max_length=120, db_index=True)
    at = models.DateTimeField(db_index=True)


class PhoneSlip(models.Model):
    """A printed slip that enrols one phone for one village. Code and PIN are stored as hashes only."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="slips")
    code_digest = models.CharField(max_length=64, unique=True)
    pin_hash = models.CharField(max_length=160)
    printed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    void_at = models.DateTimeField(null=True)


class Phone(models.Model):
    """An enrolled village phone: knows its unit, needs no password, can be cut off at once."""

    id = models.UUIDField(primary_key=True, editable=False)
    slip = models.OneToOneField(PhoneSlip, on_delete=models.PROTECT, related_name="phone")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="phones")
    label = models.CharField(max_length=60)
    token_digest = models.CharField(max_length=64, unique=True)
    pin_hash = models.CharField(max_length=160)
    enrolled_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class ServiceToken(models.Model):
    """A machine's key: bound to named operations and to one unit."""

    id = models.UUIDField(primary_key=True, editable=False)
    label = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tokens")
    token_digest = models.CharField(max_length=64, unique=True)
    rights = models.JSONField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class RepeatedRequest(models.Model):
    """What a machine was answered under one of its keys: the same request again gets the same answer."""

    token = models.ForeignKey(ServiceToken, on_delete=models.CASCADE, related_name="+")
    key_digest = models.CharField(max_length=64)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "key_digest"], name="one_answer_per_key_of_a_machine")
        ]


class SavedView(models.Model):
    """Filters and hidden columns of one list, under a name. filters: name → code, never free text."""

    id = models.UUIDField(primary_key=True, editable=False)
    page = models.CharField(max_length=60)
    name = models.CharField(max_length=40)
    filters = models.JSONField(default=dict)
    hidden = models.JSONField(default=list)
    shared = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "unit", "page", "name"], name="one_saved_view_per_person_page_and_name"
            ),
            models.UniqueConstraint(
                fields=["made_by", "unit", "page"],
                condition=models.Q(is_default=True),
                name="one_view_a_page_opens_with",
            ),
        ]
