"""The lease of one process on a source: whoever has it looks, and whoever lost it writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchlist.list_updates.errors import BeingCollected
from watchlist.list_updates.models import ListSource

LEASE: Final = timedelta(minutes=10)
"""Longer than one page may take; it is renewed before each."""


@dataclass(frozen=True, slots=True)
class SourceLease:
    """The lease of a source; `source` is its row as it was when the lease was taken."""

    source: ListSource
    token: UUID

    def renew(self) -> None:
        """Renew the lease from now. Raises `BeingCollected` where it is no longer ours."""
        self._write(lease_until=datetime.now(UTC) + LEASE)

    def release(self, **updates: Any) -> None:
        """End the lease and write what the source becomes, in one. Raises `BeingCollected` where it is not ours."""
        self._write(lease=None, lease_until=None, **updates)

    def _write(self, **updates: Any) -> None:
        if not ListSource.objects.filter(pk=self.source.pk, lease=self.token).update(**updates):
            raise BeingCollected(
                _("%(key)s took longer than its lease, and another process has it."), key=self.source.key
            )


@contextmanager
def lease_source(key: str) -> Iterator[SourceLease]:
    """Lease a source until the block ends, whatever ends it. Raises `BeingCollected` where another process has it."""
    source = ListSource.objects.get_or_create(key=key)[0]
    token, now = uuid4(), datetime.now(UTC)
    free = ListSource.objects.filter(Q(lease__isnull=True) | Q(lease_until__lt=now), pk=source.pk)
    if not free.update(lease=token, lease_until=now + LEASE):
        raise BeingCollected(_("%(key)s is being collected by another process."), key=key)
    try:
        yield SourceLease(ListSource.objects.get(pk=source.pk), token)
    finally:
        ListSource.objects.filter(pk=source.pk, lease=token).update(lease=None, lease_until=None)
