"""What is worked out once and kept in the build folder, for the processes to come.

Each file is named by a digest of all that decides what it holds; so it is never out of date, and may be deleted.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import platform
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final, Generic, TypeVar

from watchlist.engine.host import ROOT, build_folder
from watchlist.engine.identity import meaning_of

log = logging.getLogger(__name__)

Value = TypeVar("Value")
HEAD: Final = 32
"""Bytes of the digest that stands before what a file holds."""
MOST: Final = 3
"""Files of one kind: of what is used today, and of what was used lately."""


def digest_of(content: Iterable[bytes], code: Sequence[str], packages: Sequence[str] = ()) -> str:
    """Return the digest of what a file is made of: content, our code by its meaning, Python and packages by version."""
    digest = sha256(meaning_of(ROOT, code, cached_in=build_folder()).encode())
    versions = (platform.python_version(), *map(version, packages))
    for part in (" ".join(versions).encode(), *content):
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
        try:
            value = _unpacked(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ImportError, AttributeError, TypeError, BrokenFileError) as error:
            log.warning("%s cannot be read (%s): it is made anew.", path, error)
            return None
        with suppress(OSError):
            os.utime(path)  # what is in use is not the oldest
        return value if isinstance(value, self.kind) else None

    def write(self, digest: str, value: Value) -> None:
        """Write a value, whole or not at all, and remove the oldest files of its kind; else say so in the log."""
        path = self.path(digest)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(_packed(value))
            temporary.replace(path)  # of two that write at once, the last stays: both are whole, and the same
        except OSError as error:
            _say_nothing_is_kept(path.parent, error.strerror or str(error))
            with suppress(OSError):
                temporary.unlink()
            return
        files = path.parent.glob(self.pattern.format(digest="*"))
        with suppress(OSError):  # another process may tidy up as well
            for older in sorted(files, key=_used_at, reverse=True)[MOST:]:
                older.unlink()


class BrokenFileError(Exception):
    """A file does not hold what was written."""


def _packed(value: object) -> bytes:
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return sha256(content).digest() + content


def _unpacked(packed: bytes) -> object:
    """Return what a file of this user's own cache holds: of so many objects none is garbage yet."""
    head, content = packed[:HEAD], packed[HEAD:]
    if sha256(content).digest() != head:
        raise BrokenFileError("it is not as it was written")
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(content)  # noqa: S301  # nosec B301
    finally:
        if was_enabled:
            gc.enable()


@cache
def _say_nothing_is_kept(folder: Path, why: str) -> None:
    """Say once in a process that a folder cannot be written."""
    log.warning("Nothing can be kept in %s (%s): each process makes anew what it needs.", folder, why)


def _used_at(path: Path) -> float:
    return path.stat().st_mtime
