"""What is compiled once on a machine, with a bar on the terminal of whoever happens to be first."""

from __future__ import annotations

from typing import TextIO

from watchlist.engine.command.progress import progress
from watchlist.engine.decision.resolvers import shared_dictionary
from watchlist.engine.identification.dictionary import build_dictionary, is_whole, records_in_package
from watchlist.engine.identification.structures import examine_dictionary, is_examined
from watchlist.engine.law.compiled import CompiledLaw


def prepare(law: CompiledLaw, out: TextIO) -> None:
    """Make the dictionary, and examine it under the law, where that was not done: a minute, again when law changes."""
    dictionary = shared_dictionary()
    if not is_whole(dictionary.path):
        with progress(out, records_in_package(), "records of the dictionary") as show:
            build_dictionary(dictionary.path, show)
    if not is_examined(law):
        with progress(out, len(dictionary.structures()), "chemicals examined under the law") as show:
            examine_dictionary(law, dictionary, show)
