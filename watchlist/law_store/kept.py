"""The law of a database, kept as it was compiled: for a command that lives no longer than one answer.

What was known at a tick stays: the database lets no row of the law be overwritten, and the trail names the database by
its first event, whose digest is salted. What of a list does change, when a person last checked it, is part of the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.migrations.recorder import MigrationRecorder

from watchlist.audit import AuditEvent
from watchlist.engine.kept import KeptFile
from watchlist.engine.law import READS, CompiledLaw, law_digest
from watchlist.law_store.models import ControlList, Jurisdiction

KNOWN_LAW: Final = KeptFile("known-law-{digest}.pickle", CompiledLaw)
STORED_READS: Final = (*READS, "watchlist/law_store", "watchlist/substances")


def kept_law_at(tick: datetime) -> CompiledLaw | None:
    """Return the law at a tick as it was kept; None where it was not."""
    return KNOWN_LAW.read(_digest(tick))


def keep_known_law(law: CompiledLaw) -> None:
    """Keep a law of the database for commands to come, unless it is kept."""
    digest = _digest(law.known_at)
    if not KNOWN_LAW.path(digest).exists():
        KNOWN_LAW.write(digest, law)


def _digest(tick: datetime) -> str:
    return law_digest((f"{part!r}\n".encode() for part in _names(tick)), STORED_READS)


def _names(tick: datetime) -> Iterator[object]:
    yield tick.isoformat()
    yield AuditEvent.objects.order_by("sequence").values_list("digest", flat=True).first()
    yield MigrationRecorder.Migration.objects.order_by("-id").values_list("id", "name").first()
    yield from Jurisdiction.objects.order_by("pk").values_list("key")
    yield from ControlList.objects.order_by("pk").values_list()
