"""Warming: a process does once, before its first call, what would keep its first caller waiting for seconds."""

from __future__ import annotations

import gc
import logging
from typing import Final

from watchlist.engine.decision import Question
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings import screen

log = logging.getLogger(__name__)

# Each goes a way of its own: to the dictionary, the child that examines structures, the nomenclature, the search for
# misspellings, and the keys of structures.
LINES: Final = (
    {"name": "Acetone", "cas": "67-64-1", "quantity": "25", "unit": "kg"},
    {"smiles": "CC(=O)Cc1ccccc1C"},
    {"name": "1-(4-chloro-3-propylphenyl)nonan-3-one"},
    {"name": "acetonne of an unknown kind"},
    {"inchikey": "LFQSCWFLJHTTHZ-UHFFFAOYSA-N"},
)


def warm() -> None:
    """Compile the law and start the child processes, by screening a few lines; nothing is stored.

    What was made stays as long as the process does: no collection of garbage goes through it again, which took a fifth
    of a second in the middle of a page.
    """
    try:
        screen(manifest_from_payload({"lines": list(LINES)}), Question())
    except CorrectTheQuestion as error:
        log.warning("Nothing to answer with yet: %s", error)
    gc.collect()
    gc.freeze()
