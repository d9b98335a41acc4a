"""Cases, judgements, dispositions, what a second officer is asked, duties, files and reports; with their guards."""

from __future__ import annotations

import uuid
from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from watchlist.access.second_pair import ANSWER_COLUMNS
from watchlist.migrations._four_eyes import install_four_eyes
from watchlist.migrations._guards import Guarded, install
from watchlist.migrations._second_pair import REFUSALS

BEFORE: Guarded = import_module("watchlist.migrations.0016_tellings").GUARDED
FILLED = {**dict(BEFORE.filled), "referral": ANSWER_COLUMNS, "screening": ("summary", "made_at", "for_people")}
GUARDED = replace(
    BEFORE,
    append_only=(
        *BEFORE.append_only,
        *("casescreening", "caselookback", "caseevent", "duty", "dutystep"),
        *("referral", "judgement", "disposition", "attachment", "authorityreport"),
    ),
    filled=tuple(FILLED.items()),
)


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new tables among them."""
    install(schema_editor, GUARDED)
    install_four_eyes(schema_editor)
    install_four_eyes(schema_editor, REFUSALS)


class Migration(migrations.Migration):
    """The tables of cases."""

    dependencies = [
        ("watchlist", "0017_read_as"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("restricted", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["case", "at"],
            },
        ),
        migrations.CreateModel(
            name="AuthorityReport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("jurisdiction", models.CharField(max_length=8)),
                ("authority", models.CharField(max_length=200)),
                ("reference", models.CharField(blank=True, help_text="the authority's own", max_length=100)),
                ("text", models.TextField(help_text="what was reported")),
                ("sent_on", models.DateField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["case", "at"],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "shipment",
                    models.CharField(
                        help_text="its key: its reference, or the hash of its file", max_length=220, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=255)),
                ("route", models.CharField(blank=True, max_length=100)),
                ("parties", models.TextField(blank=True, help_text="their names, one a line")),
                ("state", models.CharField(default="pending", max_length=20)),
                (
                    "held_by_lead",
                    models.BooleanField(default=False, help_text="only a compliance lead takes it off hold"),
                ),
                ("verdict", models.CharField(max_length=12)),
                ("action", models.CharField(max_length=12)),
                ("severity", models.CharField(max_length=8)),
                ("lines_for_people", models.PositiveIntegerField()),
                ("lines_judged", models.PositiveIntegerField(default=0)),
                ("lines_waiting", models.PositiveIntegerField(default=0, help_text="for a second officer")),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "due_on",
                    models.DateField(
                        blank=True, help_text="of the first duty with a clock that is not done", null=True
                    ),
                ),
                ("snoozed_until", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-opened_at", "-pk"],
                "permissions": [
                    ("work_cases", "Works on cases: judges, notes, moves, asks for and records what became of them"),
                    ("second_cases", "Answers as the second officer what another asked for"),
                    ("report_cases", "Reports to authorities, and knows which shipments were reported"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("verb", models.CharField(max_length=40)),
                ("text", models.TextField(blank=True, help_text="what the person wrote")),
                ("facts", models.TextField(default="{}", help_text="as canonical JSON")),
                ("restricted", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["case", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseLookBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["case", "at"],
            },
        ),
        migrations.CreateModel(
            name="CaseScreening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["case", "at"],
            },
        ),
        migrations.CreateModel(
            name="Disposition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("word", models.CharField(max_length=30)),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["case", "number"],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="of list, action, text and clock", max_length=64)),
                ("jurisdiction", models.CharField(max_length=8)),
                ("list_key", models.CharField(max_length=60)),
                ("action", models.CharField(max_length=12)),
                ("text", models.TextField()),
                ("citation", models.CharField(max_length=300)),
                ("confidence", models.CharField(max_length=12)),
                ("clock", models.CharField(blank=True, help_text="in words", max_length=300)),
                ("clock_citation", models.CharField(blank=True, max_length=300)),
                ("starts_at", models.DateTimeField(help_text="the instant of the hit")),
                ("due_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "duties",
                "ordering": ["case", models.OrderBy(models.F("due_on"), nulls_last=True), "pk"],
            },
        ),
        migrations.CreateModel(
            name="DutyStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("done", "Done"), ("undone", "Undone"), ("moved", "Moved")], max_length=8
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["duty", "number"],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField(help_text="of the finding in the record, or -1: the line as a whole")),
                ("number", models.PositiveIntegerField(help_text="of the judgements on this position, from 1")),
                ("word", models.CharField(max_length=10)),
                ("reason", models.CharField(blank=True, max_length=24)),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("tier", models.CharField(blank=True, max_length=20)),
                ("entry_key", models.CharField(blank=True, max_length=150)),
                ("substance_key", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "ordering": ["screened_line", "position", "number"],
            },
        ),
        migrations.CreateModel(
            name="LineStanding",
            fields=[
                (
                    "screened_line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="watchlist.screenedline",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("open", "Open"), ("waiting", "Waiting"), ("judged", "Judged")], max_length=8
                    ),
                ),
                (
                    "words",
                    models.CharField(help_text="the words that hold, each once, in alphabetical order", max_length=80),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("note", models.TextField(help_text="why it is asked for")),
                ("answer", models.CharField(blank=True, max_length=8)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer_note", models.TextField(blank=True)),
                ("kind", models.CharField(choices=[("dismissal", "Dismissal"), ("release", "Release")], max_length=10)),
                ("word", models.CharField(help_text="the disposition asked for, or dismissed", max_length=30)),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="hit",
            name="is_legal",
            field=models.BooleanField(default=True, help_text="a sure finding of law, or of a controlled drug"),
        ),
        migrations.AddField(
            model_name="screenedline",
            name="likeness",
            field=models.CharField(
                blank=True, help_text="the same of lines to be judged alike; empty: none", max_length=32
            ),
        ),
        migrations.AddField(
            model_name="screening",
            name="for_people",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="its lines that are not no_match: a case is due of them; null: none is due",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="screenedline",
            index=models.Index(fields=["likeness", "screening"], name="screenedline_by_likeness"),
        ),
        migrations.AddField(
            model_name="attachment",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="authorityreport",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="screening",
            field=models.ForeignKey(
                help_text="the last",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="watchlist.screening",
            ),
        ),
        migrations.AddField(
            model_name="authorityreport",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="watchlist.case"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="watchlist.case"
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="watchlist.case"
            ),
        ),
        migrations.AddField(
            model_name="caselookback",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="look_backs", to="watchlist.case"
            ),
        ),
        migrations.AddField(
            model_name="caselookback",
            name="rescreen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="watchlist.rescreen"
            ),
        ),
        migrations.AddField(
            model_name="casescreening",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="screenings", to="watchlist.case"
            ),
        ),
        migrations.AddField(
            model_name="casescreening",
            name="screening",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="case_screening", to="watchlist.screening"
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="dispositions", to="watchlist.case"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="disposition",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closes",
                to="watchlist.disposition",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="watchlist.case"
            ),
        ),
        migrations.AddField(
            model_name="dutystep",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="dutystep",
            name="duty",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="watchlist.duty"
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to="watchlist.case"
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="consignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="watchlist.party",
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="consignor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="watchlist.party",
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="screened_line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to="watchlist.screenedline"
            ),
        ),
        migrations.AddField(
            model_name="linestanding",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="watchlist.case"
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="watchlist.case"
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="referral",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="judgement",
                to="watchlist.referral",
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="referral",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disposition",
                to="watchlist.referral",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorityreport",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), models.Q(("authority", ""), _negated=True)),
                name="authorityreport_says_what_to_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="attachment_is_not_empty"),
        ),
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(fields=["case", "-id"], name="caseevent_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="caselookback",
            constraint=models.UniqueConstraint(fields=("case", "rescreen"), name="caselookback_is_taken_up_once"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["state", "due_on"], name="case_by_deadline"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["assignee", "state"], name="case_by_assignee"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("pending", "investigating", "on_hold", "awaiting_authority", "closed"))
                ),
                name="case_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("disposition__isnull", False), ("state", "closed")),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("disposition__isnull", True)),
                    _connector="OR",
                ),
                name="case_is_closed_by_a_disposition",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "lines_for_people__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("lines_judged"), "+", models.F("lines_waiting")
                        ),
                    )
                ),
                name="case_counts_agree",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="duty_is_written_once"),
        ),
        migrations.AddConstraint(
            model_name="dutystep",
            constraint=models.UniqueConstraint(fields=("duty", "number"), name="dutystep_is_in_turn"),
        ),
        migrations.AddConstraint(
            model_name="dutystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "moved"), _negated=True),
                    models.Q(("due_on__isnull", False), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="dutystep_moved_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="linestanding",
            index=models.Index(fields=["case", "standing"], name="linestanding_by_case"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["answer", "asked_at"], name="referral_waiting"),
        ),
        migrations.AddConstraint(
            model_name="referral",
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
                name="referral_is_answered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="referral_is_answered_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="referral_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "refused"), _negated=True),
                    models.Q(("answer_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="referral_is_refused_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "dismissal"), ("word", "dismissed")),
                    models.Q(("kind", "release"), ("word__in", ("released", "released_under_authorisation"))),
                    _connector="OR",
                ),
                name="referral_word_fits",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer", ""), ("kind", "release")),
                fields=("case",),
                name="referral_of_a_release_waits_alone",
            ),
        ),
        migrations.AddIndex(
            model_name="judgement",
            index=models.Index(fields=["substance_key", "-at"], name="judgement_by_substance"),
        ),
        migrations.AddIndex(
            model_name="judgement",
            index=models.Index(fields=["consignor", "-at"], name="judgement_by_consignor"),
        ),
        migrations.AddIndex(
            model_name="judgement",
            index=models.Index(fields=["consignee", "-at"], name="judgement_by_consignee"),
        ),
        migrations.AddIndex(
            model_name="judgement",
            index=models.Index(fields=["case", "at"], name="judgement_by_case"),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.UniqueConstraint(
                fields=("screened_line", "position", "number"), name="judgement_is_in_turn"
            ),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("word__in", ("confirmed", "dismissed", "undecided"))),
                name="judgement_word_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", -1)), name="judgement_position_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "reason__in",
                            (
                                "wrong_identification",
                                "other_substance",
                                "exempt_product",
                                "lawful_use_known",
                                "data_error",
                            ),
                        ),
                        ("word", "dismissed"),
                    ),
                    models.Q(models.Q(("word", "dismissed"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="judgement_dismissed_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("referral__isnull", True),
                    models.Q(("reason", "wrong_identification"), ("word", "dismissed")),
                    _connector="OR",
                ),
                name="judgement_of_law_dismissed_as_wrong_identification",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposition",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="disposition_is_in_turn"),
        ),
        migrations.AddConstraint(
            model_name="disposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("word__in", ("released", "released_under_authorisation", "refused", "withdrawn", "seized"))
                ),
                name="disposition_word_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposition",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="disposition_says_why"
            ),
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
