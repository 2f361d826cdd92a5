import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_three_checks_in_full"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="wording",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="document",
            name="wording_version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("line", models.CharField(blank=True, max_length=30)),
                ("title", models.CharField(max_length=120)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
                ("ended_reason", models.CharField(blank=True, max_length=200)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProcedureVersion",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("from_on", models.DateField()),
                ("problem", models.CharField(max_length=300)),
                ("problem_kind", models.CharField(blank=True, max_length=32)),
                ("problem_about", models.UUIDField(null=True)),
                ("issued_at", models.DateTimeField()),
                ("issued_by", models.CharField(max_length=120)),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="documents.procedure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Briefing",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("people", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="briefings",
                        to="documents.procedureversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperWording",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=24)),
                ("version", models.PositiveIntegerField()),
                ("texts", models.JSONField()),
                ("reason", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=120)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "kind", "version"), name="versions_of_a_wording_stand_in_one_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gt", 0)), name="a_wording_counts_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_new_wording_says_why"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="a_procedure_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None), models.Q(("ended_reason", ""), _negated=True), _connector="OR"
                ),
                name="a_procedure_ends_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.UniqueConstraint(fields=("procedure", "number"), name="one_version_per_number"),
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("problem", ""), _negated=True),
                name="a_version_names_the_problem_it_answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_version_says_what_to_do"
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("problem_about", None), ("problem_kind", "")),
                    models.Q(models.Q(("problem_kind", ""), _negated=True), ("problem_about__isnull", False)),
                    _connector="OR",
                ),
                name="a_problem_is_a_thing_or_a_sentence",
            ),
        ),
        migrations.AddConstraint(
            model_name="briefing",
            constraint=models.UniqueConstraint(
                fields=("version", "unit", "by"), name="one_briefing_per_person_and_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="briefing",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gt", 0)), name="somebody_was_briefed"
            ),
        ),
    ]
