"""A row of history knows which revision of the figures it made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institutions", "0002_history_is_append_only")]

    operations = [
        migrations.AddField("entry", "figures", models.PositiveBigIntegerField(null=True)),
        migrations.AddIndex(
            "entry",
            models.Index(
                fields=["institution", "figures"],
                condition=models.Q(figures__isnull=False),
                name="institutions_entry_figures",
            ),
        ),
    ]
