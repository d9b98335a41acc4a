"""What people set for themselves: how they are told of news, and how their pages write."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Three tables, which nothing else refers to."""

    dependencies = [
        ("watchlist", "0010_concern"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NotificationPreference",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="notification_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mail",
                    models.CharField(
                        choices=[
                            ("each", "a mail for each piece of news"),
                            ("daily", "one mail a day, with all of it"),
                            ("none", "no mail"),
                        ],
                        max_length=6,
                    ),
                ),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "preference of notification",
                "verbose_name_plural": "preferences of notification",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mail__in", ("each", "daily", "none"))),
                        name="notificationpreference_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PagePreference",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="page_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("time_zone", models.CharField(max_length=60)),
                (
                    "date_style",
                    models.CharField(
                        choices=[("words", "28 Jul 2025"), ("iso", "2025-07-28"), ("slashes", "28/07/2025")],
                        max_length=8,
                    ),
                ),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "preference of pages",
                "verbose_name_plural": "preferences of pages",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("date_style__in", ("words", "iso", "slashes"))),
                        name="pagepreference_style_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DailyMailLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daily_mail_lines",
                        to="watchlist.told",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daily_mail_lines",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a mail of the day",
                "verbose_name_plural": "lines of mails of the day",
                "ordering": ["person", "pk"],
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("person", "message"), name="dailymailline_is_unique")],
            },
        ),
    ]
