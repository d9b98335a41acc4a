"""`manage.py disable_gone FILE`: who left the house leaves here, by a list of subjects or e-mails."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from watchlist.access import disable_account, is_kept, leavers

ACTOR = "disable_gone"


class Command(BaseCommand):
    """Say which accounts a list names, and with `--apply` disable them and end their sessions and tokens."""

    help = "Disable the accounts of who is gone: a line of the list is a subject of the provider, or an e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the list, in UTF-8; - for standard input")
        parser.add_argument("--apply", action="store_true", help="do it; without, nothing is changed")

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for leaver in leavers(_lines(options["file"])):
            if not leaver.accounts:
                self.stdout.write(f"{leaver.named}: no account")
            for user in leaver.accounts:
                done += self._end(leaver.named, user, is_applied=options["apply"])
        self.stdout.write(
            f"{done} disabled." if options["apply"] else f"{done} to disable: nothing done yet (--apply)."
        )

    def _end(self, named: str, user: User, *, is_applied: bool) -> int:
        """Disable an account, or say that it would be; return how many that is."""
        line = f"{named}: {user.get_username()}"
        if not user.is_active:
            self.stdout.write(f"{line} is disabled already")
            return 0
        if is_kept(user):
            self.stdout.write(f"{line} is kept: the break-glass account, or the last superuser")
            return 0
        if not is_applied:
            self.stdout.write(f"{line} would be disabled")
            return 1
        ended = disable_account(user=user, actor=ACTOR)
        self.stdout.write(f"{line} disabled, with {ended.sessions} sessions and {ended.tokens} tokens")
        return 1


def _lines(file: str) -> list[str]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"the list cannot be read: {error}") from error
    return text.splitlines()
