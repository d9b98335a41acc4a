"""What structures are, whoever wrote them: read in a child process, and compared with nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from chemistry import Comparer, Examination, ReferenceData, StructureRefusal, StructureText, examine_with_inchikeys
from watchlist.engine.workers.worker_pool import pool

NO_LAW: Final = partial(Comparer, ReferenceData())
"""The same object each time: a child that knows it is asked again, and not started anew."""


def identified(texts: Iterable[StructureText]) -> dict[StructureText, Examination | StructureRefusal]:
    """Return what each structure is, with its InChIKey, or why it cannot be said; each is read once."""
    wanted = list(dict.fromkeys(texts))
    return dict(zip(wanted, pool("search").run(examine_with_inchikeys, wanted, NO_LAW), strict=True))
