import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_three_checks_in_full"),
        ("events", "0001_initial"),
        ("hq", "0001_initial"),
        ("indicators", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("presence", models.CharField(max_length=10)),
                ("person", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(blank=True, max_length=100)),
                ("noted_at", models.DateTimeField()),
                ("noted_by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="DutyEntry",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("caller", models.BinaryField(blank=True, default=b"")),
                ("number", models.BinaryField(blank=True, default=b"")),
                ("matter", models.BinaryField(blank=True, default=b"")),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=120)),
                ("passed_at", models.DateTimeField(null=True)),
                ("answer", models.BinaryField(blank=True, default=b"")),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=120)),
                ("struck_at", models.DateTimeField(null=True)),
                ("struck_by", models.CharField(blank=True, max_length=120)),
                ("struck_reason", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="DutyTurn",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("post", models.CharField(max_length=10)),
                ("name", models.BinaryField(blank=True, default=b"")),
                ("phone", models.BinaryField(blank=True, default=b"")),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("named_at", models.DateTimeField()),
                ("named_by", models.CharField(max_length=120)),
                ("out_at", models.DateTimeField(null=True)),
                ("out_reason", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="HourChange",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40)),
                ("at", models.CharField(blank=True, max_length=5)),
                ("title", models.CharField(blank=True, max_length=60)),
                ("from_on", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="HourDone",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("code", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="IncomingPaper",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("number", models.CharField(max_length=60)),
                ("source", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("received_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("registered_at", models.DateTimeField()),
                ("registered_by", models.CharField(max_length=120)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("answer_number", models.CharField(blank=True, max_length=60)),
                ("void_at", models.DateTimeField(null=True)),
                ("void_reason", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="ItemFile",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="ItemStep",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("step", models.CharField(max_length=10)),
                ("note", models.BinaryField(blank=True, default=b"")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="LineForm",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("line", models.CharField(max_length=30)),
                ("number", models.PositiveSmallIntegerField()),
                ("from_on", models.DateField()),
                ("fields", models.JSONField(default=list)),
                ("checks", models.JSONField(default=list)),
                ("file_name", models.CharField(max_length=120)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="LineReport",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("line", models.CharField(max_length=30)),
                ("on", models.DateField()),
                ("basis", models.CharField(max_length=7)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("figures", models.JSONField(default=dict)),
                ("copied", models.JSONField(default=list)),
                ("reasons", models.JSONField(default=dict)),
                ("progress", models.TextField(blank=True)),
                ("problems", models.TextField(blank=True)),
                ("needs", models.TextField(blank=True)),
                ("is_zero", models.BooleanField(default=False)),
                ("same_as_before", models.BooleanField(default=False)),
                ("state", models.CharField(default="draft", max_length=8)),
                ("remark", models.CharField(blank=True, max_length=300)),
                ("filled_at", models.DateTimeField()),
                ("filled_by", models.CharField(max_length=120)),
                ("approved_at", models.DateTimeField(null=True)),
                ("approved_by", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="LinkNote",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("indicator", models.CharField(blank=True, max_length=60)),
                ("text", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("chair", models.CharField(max_length=40)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("opened_by", models.CharField(max_length=120)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="RapidReport",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("place", models.BinaryField(blank=True, default=b"")),
                ("what", models.BinaryField(blank=True, default=b"")),
                ("seen_by", models.BinaryField(blank=True, default=b"")),
                ("done", models.BinaryField(blank=True, default=b"")),
                ("needed", models.BinaryField(blank=True, default=b"")),
                ("number", models.BinaryField(blank=True, default=b"")),
                ("people", models.PositiveIntegerField(null=True)),
                ("happened_at", models.DateTimeField()),
                ("reported_at", models.DateTimeField()),
                ("reported_by", models.CharField(max_length=120)),
                ("by_telephone", models.BooleanField(default=False)),
                ("told_emergency_at", models.DateTimeField(null=True)),
                ("call_back_by", models.DateTimeField()),
                ("called_back_at", models.DateTimeField(null=True)),
                ("called_back_by", models.CharField(blank=True, max_length=120)),
                ("call_answer", models.BinaryField(blank=True, default=b"")),
                ("held_since", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=120)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="RapidStep",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("to_key", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("way", models.CharField(max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name="RapidUpdate",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("is_final", models.BooleanField(default=False)),
                ("what", models.BinaryField(blank=True, default=b"")),
                ("done", models.BinaryField(blank=True, default=b"")),
                ("needed", models.BinaryField(blank=True, default=b"")),
                ("people", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="ShiftHandover",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("hour", models.CharField(max_length=5)),
                ("open_things", models.JSONField(default=list)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("outgoing_at", models.DateTimeField()),
                ("outgoing_by", models.CharField(max_length=120)),
                ("incoming_at", models.DateTimeField(null=True)),
                ("incoming_by", models.CharField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="item",
            name="one_open_item_per_owner_and_weak_link",
        ),
        migrations.RemoveConstraint(
            model_name="item",
            name="done_needs_evidence",
        ),
        migrations.AddField(
            model_name="item",
            name="baseline",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="item",
            name="by_word",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="item",
            name="checked_by",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="item",
            name="escalated_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="item",
            name="helpers",
            field=models.ManyToManyField(related_name="+", to="places.unit"),
        ),
        migrations.AddField(
            model_name="item",
            name="matter",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="item",
            name="origin",
            field=models.CharField(default="assessment", max_length=12),
        ),
        migrations.AddField(
            model_name="item",
            name="proposed_by",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="item",
            name="redone",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="item",
            name="reopened",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="item",
            name="sheet",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="code",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="item",
            name="cut_off",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.cutoff",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["event", "state", "due_at"], name="items_by_state_and_clock"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["struck_off", "withdrawn"]), _negated=True),
                    models.Q(("code", ""), _negated=True),
                ),
                fields=("event", "owner", "code", "indicator"),
                name="one_open_item_per_owner_and_weak_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["reported", "checking", "struck_off"]), _negated=True),
                    models.Q(("evidence", ""), _negated=True),
                    _connector="OR",
                ),
                name="done_needs_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", ""), _negated=True),
                    models.Q(("matter", ""), _negated=True),
                    _connector="OR",
                ),
                name="an_item_says_what_it_is_about",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "checking"), _negated=True),
                    models.Q(
                        models.Q(("checked_by", ""), _negated=True),
                        models.Q(("checked_by", models.F("reported_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="another_person_checks_an_item",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="dutyentry",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="dutyentry",
            name="item",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hq.item"
            ),
        ),
        migrations.AddField(
            model_name="dutyentry",
            name="passed_to",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="dutyentry",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="dutyturn",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="hourchange",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="hourdone",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="hourdone",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="incomingpaper",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="incomingpaper",
            name="item",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hq.item"
            ),
        ),
        migrations.AddField(
            model_name="incomingpaper",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="incomingpaper",
            name="scan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.attachment",
            ),
        ),
        migrations.AddField(
            model_name="incomingpaper",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="itemfile",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.attachment"
            ),
        ),
        migrations.AddField(
            model_name="itemstep",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="hq.item"
            ),
        ),
        migrations.AddField(
            model_name="itemfile",
            name="step",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="hq.itemstep"
            ),
        ),
        migrations.AddConstraint(
            model_name="lineform",
            constraint=models.UniqueConstraint(
                fields=("line", "number"), name="one_form_per_line_and_number"
            ),
        ),
        migrations.AddField(
            model_name="linereport",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="linereport",
            name="form",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hq.lineform"
            ),
        ),
        migrations.AddField(
            model_name="linereport",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="linknote",
            name="cut_off",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.cutoff"
            ),
        ),
        migrations.AddField(
            model_name="linknote",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="cut_off",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.cutoff",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="minutes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="attendance", to="hq.meeting"
            ),
        ),
        migrations.AddField(
            model_name="rapidreport",
            name="entry",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="hq.dutyentry",
            ),
        ),
        migrations.AddField(
            model_name="rapidreport",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="rapidreport",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="rapidreport",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="rapidstep",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="hq.rapidreport"
            ),
        ),
        migrations.AddField(
            model_name="rapidstep",
            name="sender",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="rapidupdate",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="hq.rapidreport"
            ),
        ),
        migrations.AddField(
            model_name="shifthandover",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="shifthandover",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="dutyentry",
            index=models.Index(fields=["unit", "event", "at"], name="entries_of_a_log_by_hour"),
        ),
        migrations.AddConstraint(
            model_name="dutyentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("struck_at", None), models.Q(("struck_reason", ""), _negated=True), _connector="OR"
                ),
                name="an_entry_is_struck_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("passed_at", None), ("passed_to__isnull", False), _connector="OR"),
                name="an_entry_is_passed_on_to_a_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="dutyturn",
            index=models.Index(fields=["unit", "starts_at"], name="turns_of_a_unit_by_hour"),
        ),
        migrations.AddConstraint(
            model_name="dutyturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="a_turn_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("out_at", None), models.Q(("out_reason", ""), _negated=True), _connector="OR"
                ),
                name="a_turn_is_taken_out_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="hourchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="an_hour_changes_for_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="hourchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code__startswith", "own_"), _negated=True),
                    models.Q(("title", ""), _negated=True),
                    _connector="OR",
                ),
                name="an_own_hour_has_a_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="hourdone",
            constraint=models.UniqueConstraint(
                fields=("event", "unit", "on", "code"), name="an_hour_of_a_day_is_done_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingpaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("void_at", None)),
                fields=("event", "unit", "source", "number"),
                name="a_paper_from_above_is_registered_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("void_at", None), models.Q(("void_reason", ""), _negated=True), _connector="OR"
                ),
                name="a_paper_is_void_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_at", None), models.Q(("answer_number", ""), _negated=True), _connector="OR"
                ),
                name="a_paper_is_answered_by_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemstep",
            constraint=models.UniqueConstraint(
                fields=("item", "number"), name="steps_of_an_item_stand_in_one_order"
            ),
        ),
        migrations.AddIndex(
            model_name="linereport",
            index=models.Index(fields=["event", "on", "basis", "state"], name="reports_of_a_day"),
        ),
        migrations.AddConstraint(
            model_name="linereport",
            constraint=models.UniqueConstraint(
                fields=("event", "unit", "line", "on", "basis", "number"),
                name="one_report_per_unit_line_day_and_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="linereport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")),
                fields=("event", "unit", "line", "on", "basis"),
                name="one_draft_per_unit_line_and_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="linereport",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="a_corrected_report_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="linereport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(("approved_by", models.F("filled_by")), _negated=True),
                    _connector="OR",
                ),
                name="who_fills_a_report_does_not_approve_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="linereport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at", None), ("state", "draft")),
                    models.Q(("approved_at__isnull", False), ("state", "approved")),
                    _connector="OR",
                ),
                name="an_approved_report_has_its_hour",
            ),
        ),
        migrations.AddConstraint(
            model_name="linknote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", ""), ("kind", "own")),
                    models.Q(("kind", "contested"), models.Q(("code", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_contested_link_names_its_rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="linknote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_link_note_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="linknote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "contested"), ("withdrawn_at", None)),
                fields=("cut_off", "unit", "code", "indicator"),
                name="a_weak_link_is_contested_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at", None)),
                fields=("event", "unit", "at"),
                name="one_meeting_of_a_headquarters_at_an_hour",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_at", None), models.Q(("cancel_reason", ""), _negated=True), _connector="OR"
                ),
                name="a_meeting_is_cancelled_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("meeting", "unit"), name="a_unit_is_noted_once_per_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("presence", "stand_in"), _negated=True),
                    models.Q(("person", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_stand_in_is_named",
            ),
        ),
        migrations.AddIndex(
            model_name="rapidreport",
            index=models.Index(
                condition=models.Q(("called_back_at", None), ("withdrawn_at", None)),
                fields=["reported_at"],
                name="reports_nobody_has_called_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="rapidreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None), models.Q(("withdrawn_reason", ""), _negated=True), _connector="OR"
                ),
                name="a_report_is_withdrawn_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="rapidreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_emergency_at", None), ("kind", "medical"), _connector="OR"),
                name="the_ambulance_is_told_of_medical_needs",
            ),
        ),
        migrations.AddConstraint(
            model_name="rapidstep",
            constraint=models.UniqueConstraint(
                fields=("report", "number"), name="steps_of_a_report_stand_in_one_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="rapidupdate",
            constraint=models.UniqueConstraint(
                fields=("report", "number"), name="updates_of_a_report_stand_in_one_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="rapidupdate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_final", True)), fields=("report",), name="one_final_update_per_report"
            ),
        ),
        migrations.AddConstraint(
            model_name="shifthandover",
            constraint=models.UniqueConstraint(
                fields=("event", "unit", "on", "hour"), name="one_sheet_per_shift_of_a_headquarters"
            ),
        ),
        migrations.AddConstraint(
            model_name="shifthandover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("incoming_at", None),
                    models.Q(("incoming_by", models.F("outgoing_by")), _negated=True),
                    _connector="OR",
                ),
                name="two_persons_hand_over_a_shift",
            ),
        ),
    ]
