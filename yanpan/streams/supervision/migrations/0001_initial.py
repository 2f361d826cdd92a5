import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_three_checks_in_full"),
        ("events", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("line", models.CharField(max_length=30)),
                ("rule", models.CharField(max_length=40)),
                ("severity", models.PositiveSmallIntegerField()),
                ("times", models.PositiveSmallIntegerField(default=1)),
                ("seen", models.BinaryField(blank=True, default=b"")),
                ("told", models.BinaryField(blank=True, default=b"")),
                ("found_at", models.DateTimeField()),
                ("found_by", models.CharField(max_length=120)),
                ("due_at", models.DateTimeField()),
                ("pack", models.CharField(max_length=60)),
                ("state", models.CharField(default="found", max_length=12)),
                ("ordered_at", models.DateTimeField(null=True)),
                ("fixed_at", models.DateTimeField(null=True)),
                ("fixed_by", models.CharField(blank=True, max_length=120)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=120)),
                ("sent_back", models.PositiveSmallIntegerField(default=0)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
                (
                    "checking_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
                    ),
                ),
                (
                    "fixing_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
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
            name="FindingStep",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("step", models.CharField(max_length=20)),
                ("note", models.BinaryField(blank=True, default=b"")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="supervision.finding",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FindingPhoto",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="supervision.findingstep",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OrderSheet",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("by_word_at", models.DateTimeField(null=True)),
                ("paper_by", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_sheet",
                        to="documents.document",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="supervision.ordersheet",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="supervision.finding",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="supervision.ordersheet",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=80)),
                ("folded", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=20)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="finding",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="supervision.site"
            ),
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("line", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="supervision.site",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="finding",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="supervision.visit"
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.UniqueConstraint(
                fields=("finding", "number"), name="steps_of_a_finding_stand_in_one_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="ordersheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", models.F("owner")), _negated=True),
                name="nobody_orders_the_own_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="ordersheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_word_at", None), ("paper_by", None)),
                    models.Q(("by_word_at__isnull", False), ("paper_by__isnull", False)),
                    _connector="OR",
                ),
                name="an_order_by_word_has_its_paper_to_come",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("finding",),
                name="a_finding_stands_on_one_sheet_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.UniqueConstraint(
                fields=("unit", "folded"), name="a_place_of_a_unit_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(("folded", ""), _negated=True), name="a_place_inspected_has_a_title"
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["event", "at"], name="visits_by_hour"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="a_withdrawn_visit_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["event", "state", "due_at"], name="findings_by_clock"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["site", "rule", "found_at"], name="findings_by_place_and_rule"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "found",
                            "ordered",
                            "acknowledged",
                            "in_work",
                            "reported",
                            "closed",
                            "sent_back",
                            "refused",
                            "withdrawn",
                        ],
                    )
                ),
                name="a_finding_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__gte", 1), ("severity__lte", 3)),
                name="a_finding_has_a_known_severity",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at", None), ("fixed_at__isnull", False), _connector="OR"),
                name="only_a_fixed_finding_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_by", ""),
                    models.Q(("closed_by", models.F("fixed_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_closes_the_own_fixing",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checking_unit", None),
                    models.Q(("checking_unit", models.F("fixing_unit")), _negated=True),
                    _connector="OR",
                ),
                name="no_unit_closes_the_own_fixing",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    models.Q(
                        ("closed_at__isnull", False),
                        models.Q(("closed_by", ""), _negated=True),
                        ("checking_unit__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_closed_finding_names_who_checked",
            ),
        ),
    ]
