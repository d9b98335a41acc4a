"""Let lines of all screenings be counted by what the law asks and by how they were compared, from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("watchlist", "0022_likeness_beside_severity"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="screenedline",
            index=models.Index(fields=["action", "depth", "screening"], name="screenedline_by_action"),
        ),
    ]
