"""Webhooks, what was sent to them, and each attempt."""

from __future__ import annotations

import uuid
from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0009_uploads").GUARDED
GUARDED = replace(BEFORE, written_once=(*BEFORE.written_once, "deliveryattempt"))


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new table among them."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Webhooks."""

    dependencies = [
        ("watchlist", "0009_uploads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LawTold",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("until", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="lawtold_is_one_row")],
            },
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("url", models.CharField(max_length=500)),
                ("events", models.CharField(help_text="with spaces between", max_length=200)),
                ("generation", models.PositiveIntegerField(default=1)),
                ("rotated_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("gone_at", models.DateTimeField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="webhooks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("event_id", models.UUIDField(help_text="the same however often it is sent")),
                ("event", models.CharField(max_length=40)),
                ("payload", models.TextField(help_text="the body, as canonical JSON")),
                ("created_at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "job",
                    models.ForeignKey(
                        help_text="the last that was to send it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.job",
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="watchlist.webhook"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="DeliveryAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=80)),
                ("milliseconds", models.PositiveIntegerField()),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="watchlist.webhookdelivery",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("generation", 1), ("rotated_at__isnull", True)),
                    models.Q(("generation__gt", 1), ("rotated_at__isnull", False)),
                    _connector="OR",
                ),
                name="webhook_rotated_as_often_as_it_says",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["webhook", "-created_at"], name="webhookdelivery_by_age"),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.UniqueConstraint(fields=("webhook", "event_id"), name="webhookdelivery_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="deliveryattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("error", ""), ("status__isnull", False)),
                    models.Q(("status__isnull", True), models.Q(("error", ""), _negated=True)),
                    _connector="OR",
                ),
                name="deliveryattempt_has_a_status_or_an_error",
            ),
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
