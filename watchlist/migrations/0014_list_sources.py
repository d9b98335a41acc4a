"""Publications that are followed, and the way of a difference into the law: two people, by the database's own word."""

from __future__ import annotations

import uuid
from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._four_eyes import install_four_eyes
from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0012_house_lists").GUARDED
GUARDED = replace(
    BEFORE,
    known=(*BEFORE.known, "notice"),
    append_only=(
        *BEFORE.append_only,
        "publication",
        "collection",
        "changeset",
        "revision",
        "change",
        "decision",
        "application",
        "changecomment",
        "rescreendue",
    ),
)


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new tables among them."""
    install(schema_editor, GUARDED)
    install_four_eyes(schema_editor)


class Migration(migrations.Migration):
    """The tables of publications, change sets and notices, with their guards."""

    dependencies = [
        ("watchlist", "0013_by_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("add", "Add"), ("amend", "Amend"), ("remove", "Remove"), ("correct", "Correct")],
                        max_length=8,
                    ),
                ),
                (
                    "list_key",
                    models.CharField(blank=True, help_text="of the control list; empty: of none held", max_length=60),
                ),
                ("entries", models.TextField(blank=True)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("name", models.TextField(help_text="as printed")),
                ("valid_from", models.DateField(blank=True, help_text="the day from which the law says so", null=True)),
                ("row_before", models.TextField(blank=True)),
                ("row_after", models.TextField(blank=True)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("place", models.TextField(blank=True, help_text="where the source says it")),
                ("doubt", models.TextField(blank=True)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["revision", "position"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("accepted", models.BooleanField()),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField()),
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="watchlist.change"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["decided_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "events",
                    models.TextField(help_text="of schedulings, one a line; empty: it changes nothing that is held"),
                ),
                ("applied_at", models.DateTimeField(help_text="the tick of the law from which on it is known")),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="application", to="watchlist.decision"
                    ),
                ),
            ],
            options={
                "ordering": ["applied_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ListSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("enabled", models.BooleanField(default=True)),
                (
                    "etag",
                    models.CharField(
                        blank=True, help_text="of the last answer that was read to its end", max_length=200
                    ),
                ),
                ("last_modified", models.CharField(blank=True, max_length=100)),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="the day to which the last edition read is current", null=True
                    ),
                ),
                ("failures", models.PositiveIntegerField(default=0, help_text="since it was last read")),
                (
                    "not_before",
                    models.DateTimeField(blank=True, help_text="the publisher is not asked again before", null=True),
                ),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["key"],
                "permissions": [("collect_lists", "Has publications fetched, and stops or resumes following one")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease__isnull", True), ("lease_until__isnull", True)),
                            models.Q(("lease__isnull", False), ("lease_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="listsource_lease_has_an_end",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeSet",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=300)),
                ("gates", models.TextField(blank=True, help_text="what the sanity gates say, one sentence a line")),
                (
                    "notes",
                    models.TextField(blank=True, help_text="what else a curator should know, one sentence a line"),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=150)),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.edition",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.edition",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_sets",
                        to="watchlist.listsource",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-pk"],
                "permissions": [("approve_changes", "Decides on changes of lists that another proposed")],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.SlugField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposal", "Proposal"),
                            ("consultation", "Consultation"),
                            ("notification", "Notification"),
                            ("rule", "Rule"),
                            ("not_in_force", "Not In Force"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=14,
                    ),
                ),
                ("title", models.TextField()),
                ("citation", models.CharField(blank=True, max_length=300)),
                ("url", models.URLField(blank=True, max_length=1000)),
                ("text", models.TextField(blank=True)),
                ("published_on", models.DateField(blank=True, null=True)),
                ("comments_close_on", models.DateField(blank=True, null=True)),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("substances", models.TextField(blank=True, help_text="keys of held substances, with spaces between")),
                ("recorded_by", models.CharField(max_length=150)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="watchlist.jurisdiction"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="watchlist.listsource",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("published_on"), descending=True, nulls_last=True), "key"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("compressed", models.BinaryField(help_text="the bytes, by zlib")),
                ("length", models.PositiveBigIntegerField(help_text="of the bytes")),
                ("content_type", models.CharField(blank=True, max_length=120)),
                ("address", models.URLField(max_length=1000)),
                ("fetched_at", models.DateTimeField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="watchlist.listsource",
                    ),
                ),
            ],
            options={
                "ordering": ["-fetched_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CuratorTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("changed", "Changed"), ("rule", "Rule"), ("baseline", "Baseline")], max_length=10
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        help_text="what it is about: a hash, a notice; one task a subject", max_length=120
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("detail", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True, help_text="what was done about it")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="watchlist.listsource"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.publication",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("closed_at"), nulls_first=True), "-opened_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("unchanged", "Unchanged"),
                            ("baseline", "Baseline"),
                            ("same_rows", "Same Rows"),
                            ("proposed", "Proposed"),
                            ("watched", "Watched"),
                            ("noticed", "Noticed"),
                            ("failed", "Failed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=24)),
                ("detail", models.TextField(blank=True)),
                (
                    "change_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collections",
                        to="watchlist.changeset",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.edition",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collections",
                        to="watchlist.listsource",
                    ),
                ),
                (
                    "publications",
                    models.ManyToManyField(blank=True, related_name="collections", to="watchlist.publication"),
                ),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RescreenDue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.DateTimeField(help_text="the last tick at which the law was as before")),
                ("after", models.DateTimeField(help_text="the tick at which it was changed")),
                ("because", models.CharField(max_length=300)),
                ("asked_by", models.CharField(max_length=150)),
                ("asked_at", models.DateTimeField()),
                (
                    "change_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rescreens_due",
                        to="watchlist.changeset",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("note", models.TextField(blank=True)),
                ("digest", models.CharField(help_text="of its changes: none is slipped in afterwards", max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "change_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="watchlist.changeset"
                    ),
                ),
                (
                    "proposed_by",
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
                "ordering": ["change_set", "number"],
            },
        ),
        migrations.AddField(
            model_name="change",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="watchlist.revision"
            ),
        ),
        migrations.CreateModel(
            name="ChangeComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="watchlist.change",
                    ),
                ),
                (
                    "change_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="watchlist.changeset"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="changecomment_says_something"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                name="decision_is_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="rejection_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="changeset",
            index=models.Index(fields=["source", "-opened_at"], name="changeset_by_source"),
        ),
        migrations.AddConstraint(
            model_name="changeset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("base__isnull", True), ("edition__isnull", True), ("source__isnull", True)),
                    models.Q(("base__isnull", False), ("edition__isnull", False), ("source__isnull", False)),
                    _connector="OR",
                ),
                name="changeset_of_a_source_has_its_editions",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at__isnull", True), ("superseded_at__gt", models.F("recorded_at")), _connector="OR"
                ),
                name="notice_superseded_after_recorded",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)), fields=("key",), name="notice_has_one_current_row"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(fields=("source", "sha256"), name="publication_is_archived_once"),
        ),
        migrations.AddConstraint(
            model_name="curatortask",
            constraint=models.UniqueConstraint(fields=("source", "kind", "subject"), name="curatortask_is_opened_once"),
        ),
        migrations.AddConstraint(
            model_name="curatortask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True), ("outcome", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="curatortask_says_who_closed_it_and_how",
            ),
        ),
        migrations.AddIndex(
            model_name="collection",
            index=models.Index(fields=["source", "-started_at"], name="collection_by_source"),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__gte", models.F("started_at"))), name="collection_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome", "failed"),
                        models.Q(("code", ""), _negated=True),
                        models.Q(("detail", ""), _negated=True),
                    ),
                    models.Q(models.Q(("outcome", "failed"), _negated=True), ("code", "")),
                    _connector="OR",
                ),
                name="collection_failure_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="rescreendue",
            constraint=models.CheckConstraint(
                condition=models.Q(("before__lt", models.F("after"))), name="rescreendue_is_of_a_change"
            ),
        ),
        migrations.AddConstraint(
            model_name="rescreendue",
            constraint=models.UniqueConstraint(fields=("before", "after"), name="rescreendue_is_asked_once"),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(fields=("change_set", "number"), name="revision_number_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 0), ("proposed_by__isnull", True)),
                    models.Q(("number__gt", 0), ("proposed_by__isnull", False)),
                    _connector="OR",
                ),
                name="revision_is_the_word_of_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["digest"], name="change_by_digest"),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(fields=("revision", "position"), name="change_position_is_unique"),
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
