"""A program: what a reader makes of its standard input, in bounded seconds of processor and bytes of memory.

It is run by its path, as is the reader; both stand alone.
"""

from __future__ import annotations

import json
import os
import resource
import runpy
import sys
from typing import Final

REFUSED: Final = 3
"""The exit status of a refusal; its code is at the standard output."""


def main(reader: str, seconds: int, memory: int, *arguments: str) -> int:
    """Write what the document holds as JSON, or the code of why it is not read; return the exit status.

    The arguments are for the reader: which page is asked for.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The last words of libraries are for nobody.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        found = runpy.run_path(reader)["taken_apart"](sys.stdin.buffer.read(), *arguments)
        written, status = json.dumps(found, separators=(",", ":")), 0
    except ModuleNotFoundError:
        written, status = "missing", REFUSED
    except MemoryError:
        written, status = "memory", REFUSED
    except ValueError as error:
        written, status = str(error)[:20], REFUSED
    sys.stdout.buffer.write(written.encode("utf-8", "replace"))
    return status


if __name__ == "__main__":
    path, most_seconds, most_memory, *others = sys.argv[1:]
    sys.exit(main(path, int(most_seconds), int(most_memory), *others))
