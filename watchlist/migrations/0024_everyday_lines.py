"""Lines of which the law asks no more than records, by the lists that bind persons: gathered into rows on a desk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns that may be empty: no table is made anew, so every guard stays."""

    dependencies = [
        ("watchlist", "0023_lines_by_action"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="everyday",
            field=models.BooleanField(help_text="the law asks no more than records of any of its lines", null=True),
        ),
        migrations.AddField(
            model_name="screenedline",
            name="everyday",
            field=models.BooleanField(help_text="law asks no more than records of it; null: not looked at", null=True),
        ),
        migrations.AddIndex(
            model_name="screenedline",
            index=models.Index(
                condition=models.Q(("everyday", True)), fields=["screening", "likeness"], name="screenedline_everyday"
            ),
        ),
    ]
