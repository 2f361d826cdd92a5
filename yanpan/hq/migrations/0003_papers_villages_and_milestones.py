import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_wordings_and_procedures"),
        ("events", "0001_initial"),
        ("hq", "0002_the_headquarters_day"),
        ("indicators", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="linereport",
            name="from_villages",
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name="BriefPaper",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "cut_off",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.cutoff"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Circular",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CircularReceiver",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_by", models.CharField(blank=True, max_length=120)),
                (
                    "circular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receivers",
                        to="hq.circular",
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
                "constraints": [
                    models.UniqueConstraint(fields=("circular", "unit"), name="a_notice_goes_to_a_unit_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=20)),
                ("on", models.DateField()),
                ("source", models.CharField(max_length=200)),
                ("noted_at", models.DateTimeField()),
                ("noted_by", models.CharField(max_length=120)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["event", "noted_at"], name="dates_of_an_event")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="a_date_says_where_it_is_known_from",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VillageReport",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("number", models.PositiveSmallIntegerField()),
                ("figures", models.JSONField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("filled_at", models.DateTimeField()),
                ("filled_by", models.CharField(max_length=120)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
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
                "indexes": [models.Index(fields=["event", "on"], name="village_reports_of_a_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "unit", "on", "number"), name="one_village_report_per_day_and_number"
                    )
                ],
            },
        ),
    ]
