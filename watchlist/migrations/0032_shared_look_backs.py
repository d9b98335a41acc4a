"""The parts of a look-back under way, which several workers share."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q
from django.db.models.deletion import PROTECT

HELD = Q(held_by__isnull=False, lease__isnull=False, lease_until__isnull=False)
FREE = Q(held_by__isnull=True, lease__isnull=True, lease_until__isnull=True)


class Migration(migrations.Migration):
    """A table that the version before does not know: it looks back by steps alone. It goes on where this one stopped
    once no part before its next step is open, and fails until then; this one goes on from the steps that it took."""

    dependencies = [("watchlist", "0031_languages")]

    operations = [
        migrations.CreateModel(
            name="RescreenPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                (
                    "held_by",
                    models.UUIDField(blank=True, help_text="the job of the worker that holds it", null=True),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("number", models.PositiveIntegerField()),
                ("stage", models.CharField(choices=[("items", "Items"), ("lines", "Lines")], max_length=5)),
                ("first", models.PositiveBigIntegerField(help_text="id of an item")),
                ("first_line", models.PositiveBigIntegerField(default=0, help_text="id of a line as declared")),
                ("last", models.PositiveBigIntegerField(help_text="id of an item")),
                ("last_line", models.PositiveBigIntegerField(default=0, help_text="id of a line as declared")),
                ("count", models.PositiveIntegerField(help_text="how many items or lines it has")),
                (
                    "newest_line",
                    models.PositiveBigIntegerField(default=0, help_text="the last line that was stored, by id"),
                ),
                (
                    "cases_from",
                    models.PositiveBigIntegerField(default=0, help_text="the first of the ids of what it may find"),
                ),
                ("rescreen", models.ForeignKey(on_delete=PROTECT, related_name="parts", to="watchlist.rescreen")),
            ],
            options={
                "verbose_name": "part of a look-back",
                "verbose_name_plural": "parts of look-backs",
                "ordering": ["rescreen", "number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("rescreen", "number"), name="rescreenpart_number_is_unique"),
                    models.CheckConstraint(condition=HELD | FREE, name="rescreenpart_is_held_or_free"),
                ],
            },
        ),
    ]
