"""A program: what a reader makes of its standard input, in bounded seconds of processor and bytes of memory.

It is run by its path, as is the reader; both stand alone.
"""

from __future__ import annotations

import resource
import runpy
import sys
from collections.abc import Callable, Iterable
from typing import Final

REFUSED: Final = 3
"""The exit status of a refusal; its sentence is at the standard output."""


def main(reader: str, seconds: int, memory: int, most: int) -> int:
    """Write the lines, at most so many characters of them, or why there are none; return the exit status."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    status = 0
    try:
        written = "\n".join(_bounded(runpy.run_path(reader)["lines_of"], most))
    except ValueError as error:
        written, status = str(error), REFUSED
    except MemoryError:
        written, status = f"it takes more than {memory >> 20} MiB to read.", REFUSED
    sys.stdout.buffer.write(written.encode("utf-8", "replace"))
    return status


def _bounded(lines_of: Callable[[bytes], Iterable[str]], most: int) -> list[str]:
    lines, length = list[str](), 0
    for line in lines_of(sys.stdin.buffer.read()):
        lines.append(line)
        length += len(line) + 1
        if length > most:
            raise ValueError(f"it has more than {most:,} characters of text.")
    return lines


if __name__ == "__main__":
    path, *limits = sys.argv[1:]
    sys.exit(main(path, *map(int, limits)))
