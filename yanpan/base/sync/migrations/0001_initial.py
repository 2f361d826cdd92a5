import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FieldDevice",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("owner", models.UUIDField()),
                ("device", models.UUIDField()),
                ("owner_name", models.CharField(max_length=120)),
                ("announced", models.PositiveIntegerField(default=0)),
                ("received", models.PositiveIntegerField(default=0)),
                ("copied", models.PositiveIntegerField(default=0)),
                ("first_seen_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FieldRecord",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("sequence", models.PositiveIntegerField()),
                ("copied", models.BooleanField(default=False)),
                ("operation", models.CharField(max_length=80)),
                ("subject", models.UUIDField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("base_version", models.PositiveIntegerField(default=0)),
                ("after", models.UUIDField(db_index=True, null=True)),
                ("payload", models.BinaryField(blank=True, default=b"")),
                ("digest", models.CharField(max_length=64)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("facts", models.JSONField(default=dict)),
                ("result_version", models.PositiveIntegerField(default=0)),
                ("settled_at", models.DateTimeField(null=True)),
                ("taken_on", models.PositiveIntegerField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="sync.fielddevice",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="fielddevice",
            constraint=models.UniqueConstraint(
                fields=("owner", "device"), name="one_line_per_device_of_an_owner"
            ),
        ),
        migrations.AddIndex(
            model_name="fieldrecord",
            index=models.Index(fields=["state", "received_at"], name="field_records_by_state"),
        ),
        migrations.AddConstraint(
            model_name="fieldrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("copied", False)),
                fields=("device", "sequence"),
                name="one_record_per_sequence_of_a_device",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "accepted", "refused", "held", "conflict", "put_away"])
                ),
                name="a_field_record_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "put_away"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="put_away_with_a_reason_only",
            ),
        ),
    ]
