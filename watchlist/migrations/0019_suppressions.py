"""Suppressions and product determinations, with their terms and guards; and which ticks are of the law."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._four_eyes import install_four_eyes
from watchlist.migrations._guards import Guarded, install
from watchlist.migrations._rulings import REFUSALS
from watchlist.screenings.suppressions.models import FILLED

BEFORE: Guarded = import_module("watchlist.migrations.0018_cases").GUARDED
GUARDED = replace(
    BEFORE,
    known=(*BEFORE.known, "suppressionterm", "determinationterm"),
    append_only=(*BEFORE.append_only, "suppression", "determination"),
    filled=(*BEFORE.filled, ("suppression", FILLED), ("determination", FILLED)),
)


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new tables among them."""
    install(schema_editor, GUARDED)
    install_four_eyes(schema_editor, REFUSALS)


class Migration(migrations.Migration):
    """The tables of suppressions."""

    dependencies = [
        ("watchlist", "0018_cases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lawtick",
            name="of_law",
            field=models.BooleanField(default=True),
        ),
        migrations.CreateModel(
            name="Determination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("note", models.TextField(help_text="why it is asked for")),
                ("answer", models.CharField(blank=True, max_length=8)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer_note", models.TextField(blank=True)),
                (
                    "position",
                    models.PositiveIntegerField(
                        help_text="of the finding, or of the conflict, in the record of the line"
                    ),
                ),
                ("entry_key", models.CharField(blank=True, max_length=150)),
                (
                    "entry_version",
                    models.CharField(
                        blank=True, help_text="of what the entry said, and of what is listed", max_length=64
                    ),
                ),
                ("asked_on", models.DateField(help_text="the day of asking (UTC)")),
                ("until", models.DateField(help_text="the first day without it")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawal_note", models.TextField(blank=True)),
                ("supplier", models.CharField(help_text="the key of the consignor", max_length=300)),
                ("product", models.CharField(help_text="its name as declared, folded", max_length=300)),
                ("composition", models.TextField(help_text="what it is made of, and by which document")),
                ("condition", models.CharField(help_text="the key of the condition", max_length=300)),
                ("required", models.TextField(help_text="what the condition asks, as it was read")),
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
                    "item",
                    models.ForeignKey(
                        help_text="the goods as declared",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.item",
                    ),
                ),
                (
                    "screened_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="watchlist.screenedline"
                    ),
                ),
                (
                    "withdrawn_by",
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
                "ordering": ["-asked_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeterminationTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("by", models.CharField(max_length=150)),
                ("second", models.CharField(max_length=150)),
                (
                    "determination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="term", to="watchlist.determination"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("note", models.TextField(help_text="why it is asked for")),
                ("answer", models.CharField(blank=True, max_length=8)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer_note", models.TextField(blank=True)),
                (
                    "position",
                    models.PositiveIntegerField(
                        help_text="of the finding, or of the conflict, in the record of the line"
                    ),
                ),
                ("entry_key", models.CharField(blank=True, max_length=150)),
                (
                    "entry_version",
                    models.CharField(
                        blank=True, help_text="of what the entry said, and of what is listed", max_length=64
                    ),
                ),
                ("asked_on", models.DateField(help_text="the day of asking (UTC)")),
                ("until", models.DateField(help_text="the first day without it")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawal_note", models.TextField(blank=True)),
                ("kind", models.CharField(max_length=8)),
                ("tier", models.CharField(blank=True, max_length=20)),
                ("certainty", models.CharField(blank=True, max_length=8)),
                (
                    "rule",
                    models.TextField(
                        blank=True, help_text="the class rule in its version, or what a resemblance rests on"
                    ),
                ),
                ("code", models.CharField(blank=True, help_text="of a conflict", max_length=40)),
                ("about", models.CharField(blank=True, help_text="the fields that conflict", max_length=200)),
                ("structure", models.CharField(blank=True, max_length=27)),
                ("of_text", models.BooleanField()),
                ("consignor", models.CharField(blank=True, max_length=300)),
                ("consignee", models.CharField(blank=True, max_length=300)),
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
                    "item",
                    models.ForeignKey(
                        help_text="the goods as declared",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.item",
                    ),
                ),
                (
                    "screened_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="watchlist.screenedline"
                    ),
                ),
                (
                    "withdrawn_by",
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
                "ordering": ["-asked_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SuppressionTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("by", models.CharField(max_length=150)),
                ("second", models.CharField(max_length=150)),
                (
                    "suppression",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="term", to="watchlist.suppression"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="determination",
            index=models.Index(fields=["answer", "asked_at"], name="determination_waiting"),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
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
                name="determination_is_answered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="determination_is_answered_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="determination_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "refused"), _negated=True),
                    models.Q(("answer_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="determination_is_refused_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("asked_on"))), name="determination_expires_after_it_is_asked"
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_note", ""), ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                    models.Q(
                        ("answer", "agreed"),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawal_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="determination_is_withdrawn_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("supplier", ""), _negated=True),
                    models.Q(("product", ""), _negated=True),
                    models.Q(("composition", ""), _negated=True),
                    models.Q(("condition", ""), _negated=True),
                ),
                name="determination_is_of_a_product",
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(("entry_version", ""), _negated=True), name="determination_is_of_an_entry"
            ),
        ),
        migrations.AddConstraint(
            model_name="determinationterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at__isnull", True), ("superseded_at__gt", models.F("recorded_at")), _connector="OR"
                ),
                name="determinationterm_superseded_after_recorded",
            ),
        ),
        migrations.AddConstraint(
            model_name="determinationterm",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("second")), _negated=True), name="determinationterm_is_of_two"
            ),
        ),
        migrations.AddIndex(
            model_name="suppression",
            index=models.Index(fields=["answer", "asked_at"], name="suppression_waiting"),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
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
                name="suppression_is_answered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="suppression_is_answered_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="suppression_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "refused"), _negated=True),
                    models.Q(("answer_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="suppression_is_refused_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("asked_on"))), name="suppression_expires_after_it_is_asked"
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_note", ""), ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                    models.Q(
                        ("answer", "agreed"),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawal_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="suppression_is_withdrawn_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("certainty", ""),
                        ("entry_key", ""),
                        ("kind", "conflict"),
                        ("of_text", True),
                        ("tier", ""),
                        models.Q(("code", ""), _negated=True),
                    ),
                    models.Q(
                        ("code", ""),
                        ("kind", "finding"),
                        models.Q(("entry_version", ""), _negated=True),
                        models.Q(
                            ("tier__in", ("near_boundary", "analogue")),
                            models.Q(
                                ("certainty", "guess"),
                                (
                                    "tier__in",
                                    ("listed", "listed_form", "class_member", "exempt", "announced", "monitored"),
                                ),
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="suppression_is_of_no_sure_law",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(("of_text", True), models.Q(("structure", ""), _negated=True), _connector="OR"),
                name="suppression_is_of_some_goods",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(("consignee", ""), ("consignor", ""), _negated=True),
                name="suppression_is_between_parties",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppressionterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at__isnull", True), ("superseded_at__gt", models.F("recorded_at")), _connector="OR"
                ),
                name="suppressionterm_superseded_after_recorded",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppressionterm",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("second")), _negated=True), name="suppressionterm_is_of_two"
            ),
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
