from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
        ("people", "0003_people_of_lists_alone"),
        ("places", "0001_initial"),
        ("verification", "0002_three_checks_in_full"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="listrow",
            name="rows_by_state",
        ),
        migrations.RemoveIndex(
            model_name="verificationtask",
            name="tasks_by_standing",
        ),
        migrations.AddIndex(
            model_name="listrow",
            index=models.Index(
                fields=["batch", "state", "sheet", "number", "decision", "duplicate", "task"],
                name="rows_by_state",
            ),
        ),
        migrations.AddIndex(
            model_name="verificationtask",
            index=models.Index(
                fields=["event", "standing", "find_by", "custody", "merged_away", "contact"],
                name="tasks_by_standing",
            ),
        ),
    ]
