from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="escalations",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
