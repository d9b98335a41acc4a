"""The shares of long files, each answered by one worker; and jobs that wait in another queue than their kind."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of its own, and a column that may be empty: no other is made anew, so every guard stays."""

    dependencies = [
        ("watchlist", "0026_structure_store"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="queue",
            field=models.CharField(
                blank=True, help_text="where it waits; null: with its kind", max_length=20, null=True
            ),
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("lines", models.PositiveIntegerField(help_text="how many it has")),
                ("declared_from", models.PositiveBigIntegerField(help_text="the id of its first line as declared")),
                ("screened_from", models.PositiveBigIntegerField(help_text="the id of its first line as screened")),
                ("declared", models.BinaryField(help_text="its lines, packed; empty once they are answered")),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("held_by", models.UUIDField(blank=True, help_text="the job of the worker that holds it", null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("counts", models.TextField(blank=True, help_text="its lines counted, as canonical JSON")),
                ("adds", models.BinaryField(default=b"", help_text="what its lines add to totals, packed")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="watchlist.screening"
                    ),
                ),
            ],
            options={
                "verbose_name": "share of a file",
                "verbose_name_plural": "shares of files",
                "ordering": ["screening", "number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("screening", "number"), name="share_number_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("held_by__isnull", False), ("lease__isnull", False), ("lease_until__isnull", False)
                            ),
                            models.Q(("held_by__isnull", True), ("lease__isnull", True), ("lease_until__isnull", True)),
                            _connector="OR",
                        ),
                        name="share_is_held_or_free",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counts", ""), ("done_at__isnull", True)),
                            models.Q(
                                ("done_at__isnull", False),
                                models.Q(("counts", ""), _negated=True),
                                ("held_by__isnull", True),
                                ("lease__isnull", True),
                                ("lease_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="share_counts_once_answered",
                    ),
                ],
            },
        ),
    ]
