"""`precursor-watchlist screen PATH`: one shipment compared with the law that comes with the engine."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from watchlist.engine.command.options import add_input, add_output, add_question, question_of
from watchlist.engine.command.output import Watch, opened, write_output
from watchlist.engine.command.prepare import make_dictionary
from watchlist.engine.engine import Engine
from watchlist.engine.reading.readers import read_manifest
from watchlist.engine.reports import FORMATS


def add_options(parser: ArgumentParser) -> None:
    """Declare the options of the contract that need no service."""
    add_input(parser)
    add_question(parser)
    add_output(parser, FORMATS)


def run(options: Namespace) -> int:
    """Read, screen and write; return 0 where every line is no_match, 1 where at least one is not."""
    manifest = read_manifest(options.path, input_format=options.input_format)
    engine = Engine.from_seeds()
    make_dictionary(sys.stderr)
    watch = Watch(sys.stderr)
    stream = engine.stream(manifest, question_of(vars(options)))
    records = watch.records(stream, len(manifest.lines))
    with opened(options.output) as path:
        write_output(records, FORMATS[options.format], path)
    return int(watch.needs_a_person)
