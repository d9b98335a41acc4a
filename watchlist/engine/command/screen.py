"""`precursor-watchlist screen PATH`: one shipment compared with the law that comes with the engine."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from time import perf_counter

from watchlist.engine.answering import AnsweredStream, Answerers, is_long
from watchlist.engine.command.options import add_input, add_output, add_question, question_of
from watchlist.engine.command.output import Watch, opened, write_output
from watchlist.engine.command.prepare import make_dictionary
from watchlist.engine.engine import Engine
from watchlist.engine.host import structure_processes
from watchlist.engine.reading.readers import read_source, source_of
from watchlist.engine.reports import FORMATS


def add_options(parser: ArgumentParser) -> None:
    """Declare the options of the contract that need no service."""
    add_input(parser)
    add_question(parser)
    add_output(parser, FORMATS)


def run(options: Namespace) -> int:
    """Read, screen and write; return 0 where every line is no_match, 1 where at least one is not."""
    source = source_of(options.path, input_format=options.input_format)
    is_shared = options.format == "jsonl" and is_long(source)
    manifest = None if is_shared else read_source(source)
    engine, question = Engine.from_seeds(), question_of(vars(options))
    make_dictionary(sys.stderr)
    watch = Watch(sys.stderr)
    if manifest is not None:
        _write(engine.stream(manifest, question), len(manifest.lines), options, watch)
        return int(watch.needs_a_person)
    line_question = engine.line_question(question)
    with Answerers(line_question, structure_processes()) as answerers:
        manifest = read_source(source, keep=answerers.take)
        _write(answerers.records(line_question.run(manifest), perf_counter()), len(manifest.lines), options, watch)
    return int(watch.needs_a_person)


def _write(stream: AnsweredStream, lines: int, options: Namespace, watch: Watch) -> None:
    records = watch.records(stream, lines)
    with opened(options.output) as path:
        write_output(records, FORMATS[options.format], path)
