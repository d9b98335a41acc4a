"""`manage.py structure_index`: the store that the structures of stored goods are searched in, made and verified."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import counted
from watchlist.jobs import INDEX_STRUCTURES, carry_out
from watchlist.screenings.goods import GoodsStructure, differences, index_structures, not_searched, rebuild


class Command(BaseCommand):
    """Exit status 0; of `verify` 1, where the store is not what the rows say: each difference is printed."""

    help = "Make, make anew or verify the store in which the structures of stored goods are searched."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "verb",
            choices=["build", "rebuild", "verify"],
            help="build: take up the goods stored since; rebuild: make it anew, after an upgrade of RDKit",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["verb"])()
        except WatchlistError as error:
            raise CommandError(str(error)) from error

    def build(self) -> None:
        self.stdout.write(carry_out(entry=INDEX_STRUCTURES, work=_index_waiting))

    def rebuild(self) -> None:
        """Make the store anew, and take up what waits."""
        self.stdout.write(f"{counted(rebuild(), 'structure')} made anew.")
        self.build()

    def verify(self) -> None:
        wrong = list(differences())
        left = not_searched()
        self.stdout.write(
            f"{counted(GoodsStructure.objects.count(), 'structure')} of goods, {left.refused} of them not searchable; "
            f"{counted(left.waiting, 'reading')} to be taken up, {counted(left.unread, 'item')} never read to the end."
        )
        if wrong:
            raise CommandError("\n".join([*wrong, f"{counted(len(wrong), 'difference')}: structure_index rebuild"]))
        self.stdout.write("The store is what the rows say.")


def _index_waiting() -> str:
    total = 0
    while indexed := index_structures():
        total += indexed
    return f"{counted(total, 'reading')} taken up"
