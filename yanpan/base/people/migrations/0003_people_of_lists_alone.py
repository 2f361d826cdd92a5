from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
        ("people", "0002_three_checks_in_full"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("resident__isnull", True)),
                fields=["event", "resident", "id"],
                name="people_of_lists_alone",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["event"],
                name="people_made_one_record",
            ),
        ),
    ]
