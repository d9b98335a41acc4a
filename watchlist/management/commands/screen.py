"""`manage.py screen PATH`: one shipment compared with the law, from the command line."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction

from watchlist import cases
from watchlist.conf import structure_processes
from watchlist.engine.answer import Record
from watchlist.engine.answering import Answerers, is_long
from watchlist.engine.command import (
    Watch,
    add_input,
    add_output,
    add_question,
    discard_output,
    opened,
    question_of,
    write_output,
)
from watchlist.engine.decision import Question
from watchlist.engine.errors import WatchlistError
from watchlist.engine.identification import draws_structure
from watchlist.engine.reading import DeclaredManifest, ManifestError
from watchlist.engine.reading.readers import Source, read_source, source_of
from watchlist.engine.workers import pool
from watchlist.exports import EXPORTERS, exporter_in
from watchlist.integrity import refuse_unreleased
from watchlist.law_store import keep_known_law, law_known_at, using_kept_law
from watchlist.management.migrating import migrate_where_needed
from watchlist.manifests import corrections_known_at
from watchlist.screenings import corrected_manifest, keep_passing, line_question_of, run_of, stream
from watchlist.temporal import LawTick

LONGEST_REFERENCE = 200


class Command(BaseCommand):
    """Screen a manifest (a file of a suffix of READERS, or - for standard input) and print the answer.

    Exit status: 0 every line is no_match; 1 at least one is not; 2 the file or an option could not be used.
    """

    help = "Screen a manifest and print, for each line, what the law says of it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_input(parser)
        add_question(parser)
        add_output(parser, EXPORTERS)
        parser.add_argument(
            "--language",
            choices=[code for code, _ in settings.LANGUAGES],
            help="in which language the report is written (--format html; what programs read is English)",
        )
        parser.add_argument(
            "--proposals",
            action="store_true",
            help="name what is proposed of the goods; no verdict changes by it (default: it is not named)",
        )
        parser.add_argument(
            "--save", action="store_true", help="store the manifest and the answer (default: nothing is stored)"
        )
        parser.add_argument(
            "--reference",
            default="",
            type=_reference,
            help="what the shipment is called: stored twice, it counts once (default: the same file does)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, load the law if there is none, screen, write, and leave with the contract's exit status."""
        with using_kept_law():
            self._screen(options)

    def _screen(self, options: Mapping[str, Any]) -> None:
        watch = Watch(sys.stderr)
        try:
            source = source_of(options["path"], input_format=options["input_format"])
            self._have_tables()
            may_share = options["format"] == "jsonl" and not options["save"]
            if may_share and is_long(source):
                self._load_law_if_none()
                self._screen_together(source, question_of(options), options, watch)
            else:
                self._screen_alone(source, options, watch)
        except BrokenPipeError:
            # Whoever read the answer stopped reading (`| head`): nobody is left to tell, and nothing to flush to.
            discard_output()
        except (ManifestError, WatchlistError, CommandError, DatabaseError, OSError) as error:
            raise CommandError(" ".join(str(error).split()), returncode=2) from error
        if watch.needs_a_person:
            sys.exit(1)

    def _screen_alone(self, source: Source, options: Mapping[str, Any], watch: Watch) -> None:
        manifest = read_source(source, corrections_known_at(options["known_at"]))
        if draws_structure(line.fields for line in manifest.lines):
            pool().prepare()  # while the law is read, the first child process imports RDKit
        manifest = replace(manifest, reference=options["reference"])
        self._load_law_if_none()
        question = question_of(options)
        manifest = corrected_manifest(manifest, question.known_at)
        records = watch.records(stream(manifest, question), len(manifest.lines))
        # The file bears its name once what is saved stands: a database may find its disk full at the very end.
        with opened(options["output"]) as path:
            exporter = exporter_in(options["format"], options["language"])
            write_in = partial(write_output, exporter=exporter, path=path, out=self.stdout)
            if options["save"]:
                _write_and_save(records, manifest, source.data, question, write_in)
            else:
                write_in(records)
        keep_known_law(law_known_at(question.known_at))

    def _screen_together(self, source: Source, question: Question, options: Mapping[str, Any], watch: Watch) -> None:
        """Screen a long file by several processes, which are forked before it is read."""
        line_question = line_question_of(source, question, options["reference"])
        with Answerers(line_question, structure_processes()) as answerers:
            manifest = read_source(source, corrections_known_at(options["known_at"]), answerers.take)
            manifest = replace(manifest, reference=options["reference"])
            manifest = corrected_manifest(manifest, question.known_at)
            started = perf_counter()
            answered = answerers.records(run_of(manifest, question, line_question.as_of), started)
            records = watch.records(answered, len(manifest.lines))
            with opened(options["output"]) as path:
                write_output(records, exporter_in(options["format"], options["language"]), path, self.stdout)

    def _have_tables(self) -> None:
        """Make an embedded database fit for use; one that others share is migrated by whoever runs it."""
        if connection.vendor == "sqlite":
            migrate_where_needed()
        else:
            refuse_unreleased()

    def _load_law_if_none(self) -> None:
        if not LawTick.objects.exists():
            self.stderr.write("No lists are loaded: loading them from the seeds first.")
            call_command("load_seeds", stdout=self.stderr)


@transaction.atomic
def _write_and_save(
    records: Iterator[Record],
    manifest: DeclaredManifest,
    original: bytes,
    question: Question,
    write_in: Callable[[Iterator[Record]], None],
) -> None:
    """Write the records as they pass into the database: all of them are stored, or none where the writing fails."""
    passing = keep_passing(
        records, pk=uuid4(), manifest=manifest, original=original, question=question, actor="command line"
    )
    write_in(passing)
    cases.open_due()


def _reference(text: str) -> str:
    if len(text) > LONGEST_REFERENCE:
        raise ArgumentTypeError(f"a reference has at most {LONGEST_REFERENCE} characters")
    return text.strip()
