"""What is compiled once on a machine, with a bar on the terminal of whoever happens to be first."""

from __future__ import annotations

from typing import TextIO

from watchlist.engine.command.progress import progress
from watchlist.engine.decision.resolvers import shared_dictionary
from watchlist.engine.identification.dictionary import build_dictionary, is_whole, records_in_package
from watchlist.engine.identification.structures import examine_dictionary, is_examined
from watchlist.engine.law.compiled import CompiledLaw


def make_dictionary(out: TextIO) -> None:
    """Make the dictionary where it is not made: ten seconds, once."""
    dictionary = shared_dictionary()
    if not is_whole(dictionary.path):
        with progress(out, records_in_package(), "records of the dictionary") as show:
            build_dictionary(dictionary.path, show)


def examine_ordinary_goods(law: CompiledLaw, out: TextIO) -> None:
    """Examine all of the dictionary under the law where that was not done: minutes, again when the law changes."""
    dictionary = shared_dictionary()
    if not is_examined(law):
        with progress(out, len(dictionary.structures()), "chemicals examined under the law") as show:
            examine_dictionary(law, dictionary, show)
