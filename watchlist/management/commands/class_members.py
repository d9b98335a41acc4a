"""`manage.py class_members`: the named members of legal classes, for those who have only look-up tables."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.exports import MEMBER_TABLE_WRITERS, class_members
from watchlist.law_store import law_known_at


class Command(BaseCommand):
    """Exit status 0, or 1 where a rule that is named is not held."""

    help = (
        "Write the named members of the classes that laws define by structure, with CAS numbers and customs headings."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rule", nargs="*", help="keys of class rules; all, where none is given")
        parser.add_argument("--format", choices=sorted(MEMBER_TABLE_WRITERS), default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        law = law_known_at()
        if unknown := sorted(set(options["rule"]) - law.rules.keys()):
            raise CommandError(f"no class rule {', '.join(unknown)} is held; held are {', '.join(sorted(law.rules))}.")
        MEMBER_TABLE_WRITERS[options["format"]](class_members(law, options["rule"]), self.stdout)  # type: ignore[arg-type]
