"""`manage.py demo_users`: one of each kind of person, to look around with. Never for a real house."""

from __future__ import annotations

from argparse import ArgumentParser
from base64 import urlsafe_b64encode
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.crypto import salted_hmac

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
    """Create the demo people, and print their password: on one machine it is the same each time."""

    help = "Create demo people with one password, the same each time. Only where WATCHLIST_DEBUG is set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--password", help="the password of all of them; made of this machine's secret key if it is not given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the groups and the people; refused on an installation that others use."""
        if not settings.DEBUG:
            raise CommandError("demo people are refused here: this is no server for looking around (WATCHLIST_DEBUG).")
        password = options["password"] or own_password()
        with transaction.atomic():
            for name, group in PEOPLE.items():
                user, _ = User.objects.get_or_create(username=name)
                user.is_staff = user.is_active = True
                user.set_password(password)
                user.save()
                grant(user, group)
        self.stdout.write(f"{', '.join(PEOPLE)} log in with the password {password}")


def own_password() -> str:
    """Return the password of demo people on this machine: nobody guesses it who has not its secret key."""
    digest = salted_hmac("watchlist.demo_users", "password", algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:12]).decode()
