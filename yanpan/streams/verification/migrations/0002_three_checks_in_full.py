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
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(default=1)),
                ("on", models.DateField()),
                ("way", models.CharField(max_length=12)),
                ("health", models.BinaryField(blank=True, default=b"")),
                ("tested", models.BooleanField(default=False)),
                ("rang", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="HomeMonitoring",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("measure", models.CharField(max_length=12)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("counted_from", models.DateField()),
                ("deciding_body", models.CharField(blank=True, max_length=60)),
                ("document_number", models.CharField(blank=True, max_length=60)),
                ("pack", models.CharField(max_length=60)),
                ("opened_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField()),
                ("last_done_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
                ("ended_why", models.CharField(blank=True, max_length=10)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(default="ask", max_length=10)),
                ("city", models.CharField(max_length=6)),
                ("city_name", models.CharField(max_length=40)),
                ("format", models.CharField(max_length=20)),
                ("hours", models.PositiveSmallIntegerField()),
                ("person_count", models.PositiveSmallIntegerField()),
                ("answer_by", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("their_phone", models.CharField(blank=True, max_length=30)),
                ("called_at", models.DateTimeField(null=True)),
                ("call_answer", models.CharField(blank=True, max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="LetterPerson",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("result", models.CharField(blank=True, max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("urgent", models.BooleanField(default=False)),
                ("what", models.BinaryField(blank=True, default=b"")),
                ("asked_at", models.DateTimeField()),
                ("promised_till", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("met_at", models.DateTimeField(null=True)),
                ("met_by", models.CharField(blank=True, max_length=120)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("reopened", models.PositiveSmallIntegerField(default=0)),
                ("rang_again_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="NeedStep",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(default=1)),
                ("step", models.CharField(max_length=10)),
                ("note", models.BinaryField(blank=True, default=b"")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="PoliceSearch",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=120)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("place", models.BinaryField(blank=True, default=b"")),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("result", models.CharField(max_length=10)),
                ("place", models.BinaryField(blank=True, default=b"")),
                ("controlled_at", models.DateTimeField(null=True)),
                ("measure", models.CharField(blank=True, max_length=12)),
                ("deciding_body", models.CharField(blank=True, max_length=60)),
                ("samples", models.BinaryField(blank=True, default=b"")),
                ("test_at", models.DateTimeField(null=True)),
                ("test_result", models.CharField(blank=True, max_length=10)),
                ("onward", models.BinaryField(blank=True, default=b"")),
                ("onward_city", models.CharField(blank=True, max_length=6)),
                ("next_contacts", models.PositiveIntegerField(null=True)),
                ("reporter", models.CharField(max_length=40)),
                ("checker", models.CharField(blank=True, max_length=40)),
                ("receipted_on", models.DateField(null=True)),
                ("received_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="ReceiptSheet",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("sender", models.CharField(max_length=80)),
                ("file_name", models.CharField(max_length=255)),
                ("file_digest", models.CharField(max_length=64)),
                ("content", models.BinaryField(blank=True, default=b"")),
                ("content_gone_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField()),
                ("received_by", models.CharField(max_length=120)),
                ("state", models.CharField(default="proposed", max_length=10)),
                ("rows_entered", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("state", models.CharField(default="drafted", max_length=10)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("sheets", models.JSONField(default=list)),
                ("texts", models.BinaryField(blank=True, default=b"")),
                ("texts_gone_at", models.DateTimeField(null=True)),
                ("words_version", models.PositiveIntegerField(default=0)),
                ("numbers", models.JSONField(default=dict)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by", models.CharField(max_length=120)),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_by", models.CharField(blank=True, max_length=120)),
                ("sent_at", models.DateTimeField(null=True)),
                ("sent_by", models.CharField(blank=True, max_length=120)),
                ("channel", models.CharField(blank=True, max_length=20)),
                ("sent_note", models.CharField(blank=True, max_length=80)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=120)),
                ("withdrawn_for", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="ReplyPlan",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("sheets", models.JSONField(default=list)),
                ("level", models.CharField(default="village", max_length=10)),
                ("version", models.PositiveIntegerField(default=1)),
                ("confirmed_at", models.DateTimeField()),
                ("confirmed_by", models.CharField(max_length=120)),
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
            name="SearchExtension",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("reason", models.CharField(max_length=200)),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SenderWords",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=24)),
                ("sender", models.CharField(blank=True, max_length=80)),
                ("version", models.PositiveIntegerField()),
                ("words", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=120)),
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
        migrations.CreateModel(
            name="SpotCheck",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("due_by", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("last_try_at", models.DateTimeField(null=True)),
                ("where", models.CharField(blank=True, max_length=10)),
                ("measure", models.CharField(blank=True, max_length=12)),
                ("asked", models.BooleanField(null=True)),
                ("note", models.BinaryField(blank=True, default=b"")),
                ("verdict", models.CharField(blank=True, max_length=12)),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_by", models.CharField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="SpotDraw",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("nightly", models.BooleanField()),
                ("seed", models.CharField(max_length=120)),
                ("closed_rows", models.PositiveIntegerField()),
                ("drawn_rows", models.PositiveIntegerField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("drawn_at", models.DateTimeField()),
                ("drawn_by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="SpotFinding",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("against", models.JSONField(default=list)),
                ("found_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("answer", models.BinaryField(blank=True, default=b"")),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("closing", models.CharField(blank=True, max_length=10)),
                ("closing_reason", models.CharField(blank=True, max_length=200)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=60)),
                ("place", models.CharField(max_length=80)),
                ("window_from", models.DateField()),
                ("window_to", models.DateField()),
                ("find_hours", models.PositiveSmallIntegerField()),
                ("priority", models.PositiveSmallIntegerField(default=1)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=120)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=120)),
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
            model_name="homemonitoring",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="monitorings",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="homemonitoring",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="followup",
            name="monitoring",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follow_ups",
                to="verification.homemonitoring",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="letter", to="documents.document"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="follows",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followers",
                to="verification.letter",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="letterperson",
            name="letter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="persons", to="verification.letter"
            ),
        ),
        migrations.AddField(
            model_name="letterperson",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="task",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="needstep",
            name="need",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="verification.need"
            ),
        ),
        migrations.AddField(
            model_name="policesearch",
            name="routed_to",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="policesearch",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="police_searches",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="policesearch",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="receipts",
                to="verification.letterperson",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="scan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.attachment",
            ),
        ),
        migrations.AddField(
            model_name="receiptsheet",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="receiptsheet",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="sheet",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="receipts",
                to="verification.receiptsheet",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies",
                to="verification.listbatch",
            ),
        ),
        migrations.AddField(
            model_name="replyplan",
            name="batch",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reply_plan",
                to="verification.listbatch",
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
            model_name="searchextension",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="search_extensions",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="senderwords",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="sourcelayout",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="spotcheck",
            name="checker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="spotcheck",
            name="closed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="spotcheck",
            name="outcome",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="verification.outcome"
            ),
        ),
        migrations.AddField(
            model_name="spotcheck",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="spot_checks",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="spotdraw",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="spotdraw",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="spotcheck",
            name="draw",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="verification.spotdraw"
            ),
        ),
        migrations.AddField(
            model_name="spotfinding",
            name="check_made",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="finding",
                to="verification.spotcheck",
            ),
        ),
        migrations.AddField(
            model_name="spotfinding",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
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
            model_name="homemonitoring",
            index=models.Index(fields=["unit", "ended_at"], name="monitorings_by_unit"),
        ),
        migrations.AddConstraint(
            model_name="homemonitoring",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("task",),
                name="one_open_monitoring_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="homemonitoring",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="a_monitoring_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="homemonitoring",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure__in", ["monitoring", "at_home"])),
                name="only_a_measure_at_home_is_monitored",
            ),
        ),
        migrations.AddConstraint(
            model_name="homemonitoring",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_why", "")),
                    models.Q(
                        ("ended_at__isnull", False), ("ended_why__in", ["last_day", "corrected", "lifted"])
                    ),
                    _connector="OR",
                ),
                name="an_ended_monitoring_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(fields=["on", "monitoring"], name="follow_ups_by_day"),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                fields=("monitoring", "number"), name="follow_ups_stand_in_one_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "not_reached"), _negated=True),
                    models.Q(("rang", False), ("tested", False)),
                    _connector="OR",
                ),
                name="who_was_not_reached_said_nothing",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["event", "answer_by"], name="letters_by_clock"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["ask", "onward", "withdraw"])),
                name="a_letter_has_a_known_purpose",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("follows", models.F("id")), _negated=True),
                name="no_letter_follows_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gte", 1), ("hours__lte", 72)),
                name="a_letter_gives_hours_to_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterperson",
            constraint=models.UniqueConstraint(
                fields=("letter", "task"), name="a_letter_names_a_person_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="letterperson",
            constraint=models.UniqueConstraint(
                fields=("letter", "number"), name="one_person_per_line_of_a_letter"
            ),
        ),
        migrations.AddIndex(
            model_name="need",
            index=models.Index(fields=["event", "met_at", "asked_at"], name="needs_by_clock"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["medicine", "doctor", "food", "dependants", "other"])),
                name="a_need_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("urgent", False), ("kind__in", ["medicine", "doctor"]), _connector="OR"),
                name="an_urgent_need_is_medical",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_at", None), ("met_at__isnull", False), _connector="OR"),
                name="only_a_met_need_is_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("met_at", None), ("met_by", "")),
                    models.Q(("met_at__isnull", False), models.Q(("met_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_met_need_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="needstep",
            constraint=models.UniqueConstraint(
                fields=("need", "number"), name="steps_of_a_need_stand_in_one_order"
            ),
        ),
        migrations.AddIndex(
            model_name="policesearch",
            index=models.Index(fields=["state", "asked_at"], name="police_searches_by_state"),
        ),
        migrations.AddConstraint(
            model_name="policesearch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("task",),
                name="one_waiting_police_search_per_task",
            ),
        ),
        migrations.AddConstraint(
            model_name="policesearch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "found", "not_found", "withdrawn"])),
                name="a_police_search_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="policesearch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "waiting")),
                    models.Q(models.Q(("state", "waiting"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_police_search_waits_or_has_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="policesearch",
            constraint=models.CheckConstraint(
                condition=models.Q(("routed_to__isnull", True), ("state", "found"), _connector="OR"),
                name="only_a_found_place_routes_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="receiptsheet",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "void"), _negated=True),
                fields=("event", "file_digest"),
                name="one_living_sheet_of_receipts_per_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="receiptsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "confirmed", "void"])),
                name="a_sheet_of_receipts_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["found", "not_here", "returned", "moved_on"])),
                name="a_receipt_has_a_known_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("reporter", ""), _negated=True), name="a_receipt_names_its_reporter"
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(
                fields=("batch", "number"), name="one_reply_per_list_and_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["drafted", "checked"])),
                fields=("batch",),
                name="one_reply_of_a_list_is_on_its_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["drafted", "checked", "sent", "withdrawn"])),
                name="a_reply_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["first", "final", "correction"])),
                name="a_reply_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("checked_by", models.F("drafted_by")), _negated=True),
                name="who_drafts_a_reply_does_not_check_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["checked", "sent"]), _negated=True),
                    ("checked_at__isnull", False),
                    _connector="OR",
                ),
                name="no_reply_goes_out_unchecked",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "sent"), _negated=True),
                    models.Q(("sent_at__isnull", False), models.Q(("channel", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_sent_reply_says_how_it_went",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "correction"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_correction_of_a_reply_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="replyplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["county", "township", "village", "door"])),
                name="an_address_is_told_to_a_known_level",
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
            model_name="searchextension",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="an_extended_search_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="senderwords",
            constraint=models.UniqueConstraint(
                fields=("unit", "source", "sender", "version"), name="one_set_of_words_per_sender_and_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcelayout",
            constraint=models.UniqueConstraint(
                fields=("unit", "source", "sender", "version"), name="one_layout_per_sender_and_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="spotdraw",
            constraint=models.UniqueConstraint(
                condition=models.Q(("nightly", True)),
                fields=("event", "unit", "on"),
                name="one_nightly_draw_per_county",
            ),
        ),
        migrations.AddConstraint(
            model_name="spotdraw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("nightly", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="a_draw_by_hand_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="spotdraw",
            constraint=models.CheckConstraint(
                condition=models.Q(("drawn_rows__lte", models.F("closed_rows"))),
                name="no_more_is_drawn_than_was_closed",
            ),
        ),
        migrations.AddIndex(
            model_name="spotcheck",
            index=models.Index(fields=["checker", "verdict"], name="spot_checks_by_checker"),
        ),
        migrations.AddConstraint(
            model_name="spotcheck",
            constraint=models.UniqueConstraint(fields=("outcome",), name="an_answer_is_called_back_once"),
        ),
        migrations.AddConstraint(
            model_name="spotcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("checker", models.F("closed_by")), _negated=True),
                name="nobody_calls_back_the_own_closure",
            ),
        ),
        migrations.AddConstraint(
            model_name="spotcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_at", None), ("verdict", "")),
                    models.Q(
                        ("checked_at__isnull", False),
                        ("verdict__in", ["agrees", "contradicts", "not_reached"]),
                    ),
                    _connector="OR",
                ),
                name="a_call_back_ends_in_a_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="spotfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closing", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closing__in", ["stands", "unfounded"]),
                        models.Q(("closing_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_finding_is_closed_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="spotfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_by", ""),
                    models.Q(("closed_by", models.F("answered_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_closes_the_own_finding",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(fields=("event", "title"), name="one_topic_per_title"),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("window_to__gte", models.F("window_from"))),
                name="a_topic_window_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("find_hours__gte", 1), ("find_hours__lte", 72)),
                name="a_topic_clock_is_within_three_days",
            ),
        ),
    ]
