from django.db import models


class Job(models.Model):
    """Long work in idempotent steps of ≤ 10 s. The delivery tells a worker; this row owns the truth."""

    id = models.UUIDField(primary_key=True, editable=False)
    work = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cursor = models.JSONField(default=dict)
    cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    actor = models.JSONField(default=dict)
    unit_path = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running", "done", "failed", "cancelled"]),
                name="a_job_is_in_a_known_state",
            )
        ]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="jobs_by_heartbeat")]


class RoundWalked(models.Model):
    """When a round was last walked, on the headquarters' clock."""

    round = models.CharField(primary_key=True, max_length=60)
    at = models.DateTimeField(null=True)
