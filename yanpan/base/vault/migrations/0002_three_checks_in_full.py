from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("matter", models.CharField(max_length=40)),
                ("about", models.CharField(max_length=120)),
                ("rule", models.CharField(max_length=40)),
                ("basis", models.CharField(max_length=200)),
                ("signed_by", models.CharField(max_length=120)),
                ("signed_at", models.DateTimeField()),
                ("witnessed_by", models.CharField(blank=True, max_length=120)),
                ("witnessed_at", models.DateTimeField(null=True)),
                ("document", models.CharField(blank=True, max_length=120)),
                ("counts", models.JSONField(default=dict)),
                ("subject_count", models.PositiveIntegerField(default=0)),
                ("subjects_digest", models.CharField(max_length=64)),
                ("keys", models.JSONField(default=list)),
                ("old_keys", models.PositiveIntegerField(default=0)),
                ("swept", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="datakey",
            name="one_data_key_per_table_and_month",
        ),
        migrations.AddField(
            model_name="datakey",
            name="retired_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="datakey",
            name="slot",
            field=models.PositiveIntegerField(null=True, unique=True),
        ),
        migrations.AddConstraint(
            model_name="datakey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at", None)),
                fields=("table", "month"),
                name="one_data_key_in_use_per_table_and_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_by", ""), _negated=True),
                    models.Q(("witnessed_by", models.F("signed_by")), _negated=True),
                ),
                name="a_certificate_is_not_witnessed_by_its_signer",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("witnessed_by", ""), _negated=True), ("witnessed_at__isnull", False)),
                    models.Q(("document", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_certificate_has_a_witness_or_a_document",
            ),
        ),
    ]
