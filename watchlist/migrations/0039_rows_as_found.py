"""What stands in the covered tables, kept in the trail as it was found; the comparisons of each night, and their entry.

What was altered before is kept as it stands: the trail says from when on it knows.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from django.db import migrations, models

from watchlist.audit.links import FORMAT, GENESIS, Link, canonical, digest_of, payload_digest, rows_digest
from watchlist.audit.row_contents import CoveredTable, Digest, contents, covered_tables
from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0035_trail_format_two").GUARDED
GUARDED = replace(BEFORE, written_once=(*BEFORE.written_once, "integritycheck"))
FIRST = 1
"""The version of the columns, as they are when this runs; tables that changed later have others beside it."""
BATCH = 1_000
HOUR = 3600


def keep_rows(apps: Any, schema_editor: Any) -> None:
    """Append an event for each covered table that holds rows, with the digest of each."""
    for table, versions in sorted(covered_tables().items()):
        if FIRST in versions:
            _keep(
                apps, versions[FIRST], [Digest(table, key, FIRST, digest) for key, digest in contents(versions[FIRST])]
            )


def _keep(apps: Any, covered: CoveredTable, digests: list[Digest]) -> None:
    if not digests:
        return
    model = {
        name: apps.get_model("watchlist", name) for name in ("AuditChain", "AuditEvent", "AuditPayload", "RowDigest")
    }
    chain, _ = model["AuditChain"].objects.get_or_create(pk=1, defaults={"head": GENESIS})
    at, salt = datetime.now(UTC), secrets.token_hex(16)
    body = canonical({"columns": [covered.key, *covered.columns], "rows": len(digests)})
    link = Link(
        sequence=chain.length + 1,
        at=at.isoformat(),
        actor="migrate",
        verb="keep_rows_as_found",
        target_kind="table",
        target_key=covered.table,
        request="",
        payload=payload_digest(salt, body),
        previous=chain.head,
        rows=rows_digest(digests),
    )
    digest = digest_of(link)
    event = model["AuditEvent"].objects.create(
        sequence=link.sequence,
        at=at,
        actor=link.actor,
        verb=link.verb,
        target_kind=link.target_kind,
        target_key=link.target_key,
        request_id="",
        payload_digest=link.payload,
        rows_digest=link.rows,
        previous=link.previous,
        digest=digest,
        format=FORMAT,
    )
    model["AuditPayload"].objects.create(event=event, salt=salt, body=body)
    rows = (model["RowDigest"](event=event, **one._asdict()) for one in digests)
    model["RowDigest"].objects.bulk_create(rows, batch_size=BATCH)
    model["AuditChain"].objects.filter(pk=1).update(length=link.sequence, head=digest)


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, that of the new table among them."""
    install(schema_editor, GUARDED)


def make_entry(apps: Any, schema_editor: Any) -> None:
    """Make the entry of the schedule, once a day at night; one that stands stays as it is."""
    entries = apps.get_model("django_celery_beat", "PeriodicTask")
    if not entries.objects.filter(name="verify_records").exists():
        night = apps.get_model("django_celery_beat", "CrontabSchedule").objects.create(
            minute="20", hour="1", timezone="UTC"
        )
        entries.objects.create(
            name="verify_records", task="watchlist.verify_records", crontab=night, expire_seconds=HOUR
        )


class Migration(migrations.Migration):
    """The last of its edition: the columns of the covered tables are those of the first version."""

    dependencies = [
        ("watchlist", "0038_accounts"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        migrations.CreateModel(
            name="IntegrityCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(help_text="of its end", verbose_name="at")),
                ("differences", models.PositiveIntegerField(verbose_name="differences")),
                (
                    "first",
                    models.TextField(blank=True, help_text="one a line, at most 100", verbose_name="the first of them"),
                ),
            ],
            options={
                "verbose_name": "comparison with the trail",
                "verbose_name_plural": "comparisons with the trail",
                "ordering": ["-at"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("differences", 0), ("first", "")),
                            models.Q(("differences__gt", 0), models.Q(("first", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="integritycheck_names_what_it_found",
                    )
                ],
            },
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
        migrations.RunPython(make_entry, migrations.RunPython.noop),
        migrations.RunPython(keep_rows, migrations.RunPython.noop),
    ]
