import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_three_checks_in_full"),
        ("events", "0001_initial"),
        ("people", "0002_three_checks_in_full"),
        ("places", "0001_initial"),
        ("vault", "0002_three_checks_in_full"),
        ("verification", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("relation", models.CharField(max_length=8)),
                ("document", models.CharField(max_length=16)),
                ("last_four", models.CharField(max_length=4)),
                ("proof", models.CharField(blank=True, max_length=16)),
                ("asked_at", models.DateTimeField()),
                ("asked_of", models.CharField(max_length=120)),
                ("answer_by", models.DateField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("pocket", models.PositiveSmallIntegerField(default=0)),
                ("expected_at", models.DateTimeField()),
                ("transport", models.BinaryField(blank=True, default=b"")),
                ("state", models.CharField(default="expected", max_length=12)),
                ("said_at", models.DateTimeField(null=True)),
                ("said_by", models.CharField(blank=True, max_length=120)),
                ("handed_by", models.CharField(blank=True, max_length=60)),
                ("condition", models.CharField(blank=True, max_length=10)),
                ("note", models.BinaryField(blank=True, default=b"")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
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
            name="Correction",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("said", models.BinaryField(blank=True, default=b"")),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=12)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
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
            name="Hole",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("spot", models.CharField(max_length=80)),
                ("folded", models.CharField(max_length=80)),
                ("rule", models.CharField(max_length=20)),
                ("severity", models.CharField(max_length=8)),
                ("times", models.PositiveSmallIntegerField(default=1)),
                ("due_at", models.DateTimeField()),
                ("found_at", models.DateTimeField()),
                ("found_by", models.CharField(max_length=120)),
                ("fixed_at", models.DateTimeField(null=True)),
                ("fixed_by", models.CharField(blank=True, max_length=120)),
                ("sent_back", models.PositiveSmallIntegerField(default=0)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="HolePhoto",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="HoleStep",
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
            name="KeepLonger",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=12)),
                ("reason", models.CharField(max_length=200)),
                ("assessment", models.CharField(max_length=80)),
                ("until", models.DateField()),
                ("asked_by", models.CharField(max_length=120)),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="KeyPlace",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=14)),
                ("title", models.CharField(max_length=80)),
                ("folded", models.CharField(max_length=80)),
                ("street", models.CharField(blank=True, max_length=120)),
                ("contact", models.BinaryField(blank=True, default=b"")),
                ("contact_phone", models.BinaryField(blank=True, default=b"")),
                ("is_open", models.BooleanField(default=True)),
                ("due_on", models.DateField()),
                ("last_result", models.CharField(blank=True, max_length=8)),
                ("last_visit_at", models.DateTimeField(null=True)),
                ("last_visit_by", models.CharField(blank=True, max_length=120)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=120)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_why", models.CharField(blank=True, max_length=200)),
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
            name="PairOpinion",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("answer", models.CharField(max_length=10)),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("blind", models.BooleanField(default=False)),
                ("taken_back_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PlaceSheet",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("file_name", models.CharField(max_length=80)),
                ("content", models.BinaryField(blank=True, default=b"")),
                ("columns", models.JSONField(default=list)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("state", models.CharField(default="proposed", max_length=8)),
                ("added", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("received_at", models.DateTimeField()),
                ("received_by", models.CharField(max_length=120)),
                ("gone_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PlaceVisit",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(default=1)),
                ("on", models.DateField()),
                ("result", models.CharField(max_length=8)),
                ("broken", models.JSONField(default=list)),
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
            name="Purge",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("rule", models.CharField(max_length=24)),
                ("state", models.CharField(default="proposed", max_length=10)),
                ("due_at", models.DateTimeField()),
                ("person_count", models.PositiveIntegerField()),
                ("row_count", models.PositiveIntegerField()),
                ("word_count", models.PositiveIntegerField(default=0)),
                ("ids_digest", models.CharField(max_length=64)),
                ("proposed_by", models.CharField(max_length=120)),
                ("proposed_at", models.DateTimeField()),
                ("witnessed_by", models.CharField(blank=True, max_length=120)),
                ("witnessed_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
                ("ended_at", models.DateTimeField(null=True)),
                ("job", models.UUIDField(null=True)),
                ("counts", models.JSONField(default=dict)),
                ("keys", models.JSONField(default=dict)),
                ("keys_gone", models.JSONField(default=list)),
                ("old_keys", models.PositiveIntegerField(default=0)),
                ("spared", models.PositiveIntegerField(default=0)),
                ("swept", models.CharField(blank=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="PurgeItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("is_row", models.BooleanField(default=False)),
                ("subject", models.UUIDField()),
                ("gone", models.BooleanField(default=False)),
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
                ("file_name", models.CharField(max_length=80)),
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
            name="Referral",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("people", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField()),
                ("sent_by", models.CharField(max_length=120)),
                ("due_at", models.DateTimeField()),
                ("came", models.PositiveIntegerField(null=True)),
                ("received_at", models.DateTimeField(null=True)),
                ("received_by", models.CharField(blank=True, max_length=120)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
            name="RowTally",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("standing", models.CharField(max_length=10)),
                ("rows", models.PositiveIntegerField(default=0)),
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
            name="SentinelCount",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("number", models.PositiveIntegerField(default=1)),
                ("stands", models.BooleanField(default=True)),
                ("seen", models.PositiveIntegerField(default=0)),
                ("fever", models.PositiveIntegerField(default=0)),
                ("sampled", models.PositiveIntegerField(default=0)),
                ("referred", models.PositiveIntegerField(default=0)),
                ("sold", models.PositiveIntegerField(default=0)),
                ("registered", models.PositiveIntegerField(default=0)),
                ("followed_up", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
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
            name="Sweep",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=80)),
                ("base", models.CharField(max_length=8)),
                ("base_source", models.CharField(max_length=120)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=120)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="SweepLine",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("registered", models.PositiveIntegerField()),
                ("reached", models.PositiveIntegerField()),
                ("refused", models.PositiveIntegerField()),
                ("exempt_by", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="SweepVillage",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("registered", models.PositiveIntegerField(null=True)),
                ("reached", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("exempt", models.PositiveIntegerField(default=0)),
                ("exempt_by", models.JSONField(default=dict)),
                ("said_at", models.DateTimeField(null=True)),
                ("said_by", models.CharField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="TaskMerge",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("gone_standing", models.CharField(max_length=10)),
                ("handovers", models.JSONField(default=dict)),
                ("monitorings", models.JSONField(default=dict)),
                ("rows", models.JSONField(default=list)),
                ("contradiction", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
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
            model_name="pair",
            name="a_pair_has_a_known_answer",
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
            name="name_as_sent",
            field=models.BinaryField(blank=True, default=b""),
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
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaced_by",
                to="verification.listbatch",
            ),
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
            model_name="listbatch",
            name="withdrawal_asked_by",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="withdrawal_reason",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="listbatch",
            name="withdrawn_by",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="listrow",
            name="colour",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="listrow",
            name="route",
            field=models.PositiveSmallIntegerField(default=0),
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
            model_name="pair",
            name="follows",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="followers",
                to="verification.pair",
            ),
        ),
        migrations.AddField(
            model_name="pair",
            name="held_by",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="pair",
            name="held_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="pair",
            name="identity",
            field=models.BinaryField(blank=True, db_index=True, max_length=16, null=True),
        ),
        migrations.AddField(
            model_name="pair",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="pair",
            name="second_look",
            field=models.CharField(blank=True, max_length=10),
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
        migrations.AlterField(
            model_name="listbatch",
            name="file_name",
            field=models.CharField(max_length=80),
        ),
        migrations.AlterField(
            model_name="pair",
            name="resident",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.resident"
            ),
        ),
        migrations.AddIndex(
            model_name="listrow",
            index=models.Index(fields=["batch", "state", "sheet", "number"], name="rows_by_state"),
        ),
        migrations.AddIndex(
            model_name="pair",
            index=models.Index(
                condition=models.Q(
                    ("follows__isnull", True),
                    models.Q(("answer__in", ["", "unsure"]), ("second_look", "wanted"), _connector="OR"),
                ),
                fields=["score"],
                name="pairs_that_wait",
            ),
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
            model_name="listbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_by", ""),
                    models.Q(("withdrawn_by", models.F("withdrawal_asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="who_asks_to_withdraw_a_letter_does_not_decide",
            ),
        ),
        migrations.AddConstraint(
            model_name="listbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None),
                    models.Q(("withdrawal_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_withdrawn_letter_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["", "same", "different", "unsure", "referred"])),
                name="a_pair_has_a_known_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.CheckConstraint(
                condition=models.Q(("resident__isnull", True), ("person__isnull", True), _connector="XOR"),
                name="a_pair_names_a_resident_or_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.CheckConstraint(
                condition=models.Q(("second_look__in", ["", "wanted", "agreed", "disagreed"])),
                name="a_second_look_is_known",
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
            model_name="application",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="arrival",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="arrival",
            name="row",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="verification.listrow",
            ),
        ),
        migrations.AddField(
            model_name="arrival",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="arrivals",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="arrival",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
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
            model_name="correction",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="verification.application",
            ),
        ),
        migrations.AddField(
            model_name="hole",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="hole",
            name="fixing_unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="hole",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="hole",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="holephoto",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.attachment"
            ),
        ),
        migrations.AddField(
            model_name="holestep",
            name="hole",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="verification.hole"
            ),
        ),
        migrations.AddField(
            model_name="holephoto",
            name="step",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="verification.holestep"
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
            model_name="keeplonger",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="keyplace",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="hole",
            name="place",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holes",
                to="verification.keyplace",
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
            model_name="pairopinion",
            name="pair",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="verification.pair"
            ),
        ),
        migrations.AddField(
            model_name="placesheet",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="placevisit",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="placevisit",
            name="photo",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.attachment",
            ),
        ),
        migrations.AddField(
            model_name="placevisit",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="verification.keyplace"
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
            model_name="purge",
            name="certificate",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="vault.certificate",
            ),
        ),
        migrations.AddField(
            model_name="purge",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="purgeitem",
            name="purge",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="verification.purge"
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
            model_name="referral",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="receiver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals_received",
                to="verification.keyplace",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="sender",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals_sent",
                to="verification.keyplace",
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
            model_name="rowtally",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tallies",
                to="verification.listbatch",
            ),
        ),
        migrations.AddField(
            model_name="rowtally",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
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
            model_name="sentinelcount",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="sentinelcount",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="counts", to="verification.keyplace"
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
            model_name="sweep",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="sweep",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="sweepvillage",
            name="sweep",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="villages", to="verification.sweep"
            ),
        ),
        migrations.AddField(
            model_name="sweepvillage",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit"
            ),
        ),
        migrations.AddField(
            model_name="sweepline",
            name="village",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="verification.sweepvillage",
            ),
        ),
        migrations.AddField(
            model_name="taskmerge",
            name="gone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="merges_gone",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="taskmerge",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="merges_kept",
                to="verification.verificationtask",
            ),
        ),
        migrations.AddField(
            model_name="taskmerge",
            name="merge",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.merge"
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proof", ""), ("relation", "self")),
                    models.Q(
                        ("relation__in", ["guardian", "relative"]), models.Q(("proof", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="who_asks_for_another_proves_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("document__in", ["id_card", "passport", "travel_permit", "household_book"])
                ),
                name="a_known_document_was_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_by", "")),
                    models.Q(("answered_at__isnull", False), models.Q(("answered_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="an_answered_application_says_by_whom",
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["event", "state", "expected_at"], name="arrivals_by_hour"),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(
                fields=("task", "expected_at"), name="one_arrival_per_person_and_hour"
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["expected", "received", "not_arrived", "diverted"])),
                name="an_arrival_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "expected"), ("said_at__isnull", False), _connector="OR"),
                name="what_became_of_an_arrival_was_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "received"), _negated=True),
                    models.Q(("condition", ""), _negated=True),
                    _connector="OR",
                ),
                name="who_was_met_was_looked_at",
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
            model_name="correction",
            index=models.Index(fields=["answer", "due_at"], name="corrections_by_clock"),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["wrong_person", "wrong_fact", "erase"])),
                name="a_correction_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None)),
                    models.Q(
                        ("answer__in", ["corrected", "unfounded", "passed_on"]),
                        ("answered_at__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_answered_correction_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="holestep",
            constraint=models.UniqueConstraint(
                fields=("hole", "number"), name="steps_of_a_hole_stand_in_one_order"
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
        migrations.AddConstraint(
            model_name="keeplonger",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)),
                fields=("event",),
                name="one_undecided_extension_per_event",
            ),
        ),
        migrations.AddConstraint(
            model_name="keeplonger",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["evidence", "evaluation"])),
                name="kept_longer_for_evidence_or_evaluation",
            ),
        ),
        migrations.AddConstraint(
            model_name="keeplonger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True), models.Q(("assessment", ""), _negated=True)
                ),
                name="keeping_longer_names_its_assessment",
            ),
        ),
        migrations.AddConstraint(
            model_name="keeplonger",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", models.F("asked_by")), _negated=True),
                name="who_asks_to_keep_does_not_grant_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="keeplonger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("granted", False), models.Q(("decided_by", ""), _negated=True), _connector="OR"
                ),
                name="an_extension_is_granted_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="keyplace",
            index=models.Index(fields=["unit", "removed_at", "due_on"], name="key_places_by_day"),
        ),
        migrations.AddConstraint(
            model_name="keyplace",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("unit", "kind", "folded"),
                name="one_entry_per_key_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyplace",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "fever_clinic",
                            "pharmacy",
                            "market",
                            "hotel",
                            "bath_card",
                            "elderly_home",
                            "school",
                            "cold_store",
                            "other",
                        ],
                    )
                ),
                name="a_key_place_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyplace",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at", None), ("removed_why", "")),
                    models.Q(("removed_at__isnull", False), models.Q(("removed_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_removed_place_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="hole",
            index=models.Index(fields=["event", "closed_at", "due_at"], name="holes_by_clock"),
        ),
        migrations.AddIndex(
            model_name="hole",
            index=models.Index(fields=["unit", "rule", "found_at"], name="holes_by_rule"),
        ),
        migrations.AddConstraint(
            model_name="hole",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__in", ["grave", "serious", "minor"])),
                name="a_hole_has_a_known_severity",
            ),
        ),
        migrations.AddConstraint(
            model_name="hole",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at", None), ("fixed_at__isnull", False), _connector="OR"),
                name="only_a_fixed_hole_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="hole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_by", ""),
                    models.Q(("closed_by", models.F("fixed_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_checks_the_own_repair",
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
        migrations.AddConstraint(
            model_name="pairopinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("pair", "by"),
                name="one_opinion_of_a_clerk_on_a_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["same", "different", "unsure"])),
                name="an_opinion_has_a_known_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="placesheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "imported", "void"])),
                name="a_sheet_of_places_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="placesheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "proposed"), ("gone_at__isnull", False), _connector="OR"),
                name="a_decided_sheet_of_places_is_gone",
            ),
        ),
        migrations.AddIndex(
            model_name="placevisit",
            index=models.Index(fields=["event", "on"], name="place_visits_by_day"),
        ),
        migrations.AddConstraint(
            model_name="placevisit",
            constraint=models.UniqueConstraint(
                fields=("place", "number"), name="visits_of_a_place_stand_in_one_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="placevisit",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["open", "closed", "refused"])),
                name="a_visit_has_a_known_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="placevisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "refused"), _negated=True), ("broken", []), _connector="OR"
                ),
                name="who_was_not_let_in_saw_nothing",
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
            model_name="purge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "witnessed"])),
                fields=("event", "rule"),
                name="one_purge_of_a_rule_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="purge",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "witnessed", "done", "withdrawn"])),
                name="a_purge_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="purge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("witnessed_by", ""),
                    models.Q(("witnessed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="who_proposes_a_purge_does_not_witness_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="purge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["witnessed", "done"]), _negated=True),
                    models.Q(models.Q(("witnessed_by", ""), _negated=True), ("witnessed_at__isnull", False)),
                    _connector="OR",
                ),
                name="nothing_is_purged_without_a_witness",
            ),
        ),
        migrations.AddConstraint(
            model_name="purge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    ("certificate__isnull", False),
                    _connector="OR",
                ),
                name="a_purge_ends_with_its_certificate",
            ),
        ),
        migrations.AddIndex(
            model_name="purgeitem",
            index=models.Index(fields=["purge", "number"], name="purge_items_in_order"),
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
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["event", "received_at", "due_at"], name="referrals_by_clock"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gte", 1)), name="a_referral_is_of_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("sender", models.F("receiver")), _negated=True),
                name="nobody_is_referred_to_the_same_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("came", None), ("received_at", None)),
                    models.Q(("came__lte", models.F("people")), ("received_at__isnull", False)),
                    _connector="OR",
                ),
                name="no_more_come_than_were_sent",
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
            model_name="rowtally",
            constraint=models.UniqueConstraint(
                fields=("batch", "unit", "standing"), name="one_tally_per_list_unit_and_standing"
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
            model_name="sentinelcount",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True)),
                fields=("event", "place", "on"),
                name="one_count_stands_per_place_and_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentinelcount",
            constraint=models.UniqueConstraint(
                fields=("event", "place", "on", "number"), name="counts_of_a_day_stand_in_one_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="sentinelcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fever__lte", models.F("seen")),
                    ("referred__lte", models.F("seen")),
                    ("sampled__lte", models.F("seen")),
                ),
                name="no_more_with_fever_than_were_seen",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentinelcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("followed_up__lte", models.F("registered")), ("registered__lte", models.F("sold"))
                ),
                name="no_more_followed_up_than_registered",
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
            model_name="sweep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("base__in", ["census", "roster", "register"]),
                    models.Q(("base_source", ""), _negated=True),
                ),
                name="a_sweep_names_the_source_of_its_base",
            ),
        ),
        migrations.AddConstraint(
            model_name="sweep",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))), name="a_sweep_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="sweep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("event", "area"),
                name="one_open_sweep_per_area",
            ),
        ),
        migrations.AddConstraint(
            model_name="sweepvillage",
            constraint=models.UniqueConstraint(
                fields=("sweep", "unit"), name="one_line_per_village_of_a_sweep"
            ),
        ),
        migrations.AddConstraint(
            model_name="sweepvillage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exempt", 0), ("reached", 0), ("refused", 0), ("registered", None)),
                    models.Q(
                        (
                            "registered__gte",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("reached"), "+", models.F("refused")
                                ),
                                "+",
                                models.F("exempt"),
                            ),
                        ),
                        ("registered__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="no_more_households_than_are_registered",
            ),
        ),
        migrations.AddConstraint(
            model_name="sweepline",
            constraint=models.UniqueConstraint(
                fields=("village", "number"), name="lines_of_a_sweep_stand_in_one_order"
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
