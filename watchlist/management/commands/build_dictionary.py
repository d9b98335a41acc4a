"""Compile the dictionary of chemicals, and examine it under the law, ahead of its first use."""

from __future__ import annotations

import sys

from django.core.management.base import BaseCommand, CommandParser

from watchlist.conf import build_dir
from watchlist.engine.command import progress
from watchlist.engine.identification import (
    Dictionary,
    build_dictionary,
    dictionary_path,
    examine_dictionary,
    records_in_package,
    resolver_of,
)
from watchlist.law_store import keep_known_law, law_known_at
from watchlist.temporal import LawTick


class Command(BaseCommand):
    """`manage.py build_dictionary`: make the files that look-ups read, and drop those of earlier dictionaries.

    Examining the dictionary takes half a minute, once for each law: without it every screening examines what it meets.
    """

    help = "Compile the dictionary of chemicals of commerce into the build folder, and examine it under the law."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep", action="store_true", help="leave the files of versions that may still run")

    def handle(self, *args: object, **options: object) -> None:
        folder = build_dir()
        path = dictionary_path(folder)
        if not path.exists():
            with progress(sys.stderr, records_in_package(), "records of the dictionary") as show:
                count = build_dictionary(path, show)
            self.stdout.write(f"{count} chemicals in {path.name}")
        for other in folder.resolve().glob("dictionary-*.sqlite3"):
            if other != path and not options["keep"]:
                other.unlink()
        if LawTick.objects.exists():
            dictionary, law = Dictionary(folder), law_known_at()
            with progress(sys.stderr, len(dictionary.structures()), "chemicals") as show:
                count = examine_dictionary(law, dictionary, show)
            self.stdout.write(f"{count} chemicals that no law held touches")
            keep_known_law(law)
            resolver_of(law, dictionary).load_words()
