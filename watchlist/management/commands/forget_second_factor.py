"""`manage.py forget_second_factor USER`: for somebody who lost both the authenticator and the paper."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from watchlist.access import forget_second_factor


class Command(BaseCommand):
    """End the second factor of a person, who logs in without it next and sets up another."""

    help = "End the second factor of a person who lost it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"]).first()
        if user is None or not forget_second_factor(user=user, actor="forget_second_factor"):
            raise CommandError(f"{options['user']} has no second factor.")
        self.stdout.write(f"{user} logs in without a second factor.")
