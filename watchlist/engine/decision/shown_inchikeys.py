"""Which InChIKeys a record shows: all of a line that shows something, else those that its structures do not give."""

from __future__ import annotations

from collections.abc import Sequence

from chemistry import gives_inchikey
from watchlist.engine.identification import FieldResolution, Resolver


def shown_inchikeys(
    resolutions: Sequence[FieldResolution], resolver: Resolver, *, are_all: bool
) -> Sequence[str | None]:
    """Return the InChIKey that the record of each resolution has; None where it is there, and left out.

    What is left out never depends on what was computed before: two processes answer alike.
    """
    if are_all:
        return resolver.inchikeys_of(resolutions)
    return [
        None if (read.inchikey or read.untold) and gives_inchikey(read.smiles) else read.inchikey
        for read in resolutions
    ]
