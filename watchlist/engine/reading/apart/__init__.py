"""Documents of strangers, taken apart by a process of their own that the kernel ends where they take too much.

A workbook, a PDF, a letter can ask for any time and any memory, and the libraries that read them bound neither. What
comes back is plain: rows of texts, and where on a page each stood. What they mean is found out here, by our own code.

A reader is a module beside this one with a function `taken_apart(data)`, or with more arguments, each a text; it stands
alone, and knows nothing of us. It refuses by one of the codes of `REFUSALS`.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Final, Literal, TypeVar

import msgspec

from watchlist.engine.reading.apart import program
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.texts import gettext_lazy as _

DocumentKind = Literal["workbook", "word", "pdf", "letter", "picture"]
Taken = TypeVar("Taken")

SECONDS: Final = 20
"""Of the processor: ten pages of PDF take two of them, a workbook of a million cells as many."""
SECONDS_BY_THE_CLOCK: Final = 10 * SECONDS
"""However busy the machine is."""
MEMORY: Final = 1 << 30
"""Bytes of address space; Python and the libraries start in an eighth of it."""
ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""All of its environment: on a machine with many processors, memory for as many threads is more than it may have."""
OF_USED_UP_SECONDS: Final = (-signal.SIGXCPU, -signal.SIGKILL)
"""Exit statuses that the kernel gives."""

REFUSALS: Final = {
    "damaged": _("it is damaged, or not what its name says; save it again"),
    "locked": _("it is locked by a password; save it without one"),
    "cells": _("its sheets span more than 5,000,000 cells; delete what stands far from the table"),
    "pages": _("it has more than 200 pages; divide it"),
    "texts": _("it holds more text than is read at once; divide it"),
    "parts": _("it holds more than 50 files; send those that name goods"),
    "depth": _("it holds letters within letters, more than five deep; send the innermost by itself"),
    "pixels": _("it has more than 100 million pixels; save it smaller"),
    "memory": _("it takes more memory than a document may; divide it, or save it as CSV"),
    "missing": _("documents of this kind are read with the extra `documents`; install it, or send a workbook or CSV"),
}
TOOK_TOO_LONG: Final = _("it takes more than %(seconds)s seconds to read; divide it, or save it as CSV")


def taken_apart(kind: DocumentKind, data: bytes, shape: type[Taken], *arguments: str) -> Taken:
    """Return what a document holds; raises ManifestError: what the reader says, or that it took too much.

    The arguments are for the reader.
    """
    reader = Path(__file__).with_name(f"{kind}.py")
    # Isolated: neither our folders nor our environment are the program's.
    command = [sys.executable, "-I", program.__file__, str(reader), str(SECONDS), str(MEMORY), *arguments]
    try:
        run = subprocess.run(  # noqa: S603 - our own program  # nosec B603
            command, input=data, capture_output=True, env=ONE_THREAD, timeout=SECONDS_BY_THE_CLOCK, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ManifestError(TOOK_TOO_LONG, seconds=SECONDS_BY_THE_CLOCK) from error
    if run.returncode == program.REFUSED:
        raise ManifestError(REFUSALS.get(run.stdout.decode("ascii", "replace"), REFUSALS["damaged"]))
    if run.returncode in OF_USED_UP_SECONDS:
        raise ManifestError(TOOK_TOO_LONG, seconds=SECONDS)
    if run.returncode:
        raise ManifestError(REFUSALS["damaged"])
    return msgspec.json.decode(run.stdout, type=shape)
