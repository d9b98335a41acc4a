"""`manage.py collect_lists`: look at the publications that are followed, and bring what changed to people."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.engine.errors import CorrectTheData
from watchlist.engine.reports import counted
from watchlist.internal_lists import feed
from watchlist.jobs import COLLECT, carry_out, entry_name
from watchlist.list_updates import Collection, NotNow, collect, declared_source, declared_sources, due_sources

FOR_A_PERSON: Final = frozenset({Collection.Outcome.FAILED, Collection.Outcome.PROPOSED, Collection.Outcome.WATCHED})

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Exit status: 0 nothing asks for a person; 1 a source failed, proposes changes, changed as is only watched, or is
    not brought to the house list that it feeds; 2 a source that is not declared was asked for.

    What another process collects meanwhile is passed over.
    """

    help = "Fetch the publications that are followed, and propose what they change. Nothing is applied."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("keys", nargs="*", metavar="KEY", help="sources to look at; without any, all of them")
        parser.add_argument("--due", action="store_true", help="only those whose hours are over, as for a cron line")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            keys = [declared_source(key).key for key in dict.fromkeys(options["keys"])] or sorted(declared_sources())
        except CorrectTheData as error:
            raise CommandError(str(error), returncode=2) from error
        if options["due"]:
            is_due = frozenset(due_sources(datetime.now(UTC)))
            keys = [key for key in keys if key in is_due]
        outcomes: list[str] = []
        source_key = keys[0] if len(options["keys"]) == 1 and not options["due"] else ""
        carry_out(entry=entry_name(COLLECT, source_key), work=lambda: self._collect_all(keys, outcomes))
        if not FOR_A_PERSON.isdisjoint(outcomes):
            raise SystemExit(1)

    def _collect_all(self, keys: Sequence[str], outcomes: list[str]) -> str:
        width = max(map(len, keys), default=0)
        outcomes += [self._collect_one(key, width) for key in keys]
        return f"{counted(len(keys), 'source')} looked at, {outcomes.count(Collection.Outcome.FAILED):,} failed"

    def _collect_one(self, key: str, width: int) -> str:
        try:
            found = collect(key=key)
        except NotNow as error:
            self.stdout.write(f"{key:<{width}}  {'not asked':<9}  {error}")
            return ""
        # The outermost edge of the command: what breaks at one source must not keep those behind it from being read.
        except Exception as error:
            log.exception("%s: the look broke off", key)
            self.stdout.write(
                f"{key:<{width}}  {'failed':<9}  unforeseen: {type(error).__name__}; the log has the rest"
            )
            return Collection.Outcome.FAILED
        why = f"{found.code}: " if found.code else ""
        detail = " ".join(found.detail.split())
        self.stdout.write(f"{key:<{width}}  {found.outcome:<9}  {why}{detail}")
        if refused := feed(source_key=key):
            self.stdout.write(f"{key:<{width}}  {'not fed':<9}  {refused}")
            return Collection.Outcome.FAILED
        return found.outcome
