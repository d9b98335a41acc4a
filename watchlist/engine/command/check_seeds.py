"""`precursor-watchlist check-seeds [FOLDER]`: hold the curated text against the rules of curation."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from watchlist.engine.host import seeds_folder
from watchlist.engine.law.text import read_seeds
from watchlist.engine.law.text.rules import breaches_of


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=seeds_folder(),
        metavar="FOLDER",
        help="the folder of the text (default: that of the law that comes with the engine)",
    )


def run(options: Namespace) -> int:
    """Print a line `file:line: what` for each breach; return 0 where there is none, else 1."""
    breaches = breaches_of(read_seeds(options.folder.resolve()))
    for breach in breaches:
        print(breach)
    return int(bool(breaches))
