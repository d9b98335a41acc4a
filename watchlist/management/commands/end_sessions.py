"""`manage.py end_sessions USER…`: whoever holds a session of theirs must log in again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from watchlist.access import end_sessions, revoke_all

ACTOR = "end_sessions"


class Command(BaseCommand):
    """End the sessions of some people, or of everybody, and with `--tokens` the tokens of their programs."""

    help = "End sessions, where somebody else may hold them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", nargs="*")
        parser.add_argument("--everybody", action="store_true", help="those of all people")
        parser.add_argument("--tokens", action="store_true", help="their tokens too, at once")

    def handle(self, *args: Any, **options: Any) -> None:
        people = _people(options["user"], everybody=options["everybody"])
        ended = sum(end_sessions(user=user, actor=ACTOR) for user in people)
        revoked = sum(revoke_all(user=user, actor=ACTOR) for user in people if options["tokens"])
        self.stdout.write(f"{ended} sessions and {revoked} tokens ended.")


def _people(names: list[str], *, everybody: bool) -> list[User]:
    if bool(names) == everybody:
        raise CommandError("name people, or --everybody.")
    people = list(User.objects.all() if everybody else User.objects.filter(username__in=names))
    if unknown := sorted(set(names) - {user.get_username() for user in people}):
        raise CommandError(f"there is no {', '.join(unknown)}.")
    return people
