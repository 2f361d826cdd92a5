import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_repeated_request"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SetupCode",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("code_digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="account",
            name="first_digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="account",
            name="first_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("page", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=40)),
                ("filters", models.JSONField(default=dict)),
                ("hidden", models.JSONField(default=list)),
                ("shared", models.BooleanField(default=False)),
                ("is_default", models.BooleanField(default=False)),
                ("made_by", models.CharField(max_length=120)),
                ("made_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="places.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("made_by", "unit", "page", "name"),
                        name="one_saved_view_per_person_page_and_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("made_by", "unit", "page"),
                        name="one_view_a_page_opens_with",
                    ),
                ],
            },
        ),
    ]
