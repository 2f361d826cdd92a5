from django.db import models


class DataKey(models.Model):
    """A data key (DEK) for one table and month, wrapped by the master key. Deleting it destroys the data."""

    # Random, never counted: a number given back by a rolled-back transaction must not mean another key.
    id = models.BigIntegerField(primary_key=True)
    table = models.CharField(max_length=80)
    month = models.CharField(max_length=6)
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "month"], name="one_data_key_per_table_and_month")
        ]
