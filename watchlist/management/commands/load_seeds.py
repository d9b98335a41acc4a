"""`manage.py load_seeds`: bring the law as held to the curated text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.conf import seeds_dir
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.seeds import load_seeds
from watchlist.list_updates import propose_text
from watchlist.manifests import Item
from watchlist.periodic_tasks import announce_changes
from watchlist.screenings.rescreen import look_back_since
from watchlist.temporal import LawTick


class Command(BaseCommand):
    """Exit status 0: loaded, or nothing to load; 1: refused, and nothing was written.

    A list that was changed by change sets is left as it is; what its text says otherwise is proposed as another one.
    """

    help = "Load the curated law (seeds/) as an edition; loading the same text again writes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=seeds_dir(), help="the folder of the text")
        parser.add_argument("--actor", default="load_seeds", help="who the audit trail names")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, say what was written, and tell the webhooks that hear of it."""
        last_tick = LawTick.objects.order_by("-at").values_list("at", flat=True).first()
        try:
            report = load_seeds(
                directory=options["directory"].resolve(), actor=options["actor"], hand_over=propose_text
            )
        except CorrectTheData as error:
            raise CommandError(str(error)) from error
        for origin in report.editions:
            self.stdout.write(origin)
        verbs = ", ".join(f"{verb} {count}" for verb, count in report.verbs.items())
        announce_changes()
        if report.verbs and last_tick and Item.objects.exists():
            look_back_since(since=last_tick, actor=options["actor"], because="The curated text was loaded.")
        self.stdout.write(verbs or "Nothing new: the text was loaded before.")
