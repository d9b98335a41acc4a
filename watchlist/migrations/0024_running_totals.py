"""Running totals of parties: rows that follow from consignments, and are made from these bit by bit after this."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables alone: until a party's goods are counted in them its sums are made of lines, as before."""

    dependencies = [
        ("watchlist", "0023_test_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartyTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(help_text="of all that its parcels have in common", max_length=32, unique=True),
                ),
                ("role", models.CharField(help_text="the side on which the party is", max_length=12)),
                ("is_alone", models.BooleanField(help_text="no party is named on the other side")),
                ("substance_key", models.CharField(max_length=80)),
                ("movement", models.TextField(help_text="as its consignments have it, as canonical JSON")),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("certainty", models.CharField(help_text="of the goods, as people left it", max_length=8)),
                ("left_out", models.CharField(blank=True, help_text="why they do not count; empty: do", max_length=12)),
                ("quantity", models.TextField(help_text="the sum, each way that laws count it, as canonical JSON")),
                ("parcels", models.PositiveIntegerField()),
                (
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="totals",
                        to="watchlist.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "total of a party",
                "verbose_name_plural": "totals of parties",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TotalledConsignment",
            fields=[
                (
                    "consignment",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="totalled",
                        serialize=False,
                        to="watchlist.consignment",
                    ),
                ),
                ("goods_sha256", models.CharField(blank=True, max_length=64, null=True)),
                (
                    "consignee_total",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.partytotal",
                    ),
                ),
                (
                    "consignor_total",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.partytotal",
                    ),
                ),
            ],
            options={
                "verbose_name": "consignment in totals",
                "verbose_name_plural": "consignments in totals",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PartyTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "shipments",
                    models.PositiveIntegerField(
                        blank=True, help_text="that name it; null: to be counted anew", null=True
                    ),
                ),
                ("recount_from", models.BigIntegerField(blank=True, null=True)),
                (
                    "party",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tally",
                        to="watchlist.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "tally of a party",
                "verbose_name_plural": "tallies of parties",
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("recount_from__isnull", False)),
                        fields=["party"],
                        name="partytally_to_be_recounted",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="partytotal",
            index=models.Index(fields=["party", "substance_key", "first_day"], name="partytotal_by_party"),
        ),
        migrations.AddConstraint(
            model_name="partytotal",
            constraint=models.CheckConstraint(condition=models.Q(("parcels__gt", 0)), name="partytotal_counts_some"),
        ),
        migrations.AddIndex(
            model_name="totalledconsignment",
            index=models.Index(fields=["consignor_total", "consignment"], name="totalled_by_consignor"),
        ),
        migrations.AddIndex(
            model_name="totalledconsignment",
            index=models.Index(fields=["consignee_total", "consignment"], name="totalled_by_consignee"),
        ),
        migrations.AddIndex(
            model_name="totalledconsignment",
            index=models.Index(fields=["goods_sha256"], name="totalled_by_goods"),
        ),
    ]
