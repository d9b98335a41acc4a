"""`manage.py verify_audit`: does the audit trail still hold, event by event, and as far as anchors say how it was?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.audit import FIRST_FORMAT, Anchor, ChainCheck, NotAnAnchor, house_key, key_id, read
from watchlist.engine.reports import counted


class Command(BaseCommand):
    """Exit status 0: all of it holds; 1: the places where it does not are printed; or a file of anchors is none."""

    help = "Check the audit trail, event by event, and against anchors. Exit status: 0 it holds, 1 it does not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchors",
            nargs="+",
            type=Path,
            default=[],
            metavar="FILE",
            help="anchors as they were mailed or published, one or many a file: what finds a trail written anew whole",
        )
        parser.add_argument(
            "--key", action="append", default=[], help="a public key that signed anchors, beside that of this machine"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        keys = {house_key(), *(self._key(text) for text in options["key"])} - {""}
        check = ChainCheck([anchor for path in options["anchors"] for anchor in self._anchors(path)], keys)
        cut = check.missing_end()
        if cut:
            self.stdout.write(cut)
        first, places = "", 0
        for link in check.broken():
            first, places = first or f"{link.sequence}: {link.reason}", places + 1
            self.stdout.write(f"{link.sequence}: {link.reason}")
        self._print_counts(check)
        if cut or places:
            raise CommandError(cut or f"The trail does not hold in {counted(places, 'place')}, the first at {first}.")
        self.stdout.write("Every link holds.")

    def _print_counts(self, check: ChainCheck) -> None:
        if earlier := check.formats[FIRST_FORMAT]:
            self.stdout.write(f"{counted(earlier, 'event')} of the first format, checked by the rules of that format.")
        after = max(0, check.events - check.anchored)
        self.stdout.write(f"{counted(check.events, 'event')}, the last {check.last}.")
        self.stdout.write(
            f"{counted(check.anchors, 'anchor')}; {counted(after, 'event')} after the last that is signed."
        )

    def _anchors(self, path: Path) -> list[Anchor]:
        try:
            return read(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, NotAnAnchor) as error:
            raise CommandError(f"{path}: {error}") from error

    def _key(self, text: str) -> str:
        try:
            key_id(text)
        except ValueError as error:
            raise CommandError(f"--key: {error}") from error
        return text.strip()
