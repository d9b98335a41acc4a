"""Erasures of persons, and of what acts of the trail said: asked in pairs, told in the chain, guarded."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._erasures import DELETIONS, ERASED
from watchlist.migrations._four_eyes import install_four_eyes
from watchlist.migrations._guards import Guarded, install
from watchlist.retention.models import ERASURE_COLUMNS

BEFORE: Guarded = import_module("watchlist.migrations.0031_audit_anchors").GUARDED
GUARDED = replace(
    BEFORE,
    append_only=(*(name for name in BEFORE.append_only if name != "auditpayload"), "erasedpayload", "erasure"),
    written_once=(*BEFORE.written_once, "auditpayload"),
    filled=(*BEFORE.filled, ("erasure", ERASURE_COLUMNS)),
)
NEVER = {
    "sqlite": "DROP TRIGGER IF EXISTS watchlist_auditpayload_no_delete",
    "postgresql": "DROP TRIGGER IF EXISTS watchlist_auditpayload_no_delete ON watchlist_auditpayload",
}
"""The guard that refused every deletion of a payload: another takes its place, which asks for its erasure."""


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new tables among them."""
    install(schema_editor, GUARDED)
    install_four_eyes(schema_editor, ERASED)
    install_four_eyes(schema_editor, DELETIONS, "DELETE")
    schema_editor.execute(NEVER[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    """Tables of their own: no other is made anew, so every guard stays but the one that is taken down here."""

    dependencies = [
        ("watchlist", "0031_audit_anchors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ErasedPayload",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="erased",
                        serialize=False,
                        to="watchlist.auditevent",
                    ),
                ),
                (
                    "by_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="erases", to="watchlist.auditevent"
                    ),
                ),
            ],
            options={
                "verbose_name": "erased payload",
                "verbose_name_plural": "erased payloads",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("by_event__gt", models.F("event"))), name="erasedpayload_is_erased_later"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("note", models.TextField(help_text="why it is asked for")),
                ("answer", models.CharField(blank=True, max_length=8)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer_note", models.TextField(blank=True)),
                (
                    "party",
                    models.PositiveBigIntegerField(
                        blank=True, help_text="the number of the party; empty: of a user", null=True
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "result",
                    models.TextField(blank=True, help_text="what went and what stays, in numbers, as canonical JSON"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "ordering": ["-asked_at", "-pk"],
                "permissions": [
                    ("erase_persons", "Asks for a person to be erased, and answers what another asked for")
                ],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answer_note", ""),
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                            ),
                            models.Q(
                                ("answer__in", ("agreed", "refused")),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="erasure_is_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by__isnull", True),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="erasure_is_answered_by_another",
                    ),
                    models.CheckConstraint(condition=models.Q(("note", ""), _negated=True), name="erasure_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "refused"), _negated=True),
                            models.Q(("answer_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="erasure_is_refused_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("party__isnull", True), ("user__isnull", False)),
                            models.Q(("party__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="erasure_is_of_one_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("result", "")),
                            models.Q(
                                ("answer", "agreed"),
                                ("done_at__isnull", False),
                                models.Q(("result", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="erasure_is_done_once_agreed",
                    ),
                ],
            },
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
