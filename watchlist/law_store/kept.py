"""The law of a database, kept as it was compiled: for a command that lives no longer than one answer.

What was known at a tick stays: the database lets no row of the law be overwritten, and the trail names the database by
its first event, whose digest is salted. What of a list does change, when a person last checked it, is part of the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db.migrations.recorder import MigrationRecorder

from watchlist.audit import AuditEvent
from watchlist.conf import build_dir
from watchlist.engine.law import READS, CompiledLaw, keep_law, law_digest, read_kept_law
from watchlist.law_store.models import ControlList, Jurisdiction

NAME: Final = "known-law-{digest}.pickle"
MOST: Final = 3
"""Files: of the law of today, and of what somebody asked of lately."""
STORED_READS: Final = (*READS, "watchlist/law_store", "watchlist/substances")


def kept_law_at(tick: datetime) -> CompiledLaw | None:
    """Return the law at a tick as it was kept; None where it was not."""
    return read_kept_law(_path(tick))


def keep_known_law(law: CompiledLaw) -> None:
    """Keep a law of the database for commands to come, unless it is kept; the oldest files go."""
    path = _path(law.known_at)
    if not path.exists():
        keep_law(law, path)
        with suppress(OSError):  # another process may tidy up as well
            for older in sorted(path.parent.glob(NAME.format(digest="*")), key=_written_at, reverse=True)[MOST:]:
                older.unlink()


def _written_at(path: Path) -> float:
    return path.stat().st_mtime


def _path(tick: datetime) -> Path:
    content = (f"{part!r}\n".encode() for part in _names(tick))
    return build_dir() / NAME.format(digest=law_digest(content, STORED_READS))


def _names(tick: datetime) -> Iterator[object]:
    yield tick.isoformat()
    yield AuditEvent.objects.order_by("sequence").values_list("digest", flat=True).first()
    yield MigrationRecorder.Migration.objects.order_by("-id").values_list("id", "name").first()
    yield from Jurisdiction.objects.order_by("pk").values_list("key")
    yield from ControlList.objects.order_by("pk").values_list()
