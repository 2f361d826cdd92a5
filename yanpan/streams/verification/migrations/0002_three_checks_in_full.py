import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_three_checks_in_full"),
        ("events", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
        ("verification", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=5)),
                ("result", models.CharField(max_length=12)),
            ],
        ),
        migrations.CreateModel(
            name="Roster",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=20, unique=True)),
                ("printed_at", models.DateTimeField()),
                ("printed_by", models.CharField(max_length=120)),
                ("person_count", models.PositiveIntegerField()),
                ("returned_at", models.DateTimeField(null=True)),
                ("returned_by", models.CharField(blank=True, max_length=60)),
                ("noted_by", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="RosterLine",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SourceLayout",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=24)),
                ("sender", models.CharField(blank=True, max_length=80)),
                ("version", models.PositiveIntegerField()),
                ("sheets", models.JSONField(default=list)),
                ("colours", models.JSONField(default=list)),
                ("confirmed_by", models.CharField(max_length=120)),
                ("confirmed_at", models.DateTimeField()),
            ],
        ),
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
            model_name="listbatch",
            name="colours",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="continues",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="verification.listbatch",
            ),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="cut_confirmed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="keep_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="kind",
            field=models.CharField(default="file", max_length=5),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="layout_version",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="letter_number",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="number_called_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="number_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="reply_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="row_keys",
            field=models.BinaryField(blank=True, default=b""),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="rows_digest",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="rows_repeated",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="scan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.attachment",
            ),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="warnings",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="listrow",
            name="colour",
            field=models.CharField(blank=True, max_length=8),
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
            model_name="listbatch",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("state", "void"), _negated=True), models.Q(("rows_digest", ""), _negated=True)
                ),
                fields=("event", "rows_digest"),
                name="one_living_batch_per_set_of_rows",
            ),
        ),
        migrations.AddConstraint(
            model_name="listbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["file", "typed"])),
                name="a_batch_is_a_file_or_a_typed_letter",
            ),
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
        migrations.AddField(
            model_name="attempt",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempts",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="roster",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="roster",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="rosterline",
            name="outcome",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="verification.outcome",
            ),
        ),
        migrations.AddField(
            model_name="rosterline",
            name="roster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="verification.roster"
            ),
        ),
        migrations.AddField(
            model_name="rosterline",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="sourcelayout",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["task", "at"], name="attempts_by_task"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["call", "visit"])), name="an_attempt_is_a_call_or_a_visit"
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["reached", "off", "dead_number", "refused"])),
                name="an_attempt_ended_somehow",
            ),
        ),
        migrations.AddIndex(
            model_name="roster",
            index=models.Index(fields=["unit", "returned_at"], name="rosters_by_unit"),
        ),
        migrations.AddConstraint(
            model_name="roster",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("returned_at__isnull", True),
                    models.Q(("returned_by", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_return_names_who_brought_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterline",
            constraint=models.UniqueConstraint(
                fields=("roster", "number"), name="one_line_per_number_of_a_roster"
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterline",
            constraint=models.UniqueConstraint(
                fields=("roster", "task"), name="one_line_per_person_of_a_roster"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcelayout",
            constraint=models.UniqueConstraint(
                fields=("unit", "source", "sender", "version"), name="one_layout_per_sender_and_version"
            ),
        ),
    ]
