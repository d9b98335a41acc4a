"""What is let go asks of every old shipment whether a case is due of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index."""

    dependencies = [("watchlist", "0029_everyday_lines_by_id")]

    operations = [
        migrations.AddIndex(model_name="casedue", index=models.Index(fields=["shipment"], name="casedue_by_shipment")),
    ]
