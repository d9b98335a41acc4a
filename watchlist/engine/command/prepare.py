"""`precursor-watchlist prepare`: make beforehand what a first screening would make, and what it would examine."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from watchlist.engine.command.preparing import examine_ordinary_goods, make_dictionary
from watchlist.engine.engine import Engine


def add_options(parser: ArgumentParser) -> None:
    """Declare the options: there are none."""


def run(options: Namespace) -> int:
    """Make the law, the dictionary and what is known of ordinary goods, with bars on a terminal; return 0."""
    law = Engine.from_seeds().law
    make_dictionary(sys.stderr)
    examine_ordinary_goods(law, sys.stderr)
    return 0
