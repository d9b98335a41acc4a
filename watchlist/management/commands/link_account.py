"""`manage.py link_account USER SUBJECT`: have a person of the provider be an account that stands here."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from watchlist.access import link_account, provider_policy, unlink_account
from watchlist.engine.errors import CorrectTheQuestion

ACTOR = "link_account"


class Command(BaseCommand):
    """Link an account with a subject of the provider, or end its link; its sessions end."""

    help = "Link an account of before with a person of the provider; from then on its password is not taken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user")
        parser.add_argument("subject", nargs="?", default="", help="as the provider names the person: `sub`")
        parser.add_argument("--unlink", action="store_true", help="end the link that there is")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"there is no {options['user']}.")
        if bool(options["subject"]) == options["unlink"]:
            raise CommandError("name a subject, or --unlink.")
        if options["unlink"]:
            if not unlink_account(user=user, actor=ACTOR):
                raise CommandError(f"{user} is linked with nobody.")
            self.stdout.write(f"{user} logs in here.")
            return
        self._link(user, options["subject"])

    def _link(self, user: User, subject: str) -> None:
        policy = provider_policy()
        if policy is None:
            raise CommandError("there is no provider: set WATCHLIST_OIDC_ISSUER.")
        try:
            link_account(user=user, issuer=policy.issuer, subject=subject, actor=ACTOR)
        except CorrectTheQuestion as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user} logs in by {policy.name}.")
