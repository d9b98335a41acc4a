"""The law of a folder of seeds, kept as it was compiled until the text, or the code that reads it, says otherwise."""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Final

from watchlist.engine.host import ROOT, build_folder
from watchlist.engine.identity import meaning_of
from watchlist.engine.law.compiled import CompiledLaw

log = logging.getLogger(__name__)

READS: Final = ("chemistry", "watchlist/engine/law")
"""The code that decides what a text compiles to."""
KEPT: Final = "law-{digest}.pickle"


def law_of_seeds(folder: Path) -> CompiledLaw:
    """Return the law that the seeds under a folder say, known since the instant at which they were first read so.

    Where nothing can be kept it takes longer, and is the same. Raises `SeedsUnreadable`.
    """
    kept = build_folder() / KEPT.format(digest=law_digest(_content_of(folder)))
    return read_kept_law(kept) or _read_and_keep(folder, kept)


def read_kept_law(path: Path) -> CompiledLaw | None:
    """Return the law that a file of our own holds; None where there is none, or it cannot be read.

    It broke off, or modules that bear other names by now wrote it: its digest is of what they mean, and not of names.
    """
    if not path.exists():
        return None
    try:
        law = pickle.loads(path.read_bytes())  # noqa: S301 - a file of this user's own cache  # nosec B301
    except (OSError, EOFError, ImportError, AttributeError, pickle.UnpicklingError) as error:
        log.warning("%s cannot be read (%s): the law is compiled anew.", path, error)
        return None
    return law if isinstance(law, CompiledLaw) else None


def _read_and_keep(folder: Path, path: Path) -> CompiledLaw:
    from watchlist.engine.law.from_seeds import read_law  # noqa: PLC0415 - reading a text is seldom needed

    law = read_law(folder)
    keep_law(law, path)
    return law


def keep_law(law: CompiledLaw, path: Path) -> None:
    """Write a law to a file, whole or not at all; where nothing can be written, say so in the log."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(pickle.dumps(law, pickle.HIGHEST_PROTOCOL))
        temporary.replace(path)  # of two that compile at once, the last stays: both are whole, and the same
    except OSError as error:
        log.warning("%s cannot be written (%s): each process compiles the law anew.", path, error)
        with suppress(OSError):
            temporary.unlink()


def law_digest(content: Iterable[bytes], reads: Sequence[str] = READS) -> str:
    """Return the digest of what a compiled law depends on: what it was read from, the code that reads it, and RDKit."""
    digest = hashlib.sha256(meaning_of(ROOT, reads, cached_in=build_folder()).encode())
    digest.update(version("rdkit").encode())
    for part in content:
        digest.update(part)
    return digest.hexdigest()[:16]


def _content_of(folder: Path) -> Iterator[bytes]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        yield f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode() + content
