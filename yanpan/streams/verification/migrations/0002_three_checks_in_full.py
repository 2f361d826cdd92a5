from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
        ("verification", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="verificationtask",
            name="a_task_stands_at_one_place",
        ),
        migrations.RemoveConstraint(
            model_name="verificationtask",
            name="a_closed_task_has_an_answer",
        ),
        migrations.RemoveConstraint(
            model_name="verificationtask",
            name="unreachable_never_closes",
        ),
        migrations.AddField(
            model_name="outcome",
            name="test_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="outcome",
            name="test_result",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="outcome",
            name="told",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="outcome",
            name="way",
            field=models.CharField(default="taps", max_length=10),
        ),
        migrations.AddField(
            model_name="verificationtask",
            name="controlled_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="verificationtask",
            name="extensions",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="verificationtask",
            name="found_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="verificationtask",
            name="lapses_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="verificationtask",
            name="paper_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="verificationtask",
            name="test_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="verificationtask",
            name="test_result",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="verificationtask",
            name="told",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="verificationtask",
            name="topic",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddConstraint(
            model_name="verificationtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "standing__in",
                        [
                            "verified",
                            "handed_on",
                            "returned",
                            "not_found",
                            "deceased",
                            "in_hand",
                            "duplicate",
                            "lapsed",
                        ],
                    )
                ),
                name="a_task_stands_at_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standing__in", ["in_hand", "duplicate", "lapsed"]),
                    ("answered_at__isnull", False),
                    _connector="OR",
                ),
                name="a_closed_task_has_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact", "not_reached"), _negated=True),
                    ("standing__in", ["in_hand", "duplicate", "lapsed"]),
                    _connector="OR",
                ),
                name="unreachable_never_closes",
            ),
        ),
    ]
