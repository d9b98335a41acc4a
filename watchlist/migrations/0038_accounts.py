"""Second factors of our own, sealed and hashed, in place of django-otp's; and passwords that somebody else set.

People go on with the authenticators and the paper that they have: what stands in the tables of django-otp is sealed
under the present secret key, and those tables are dropped. Copies of the database from before still hold it.
"""

from __future__ import annotations

import os
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.access.devices import PAPER_BYTES, Authenticator, PaperCodes, digest_of

KEYS = "otp_totp_totpdevice"
PAPERS, CODES = "otp_static_staticdevice", "otp_static_statictoken"


def take_over(apps: Any, schema_editor: Any) -> None:
    """Seal the keys, hash the codes, and drop the tables in which they stood; a new database has none."""
    connection = schema_editor.connection
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if KEYS in tables:
            _seal_keys(apps, cursor)
        if CODES in tables:
            _hash_codes(apps, cursor)
    for table in (CODES, PAPERS, KEYS):
        if table in tables:
            schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(table)}")


def _seal_keys(apps: Any, cursor: Any) -> None:
    model = apps.get_model("watchlist", "Authenticator")
    cursor.execute(f"SELECT user_id, confirmed, name, key, drift, last_t FROM {KEYS} ORDER BY id")  # noqa: S608  # nosec B608
    for user, confirmed, name, key, drift, last in cursor.fetchall():
        secret = Authenticator.seal_secret(bytes.fromhex(key), user)
        values = {"name": name, "secret": secret, "drift": drift, "last_step": last}
        model.objects.update_or_create(user_id=user, confirmed=bool(confirmed), defaults=values)  # the last one counts


def _hash_codes(apps: Any, cursor: Any) -> None:
    papers, codes = apps.get_model("watchlist", "PaperCodes"), apps.get_model("watchlist", "PaperCode")
    cursor.execute(
        f"SELECT DISTINCT user_id, token FROM {PAPERS} paper JOIN {CODES} code ON code.device_id = paper.id "  # noqa: S608  # nosec B608
        "WHERE paper.confirmed ORDER BY user_id"
    )
    by_user: dict[int, list[str]] = {}
    for user, code in cursor.fetchall():
        by_user.setdefault(user, []).append(code)
    for user, own in by_user.items():
        secret = os.urandom(PAPER_BYTES)
        paper = papers.objects.create(user_id=user, name="paper", secret=PaperCodes.seal_secret(secret, user))
        codes.objects.bulk_create([codes(paper=paper, digest=digest_of(code, secret)) for code in own])


class Migration(migrations.Migration):
    """Tables of devices, what stood in those of django-otp, and the mark of a temporary password."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("watchlist", "0037_log_in_limits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TemporaryPassword",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "temporary password",
                "verbose_name_plural": "temporary passwords",
            },
        ),
        migrations.CreateModel(
            name="PaperCodes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="The human-readable name of this device.", max_length=64)),
                ("confirmed", models.BooleanField(default=True, help_text="Is this device ready for use?")),
                (
                    "throttling_failure_timestamp",
                    models.DateTimeField(
                        blank=True,
                        default=None,
                        help_text="A timestamp of the last failed verification attempt."
                        " Null if last attempt succeeded.",
                        null=True,
                    ),
                ),
                (
                    "throttling_failure_count",
                    models.PositiveIntegerField(default=0, help_text="Number of successive failed attempts."),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True,
                        help_text="The date and time when this device was initially created in the system.",
                        null=True,
                    ),
                ),
                (
                    "last_used_at",
                    models.DateTimeField(
                        blank=True, help_text="The most recent date and time this device was used.", null=True
                    ),
                ),
                ("secret", models.TextField(help_text="sealed: see watchlist/access/sealing.py")),
                (
                    "user",
                    models.ForeignKey(
                        help_text="The user that this device belongs to.",
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "paper with codes",
                "verbose_name_plural": "papers with codes",
            },
        ),
        migrations.CreateModel(
            name="PaperCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(help_text="HMAC-SHA-256 under the secret of the paper", max_length=64)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="watchlist.papercodes"
                    ),
                ),
            ],
            options={
                "verbose_name": "code on paper",
                "verbose_name_plural": "codes on paper",
            },
        ),
        migrations.CreateModel(
            name="Authenticator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="The human-readable name of this device.", max_length=64)),
                ("confirmed", models.BooleanField(default=True, help_text="Is this device ready for use?")),
                (
                    "throttling_failure_timestamp",
                    models.DateTimeField(
                        blank=True,
                        default=None,
                        help_text="A timestamp of the last failed verification attempt."
                        " Null if last attempt succeeded.",
                        null=True,
                    ),
                ),
                (
                    "throttling_failure_count",
                    models.PositiveIntegerField(default=0, help_text="Number of successive failed attempts."),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True,
                        help_text="The date and time when this device was initially created in the system.",
                        null=True,
                    ),
                ),
                (
                    "last_used_at",
                    models.DateTimeField(
                        blank=True, help_text="The most recent date and time this device was used.", null=True
                    ),
                ),
                ("secret", models.TextField(help_text="sealed: see watchlist/access/sealing.py")),
                ("drift", models.SmallIntegerField(default=0, help_text="steps by which its clock differs from ours")),
                (
                    "last_step",
                    models.BigIntegerField(
                        default=-1, help_text="of the last code: none of it or before is taken again"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="The user that this device belongs to.",
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "authenticator",
                "verbose_name_plural": "authenticators",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "confirmed"), name="authenticator_one_of_each_state")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="papercodes",
            constraint=models.UniqueConstraint(fields=("user",), name="papercodes_one_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="papercode",
            constraint=models.UniqueConstraint(fields=("paper", "digest"), name="papercode_is_unique"),
        ),
        migrations.RunPython(take_over),
    ]
