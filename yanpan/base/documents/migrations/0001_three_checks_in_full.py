import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("content", models.BinaryField(blank=True, default=b"")),
                ("media_type", models.CharField(max_length=40)),
                ("byte_count", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=120)),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=24)),
                ("title", models.CharField(max_length=120)),
                ("urgency", models.CharField(blank=True, max_length=12)),
                ("drill", models.BooleanField(default=False)),
                ("state", models.CharField(default="drafted", max_length=12)),
                ("text", models.BinaryField(blank=True, default=b"")),
                ("text_digest", models.CharField(blank=True, max_length=64)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("sequence", models.PositiveIntegerField(null=True)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("drafted_by", models.CharField(max_length=120)),
                ("drafted_at", models.DateTimeField()),
                ("checked_by", models.CharField(blank=True, max_length=120)),
                ("checked_at", models.DateTimeField(null=True)),
                ("sent_back", models.CharField(blank=True, max_length=200)),
                ("signed_by", models.CharField(blank=True, max_length=120)),
                ("signed_at", models.DateTimeField(null=True)),
                ("issued_by", models.CharField(blank=True, max_length=120)),
                ("issued_at", models.DateTimeField(null=True)),
                ("channel", models.CharField(blank=True, max_length=12)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
                ("ended_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="documents.document",
                    ),
                ),
                (
                    "replaced_by",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="documents.document",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("view", models.CharField(max_length=24)),
                ("filters", models.JSONField(default=dict)),
                ("purpose", models.CharField(max_length=16)),
                ("reason", models.CharField(max_length=200)),
                ("state", models.CharField(default="asked", max_length=10)),
                ("asked_by", models.CharField(max_length=120)),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("content", models.BinaryField(blank=True, default=b"")),
                ("row_count", models.PositiveIntegerField(null=True)),
                ("made_at", models.DateTimeField(null=True)),
                ("downloads", models.PositiveIntegerField(default=0)),
                ("ends_at", models.DateTimeField(null=True)),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=24)),
                ("year", models.PositiveSmallIntegerField()),
                ("drill", models.BooleanField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("media_type__in", ["image/jpeg", "image/png", "application/pdf"])),
                name="an_attachment_is_a_picture_or_a_pdf",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sequence__isnull", False)),
                fields=("body", "kind", "year", "sequence", "drill"),
                name="a_number_is_given_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["drafted", "checked", "signed", "issued", "acknowledged", "void", "corrected"],
                    )
                ),
                name="a_document_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("checked_by", ""),
                        models.Q(("checked_by", models.F("drafted_by")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("signed_by", ""),
                        models.Q(
                            models.Q(("signed_by", models.F("drafted_by")), _negated=True),
                            models.Q(("signed_by", models.F("checked_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                ),
                name="three_acts_by_three_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number", ""),
                        ("sequence__isnull", True),
                        ("signed_at__isnull", True),
                        ("signed_by", ""),
                    ),
                    models.Q(
                        ("sequence__isnull", False),
                        ("signed_at__isnull", False),
                        ("year__isnull", False),
                        models.Q(("signed_by", ""), _negated=True),
                        models.Q(("checked_by", ""), _negated=True),
                        models.Q(("number", ""), _negated=True),
                        models.Q(("text_digest", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_signed_document_has_its_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["signed", "issued", "acknowledged", "corrected"]), _negated=True),
                    ("signed_at__isnull", False),
                    _connector="OR",
                ),
                name="only_a_signed_document_goes_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "corrected"), _negated=True),
                    ("replaced_by__isnull", False),
                    _connector="OR",
                ),
                name="a_corrected_document_names_its_successor",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "void"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_void_document_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("corrects", models.F("id")), _negated=True),
                name="no_document_corrects_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(fields=["asked_by", "asked_at"], name="exports_by_person_and_day"),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "approved", "refused", "gone"])),
                name="an_export_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", models.F("asked_by")), _negated=True),
                name="nobody_approves_the_own_export",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(models.Q(("decided_by", ""), _negated=True), ("ends_at__isnull", False)),
                    _connector="OR",
                ),
                name="an_approved_export_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(("content", b""), ("state", "approved"), _connector="OR"),
                name="only_an_approved_export_has_a_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="an_export_has_its_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.UniqueConstraint(
                fields=("body", "kind", "year", "drill"), name="one_series_per_body_kind_and_year"
            ),
        ),
    ]
