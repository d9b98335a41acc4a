"""The strongest verdict of each screening, and indexes by which screenings, manifests and cases are found by it."""

from __future__ import annotations

import re
from typing import Any

from django.db import migrations, models
from django.db.models.functions import Left

from watchlist.migrations._guards import GuardedRows, install_guards

GUARDED = GuardedRows(
    known=(),
    append_only=(),
    # With the columns that they have from here on.
    written_once=("screening",),
    filled={"screening": ("summary", "made_at", "for_people", "let_go_at", "for_route", "verdict")},
)
HEAD, BATCH = 400, 500
VERDICTS = ("controlled", "review", "unresolved", "no_match")
"""The strongest first."""


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guard of screenings in this database."""
    install_guards(schema_editor, GUARDED)


def fill(apps: Any, schema_editor: Any) -> None:
    """Fill in the verdict of the screenings that are done, from the counts at the head of their summaries."""
    screenings = apps.get_model("watchlist", "Screening").objects.using(schema_editor.connection.alias)
    waiting = screenings.filter(made_at__isnull=False, verdict=None).annotate(head=Left("summary", HEAD)).order_by("pk")
    rows = list(waiting.only("pk")[:BATCH])
    while rows:
        for row in rows:
            row.verdict = strongest(row.head)
        screenings.bulk_update([row for row in rows if row.verdict], ["verdict"])
        rows = list(waiting.filter(pk__gt=rows[-1].pk).only("pk")[:BATCH])


def strongest(head: str) -> str | None:
    """Return the strongest verdict that a summary counts, by its first characters; None where it counts none."""
    counts = dict(re.findall(r'"(\w+)":(\d+)', head.partition('"by_depth"')[0]))
    return next((verdict for verdict in VERDICTS if int(counts.get(verdict, 0))), None)


class Migration(migrations.Migration):
    """A column that may be empty, so that the version before stores rows beside this one, a guard, and indexes."""

    dependencies = [("watchlist", "0021_replay_runs")]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="verdict",
            field=models.CharField(
                blank=True,
                help_text="the strongest of its lines; null: not done, or has no lines",
                max_length=12,
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["opened_at"], name="case_by_time"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["verdict", "opened_at"], name="case_by_verdict"),
        ),
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(fields=["received_by", "received_at"], name="manifest_by_sender"),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(fields=["made_by", "made_at"], name="screening_by_maker"),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(fields=["verdict", "made_at"], name="screening_by_verdict"),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
