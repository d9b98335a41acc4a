"""What a queue shows and sorts by: parties, goods and concerns of a case, and concerns of a line."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns that may be empty, so that the version before stores rows beside this one, and two indexes."""

    dependencies = [("watchlist", "0009_corrections_and_questions")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="consignor",
            field=models.ForeignKey(
                blank=True,
                help_text="the first that is named",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="watchlist.party",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="consignee",
            field=models.ForeignKey(
                blank=True,
                help_text="the first that is named",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="watchlist.party",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="party_count",
            field=models.PositiveIntegerField(help_text="on both sides; null: not counted", null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="goods",
            field=models.TextField(help_text="the first of its substances, one a line; null: not looked at", null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="goods_count",
            field=models.PositiveIntegerField(help_text="of its substances", null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="concerns",
            field=models.TextField(help_text="of its lines, the gravest first; null: not worked out", null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="concern_place",
            field=models.PositiveIntegerField(help_text="in the order of work, by its concerns", null=True),
        ),
        migrations.AddField(
            model_name="screenedline",
            name="concerns",
            field=models.TextField(help_text="one a line, the gravest first; null: not worked out", null=True),
        ),
        migrations.AddField(
            model_name="screenedline",
            name="place",
            field=models.PositiveIntegerField(
                help_text="in the order of work among lines of its verdict: by action, then by concern", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="screenedline",
            index=models.Index(fields=["screening", "verdict", "place", "id"], name="screenedline_by_place"),
        ),
        migrations.AddIndex(
            model_name="consignment",
            index=models.Index(fields=["substance_key", "screening"], name="consignment_by_substance"),
        ),
    ]
