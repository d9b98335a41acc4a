"""`manage.py screen PATH`: one shipment compared with the law, from the command line."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction

from watchlist.cases.opening import open_due
from watchlist.engine.answer_codec import decode
from watchlist.engine.decision.movement import country_code
from watchlist.engine.decision.question import OPERATIONS, Question
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import READERS, read_manifest
from watchlist.engine.reports.formats import Exporter
from watchlist.engine.workers.pool import pool
from watchlist.exports.registry import EXPORTERS
from watchlist.management.migrating import migrate_where_needed
from watchlist.management.progress import progress
from watchlist.management.whole_files import whole_file
from watchlist.manifests.mappings import corrections_known_at
from watchlist.screening.pipeline import stream
from watchlist.screening.saving import keep_passing
from watchlist.temporal import LawTick

LONGEST_REFERENCE = 200

# The lines of a long file stay to the end: to look for garbage among them takes a quarter of the time.
SELDOM = (100_000, 20, 100)
SUFFIXES = " ".join(READERS)


class Command(BaseCommand):
    """Screen a manifest (a file of a suffix of READERS, or - for CSV on standard input) and print the answer.

    Exit status: 0 every line is no_match; 1 at least one is not; 2 the file or an option could not be used.
    """

    help = "Screen a manifest and print, for each line, what the law says of it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of the contract."""
        parser.add_argument("path", help=f"the manifest ({SUFFIXES}), or - for CSV on standard input")
        parser.add_argument("--as-of", type=_day, help="the day whose law is asked (YYYY-MM-DD)")
        parser.add_argument("--known-at", type=_instant, help="as the law was known then (ISO 8601; UTC if unsaid)")
        parser.add_argument("--jurisdiction", action="append", default=[], type=str.upper, metavar="CODE")
        parser.add_argument("--origin", type=_country, metavar="CC")
        parser.add_argument("--destination", type=_country, metavar="CC")
        parser.add_argument("--transit", action="append", default=[], type=_country, metavar="CC")
        parser.add_argument("--operator-country", type=_country, metavar="CC")
        parser.add_argument("--operation", choices=OPERATIONS)
        parser.add_argument(
            "--proposals",
            action="store_true",
            help="name what is proposed of the goods; no verdict changes by it",
        )
        parser.add_argument("--format", choices=[*EXPORTERS], default="table")
        parser.add_argument("--output", type=Path, metavar="FILE")
        parser.add_argument("--save", action="store_true", help="store the manifest and the answer")
        parser.add_argument(
            "--reference",
            default="",
            type=_reference,
            help="what the shipment is called: stored twice, it counts once (without it, the same file does)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, load the law if there is none, screen, write, and leave with the contract's exit status."""
        gc.set_threshold(*SELDOM)
        self._for_people = False
        try:
            pool().prepare()  # while the file and the law are read, the first child process imports RDKit
            original = _bytes_of(options["path"])
            self._migrate_if_embedded()
            manifest = read_manifest(
                options["path"], stdin=BytesIO(original), corrections=corrections_known_at(options["known_at"])
            )
            manifest = replace(manifest, reference=options["reference"])
            self._load_law_if_none()
            question = _question(options)
            records = self._watched(stream(manifest, question), len(manifest.lines))
            # The file bears its name once what is saved stands: a database may find its disk full at the very end.
            with whole_file(options["output"]) if options["output"] else nullcontext() as path:
                if options["save"]:
                    self._write_and_save(records, manifest, original, question, name=options["format"], path=path)
                else:
                    self._write(records, options["format"], path)
        except BrokenPipeError:
            # Whoever read the answer stopped reading (`| head`): nobody is left to tell, and nothing to flush to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (ManifestError, WatchlistError, CommandError, DatabaseError, OSError) as error:
            raise CommandError(" ".join(str(error).split()), returncode=2) from error
        if self._for_people:
            sys.exit(1)

    def _migrate_if_embedded(self) -> None:
        """Make an embedded database fit for use; one that others share is migrated by whoever runs it."""
        if connection.vendor == "sqlite":
            migrate_where_needed()

    def _load_law_if_none(self) -> None:
        """Load the law of the seeds where none is held."""
        if not LawTick.objects.exists():
            self.stderr.write("No lists are loaded: loading them from the seeds first.")
            call_command("load_seeds", stdout=self.stderr)

    def _watched(self, records: Iterator[dict[str, Any]], lines: int) -> Iterator[dict[str, Any]]:
        """Return the records, the first of them made: before a file is opened for them, the question was understood."""
        opened = next(records)
        return chain([opened], self._counted(records, lines))

    def _counted(self, records: Iterator[dict[str, Any]], lines: int) -> Iterator[dict[str, Any]]:
        with progress(sys.stderr, lines) as show:
            for number, record in enumerate(records, start=1):
                self._for_people |= record.get("verdict", "no_match") != "no_match"
                show(number)
                yield record

    @transaction.atomic
    def _write_and_save(
        self,
        records: Iterator[dict[str, Any]],
        manifest: DeclaredManifest,
        original: bytes,
        question: Question,
        *,
        name: str,
        path: Path | None,
    ) -> None:
        """Write the records as they pass into the database: all of them are stored, or none where the writing fails."""
        passing = keep_passing(
            records, pk=uuid4(), manifest=manifest, original=original, question=question, actor="command line"
        )
        self._write(passing, name, path)
        open_due()

    def _write(self, records: Iterator[dict[str, Any]], name: str, path: Path | None) -> None:
        exporter = EXPORTERS[name]
        if path is None:
            out = self._standard_output(exporter, name)
            exporter.write(map(decode, records), out)
            out.flush()  # a full disk is noticed here, and not once what is saved stands
            return
        opened = path.open("wb") if exporter.binary else path.open("w", encoding="utf-8", newline="")
        with opened as out:
            exporter.write(map(decode, records), out)

    def _standard_output(self, exporter: Exporter, name: str) -> Any:
        if not exporter.binary:
            return self.stdout
        if sys.stdout.isatty():
            raise CommandError(f"{name} is no text: name a file with --output, or send it on.")
        return sys.stdout.buffer


def _question(options: dict[str, Any]) -> Question:
    return Question(
        as_of=options["as_of"],
        known_at=options["known_at"],
        jurisdictions=tuple(options["jurisdiction"]),
        origin=options["origin"],
        destination=options["destination"],
        transit=tuple(options["transit"]),
        operator_country=options["operator_country"],
        operation=options["operation"],
        proposals=options["proposals"],
    )


def _bytes_of(path: str) -> bytes:
    """Return what is to be read from standard input; a file is read where its suffix is understood."""
    if path == "-":
        return sys.stdin.buffer.read()
    return Path(path).read_bytes() if Path(path).is_file() else b""


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a day (YYYY-MM-DD)") from error
    if not 1900 <= day.year < 2200:
        raise ArgumentTypeError(f"{text!r} is no day of law: it must lie in 1900 to 2199")
    return day


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not an instant (ISO 8601)") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _reference(text: str) -> str:
    if len(text) > LONGEST_REFERENCE:
        raise ArgumentTypeError(f"a reference has at most {LONGEST_REFERENCE} characters")
    return text.strip()


def _country(text: str) -> str:
    code = country_code(text)
    if code is None:
        raise ArgumentTypeError(f"{text!r} is not a country of ISO 3166")
    return code
