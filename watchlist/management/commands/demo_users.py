"""`manage.py demo_users`: one of each kind of person, to look around with. Never for a real house."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from watchlist.access import grant

PEOPLE: dict[str, str] = {
    "officer": "Officers",
    "second-officer": "Second officers",
    "curator": "Curators",
    "second-curator": "Curators",
    "lead": "Compliance leads",
    "auditor": "Auditors",
}


class Command(BaseCommand):
    """Create the demo people, or give them a new password, and print it this once."""

    help = "Create demo people with one password, printed once. Only where WATCHLIST_DEBUG is set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", help="the password of all of them; made at random if it is not given")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the groups and the people; refused on an installation that others use."""
        if not settings.DEBUG:
            raise CommandError("demo people are refused here: this is no server for looking around (WATCHLIST_DEBUG).")
        password = options["password"] or secrets.token_urlsafe(12)
        with transaction.atomic():
            for name, group in PEOPLE.items():
                user, _ = User.objects.get_or_create(username=name)
                user.is_staff = user.is_active = True
                user.set_password(password)
                user.save()
                grant(user, group)
        self.stdout.write(f"{', '.join(PEOPLE)} log in with the password {password}")
