"""Work that outlives the request which asked for it."""

from __future__ import annotations

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    """Jobs."""

    dependencies = [
        ("watchlist", "0007_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(help_text="the key of what it is about", max_length=200)),
                ("owner", models.CharField(max_length=150)),
                ("state", models.CharField(default="queued", max_length=10)),
                (
                    "attempts",
                    models.PositiveIntegerField(
                        default=0, help_text="begun since it last got further, this one included"
                    ),
                ),
                ("most_attempts", models.PositiveSmallIntegerField(help_text="after which it is dead")),
                ("done", models.PositiveBigIntegerField(default=0, help_text="the furthest it ever got")),
                ("total", models.PositiveBigIntegerField(blank=True, null=True)),
                ("stage", models.CharField(blank=True, max_length=60)),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("not_before", models.DateTimeField()),
                (
                    "sent_at",
                    models.DateTimeField(
                        blank=True, help_text="when a message of it was last given to the broker", null=True
                    ),
                ),
                ("cancel_asked_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_asked_by", models.CharField(blank=True, max_length=150)),
                ("error", models.TextField(blank=True, help_text="how the last attempt failed, in one sentence")),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-created_at", "pk"],
                "permissions": [("manage_jobs", "Cancels jobs of others, and queues failed ones again")],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["state", "not_before"], name="job_by_state"),
                    models.Index(fields=["kind", "subject"], name="job_by_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("queued", "failed", "running", "done", "cancelled", "dead"))),
                        name="job_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), ("lease__isnull", False), ("lease_until__isnull", False)),
                            models.Q(
                                models.Q(("state", "running"), _negated=True),
                                ("lease__isnull", True),
                                ("lease_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="job_is_held_while_it_runs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ("done", "cancelled", "dead"))),
                            models.Q(
                                models.Q(("state__in", ("done", "cancelled", "dead")), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="job_has_an_end_once_over",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total__isnull", True), ("done__lte", models.F("total")), _connector="OR"),
                        name="job_done_within_total",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancel_asked_at__isnull", True), ("cancel_asked_by", "")),
                            models.Q(
                                ("cancel_asked_at__isnull", False), models.Q(("cancel_asked_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="job_cancel_has_who_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("failed", "dead")), _negated=True),
                            models.Q(("error", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="job_failure_says_how",
                    ),
                ],
            },
        ),
    ]
