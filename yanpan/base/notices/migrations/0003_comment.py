import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
        ("notices", "0002_notice_due_at_notice_quiet_until_notice_urgency_and_more"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=32)),
                ("about", models.UUIDField()),
                ("said", models.BinaryField(blank=True, default=b"")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("seen_at", models.DateTimeField(null=True)),
                ("seen_by", models.CharField(blank=True, max_length=120)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=200)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "about"], name="comments_by_thing"),
                    models.Index(
                        condition=models.Q(("seen_at", None), ("to__isnull", False), ("withdrawn_at", None)),
                        fields=["to"],
                        name="comments_nobody_has_seen",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_comment_is_withdrawn_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seen_at", None), ("to__isnull", False), _connector="OR"),
                        name="only_an_addressed_comment_is_seen",
                    ),
                ],
            },
        ),
    ]
