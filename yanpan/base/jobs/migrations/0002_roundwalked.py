from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoundWalked",
            fields=[
                ("round", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(null=True)),
            ],
        ),
    ]
