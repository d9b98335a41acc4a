"""Strangers' documents, read by a process of their own that the kernel ends where they take too much.

A page or a PDF can ask for any time and any memory, and the libraries that read them bound neither: Python's reader of
HTML takes a time that grows by the square of some pages (in 3.11, of 25,000 tags that nobody ends, half a minute).

A reader is a module beside this one with a function `lines_of(content)`; it stands alone, and knows nothing of us.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Final, Literal

from watchlist.list_updates.apart import program
from watchlist.list_updates.apart.pdf import STUMBLES as STUMBLES
from watchlist.list_updates.errors import NotTheDocument

DocumentKind = Literal["html", "pdf"]

SECONDS: Final = 30
"""Of the processor. Ten thousand paragraphs of HTML take a fifth of one, 500 pages of PDF one and a quarter."""
SECONDS_BY_THE_CLOCK: Final = 10 * SECONDS
"""However busy the machine is."""
MEMORY: Final = 768 << 20
"""Bytes of address space; Python and the libraries start in an eighth of it."""
OF_USED_UP_SECONDS: Final = (-signal.SIGXCPU, -signal.SIGKILL)
"""Exit statuses that the kernel gives."""


def isolated_lines(kind: DocumentKind, content: bytes, most: int) -> list[str]:
    """Return the lines of a document with at most so many characters of text; some are blank.

    Raises `NotTheDocument`: what the reader says, or that it took too much.
    """
    reader = Path(__file__).with_name(f"{kind}.py")
    # Isolated: neither our folders nor our environment are the program's.
    command = [sys.executable, "-I", program.__file__, str(reader), str(SECONDS), str(MEMORY), str(most)]
    try:
        run = subprocess.run(  # noqa: S603 - our own program  # nosec B603
            command, input=content, capture_output=True, env={}, timeout=SECONDS_BY_THE_CLOCK, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotTheDocument(f"it was not read in {SECONDS_BY_THE_CLOCK} seconds.") from error
    output = run.stdout.decode()
    if run.returncode == program.REFUSED:
        raise NotTheDocument(output)
    if run.returncode in OF_USED_UP_SECONDS:
        raise NotTheDocument(f"it takes more than {SECONDS} seconds of a processor to read.")
    if run.returncode:
        raise NotTheDocument("its reading broke off.")
    return output.split("\n")
