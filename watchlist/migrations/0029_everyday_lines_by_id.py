"""The index of everyday lines holds their ids: the desk counts them from it alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index in place of another."""

    dependencies = [("watchlist", "0028_retention")]

    operations = [
        migrations.RemoveIndex(model_name="screenedline", name="screenedline_everyday"),
        migrations.AddIndex(
            model_name="screenedline",
            index=models.Index(
                condition=models.Q(("everyday", True)),
                fields=["screening", "likeness", "id"],
                name="screenedline_everyday",
            ),
        ),
    ]
