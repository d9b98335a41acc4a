"""`precursor-watchlist prepare`: make beforehand what a first screening would make, and what it would examine."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TextIO

from watchlist.engine.command.output import progress
from watchlist.engine.engine import Engine
from watchlist.engine.identification import (
    build_dictionary,
    examine_dictionary,
    is_examined,
    is_whole,
    records_in_package,
    resolver_of,
    shared_dictionary,
)


def add_options(parser: ArgumentParser) -> None:
    """Declare the options: there are none."""


def run(options: Namespace) -> int:
    """Make the law, the dictionary, the tables of names and what is known of ordinary goods, with bars; return 0."""
    law = Engine.from_seeds().law
    make_dictionary(sys.stderr)
    dictionary = shared_dictionary()
    resolver_of(law, dictionary).load_words()
    if not is_examined(law, dictionary):  # minutes, and again when the law changes
        with progress(sys.stderr, len(dictionary.structures()), "chemicals examined under the law") as show:
            examine_dictionary(law, dictionary, show)
    return 0


def make_dictionary(out: TextIO) -> None:
    """Make the dictionary where it is not made: ten seconds, once."""
    dictionary = shared_dictionary()
    if not is_whole(dictionary.path):
        with progress(out, records_in_package(), "records of the dictionary") as show:
            build_dictionary(dictionary.path, show)
