"""The law of a folder of seeds, kept as it was compiled until the text, or the code that reads it, says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from watchlist.engine.kept import KeptFile, digest_of
from watchlist.engine.law.compiled import CompiledLaw

READS: Final = ("chemistry", "watchlist/engine/law")
"""The code that decides what a text compiles to."""
LAW_OF_SEEDS: Final = KeptFile("law-{digest}.pickle", CompiledLaw)


def law_of_seeds(folder: Path) -> CompiledLaw:
    """Return the law that the seeds under a folder say, known since the instant at which they were first read so.

    Where nothing can be kept it takes longer, and is the same. Raises `SeedsUnreadable`.
    """
    return LAW_OF_SEEDS.get(law_digest(_content_of(folder)), lambda: _read(folder))


def law_digest(content: Iterable[bytes], reads: Sequence[str] = READS) -> str:
    """Return the digest of what a compiled law depends on: what it was read from, the code that reads it, and RDKit."""
    return digest_of(content, reads, ["rdkit"])


def _read(folder: Path) -> CompiledLaw:
    from watchlist.engine.law.from_seeds import read_law  # noqa: PLC0415 - reading a text is seldom needed

    return read_law(folder)


def _content_of(folder: Path) -> Iterator[bytes]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        yield f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode() + content
