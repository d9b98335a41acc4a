"""What is worked out once and kept in the build folder, for the processes to come.

Each file is named by a digest of all that decides what it holds; so it is never out of date, and may be deleted.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final, Generic, TypeVar

from watchlist.engine.host import ROOT, build_folder
from watchlist.engine.identity import meaning_of

log = logging.getLogger(__name__)

Value = TypeVar("Value")
MOST: Final = 3
"""Files of one kind: of what is used today, and of what was used lately."""


def digest_of(content: Iterable[bytes], code: Sequence[str], packages: Sequence[str] = ()) -> str:
    """Return the digest of what a file is made of: content, our code by its meaning, and packages by their versions."""
    digest = sha256(meaning_of(ROOT, code, cached_in=build_folder()).encode())
    for part in (*(version(package).encode() for package in packages), *content):
        digest.update(part)
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class KeptFile(Generic[Value]):
    """A kind of file in the build folder, each of which holds one value; `pattern` has a `{digest}` in it."""

    pattern: str
    kind: type[Value]

    def get(self, digest: str, make: Callable[[], Value]) -> Value:
        """Return the value of a digest as it was kept, else made and kept.

        Where nothing can be kept it takes longer, and is the same.
        """
        kept = self.read(digest)
        if kept is None:
            kept = make()
            self.write(digest, kept)
        return kept

    def path(self, digest: str) -> Path:
        """Return where the value of a digest is kept."""
        return build_folder() / self.pattern.format(digest=digest)

    def read(self, digest: str) -> Value | None:
        """Return the value as a file holds it; None where there is none, or it cannot be read.

        It broke off, or modules that bear other names by now wrote it: its digest is of what they mean, not of names.
        """
        path = self.path(digest)
        if not path.exists():
            return None
        try:
            value = _unpickled(path.read_bytes())
        except (OSError, EOFError, ImportError, AttributeError, pickle.UnpicklingError) as error:
            log.warning("%s cannot be read (%s): it is made anew.", path, error)
            return None
        return value if isinstance(value, self.kind) else None

    def write(self, digest: str, value: Value) -> None:
        """Write a value, whole or not at all, and remove the oldest files of its kind; else say so in the log."""
        path = self.path(digest)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
            temporary.replace(path)  # of two that write at once, the last stays: both are whole, and the same
        except OSError as error:
            log.warning("%s cannot be written (%s): each process makes it anew.", path, error)
            with suppress(OSError):
                temporary.unlink()
            return
        files = path.parent.glob(self.pattern.format(digest="*"))
        with suppress(OSError):  # another process may tidy up as well
            for older in sorted(files, key=_written_at, reverse=True)[MOST:]:
                older.unlink()


def _unpickled(content: bytes) -> object:
    """Return what a file of this user's own cache holds: of so many objects none is garbage yet."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(content)  # noqa: S301  # nosec B301
    finally:
        if was_enabled:
            gc.enable()


def _written_at(path: Path) -> float:
    return path.stat().st_mtime
