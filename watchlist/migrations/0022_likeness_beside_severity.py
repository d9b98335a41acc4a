"""Let the equal low lines of a screening be read from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("watchlist", "0021_case_closings"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="screenedline", name="screenedline_by_severity"),
        migrations.AddIndex(
            model_name="screenedline",
            index=models.Index(fields=["screening", "severity", "id", "likeness"], name="screenedline_by_severity"),
        ),
    ]
