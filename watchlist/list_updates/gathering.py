"""The pages of a publication: under a lease of its source, fetched one after the other, and archived by their hash."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urljoin, urlsplit
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchlist.list_updates.declaring import DeclaredSource, reading_digest
from watchlist.list_updates.errors import BeingCollected, LayoutChanged, NotTheDocument, RequestRefused
from watchlist.list_updates.fetch import DEFAULT_LIMITS, FetchedDocument, FetchLimits, get, same_site
from watchlist.list_updates.models import Collection, ListSource, Publication
from watchlist.list_updates.published import Connector, one_page

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


MOST_PAGES: Final = 50


@dataclass(slots=True)
class SourceLook:
    """One look at a source, under way: what is known of it, and what was fetched so far, in order.

    `validators` are those to ask with the next time.
    """

    source: DeclaredSource
    connector: Connector
    lease: SourceLease
    started: datetime
    limits: FetchLimits = DEFAULT_LIMITS
    publications: list[Publication] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)
    validators: dict[str, str] = field(default_factory=dict)

    @property
    def source_row(self) -> ListSource:
        """Return the row of the source, as it was when the look began."""
        return self.lease.source

    @property
    def reading_changed(self) -> bool:
        """Say whether the same bytes may say something else by now: the declaration changed, or a connector learnt."""
        return self.source_row.read_as != reading_digest(self.source)


def fetch_pages(look: SourceLook) -> bool:
    """Fetch and archive every page; return whether there is anything to read that was not read so before.

    A publication of many pages is always fetched whole: that its first stays says nothing of the others. Raises what
    `get` raises, and `LayoutChanged` for pages without an end.
    """
    path: str | None = look.source.path
    while path is not None:
        if len(look.pages) == MOST_PAGES:
            raise LayoutChanged(f"{look.source.title} has more than {MOST_PAGES} pages.")
        look.lease.renew()
        fetched = _fetch(look, address_of(look.source, path))
        if fetched.content is None:
            return False
        look.publications.append(archive(look.source_row, fetched, look.started))
        look.pages.append(fetched.content)
        if sum(map(len, look.pages)) > look.source.most_bytes:
            raise NotTheDocument(f"its pages are larger than {look.source.most_bytes:,} bytes together.")
        path = look.connector.following(look.pages, look.source)
    return look.reading_changed or {row.pk for row in look.publications} != {
        row.pk for row in last_publications(look.source_row)
    }


def address_of(source: DeclaredSource, path: str) -> str:
    """Return the address of a page, of which the site's is a part. Raises `RequestRefused` for one of another site."""
    address = path if urlsplit(path).scheme else urljoin(f"{source.address}/", f"{source.address}/{path.lstrip('/')}")
    if not same_site(source.address, address):
        raise RequestRefused(f"{address[:200]!r} is not on the site of {source.title}.")
    return address


def last_publications(source: ListSource) -> list[Publication]:
    """Return the pages of the last look that read any to its end, in order; none before the first."""
    looks = Collection.objects.filter(source=source, publications__isnull=False).exclude(outcome="failed")
    last = looks.order_by("-started_at", "-pk").first()
    if last is None:
        return []
    rows = Collection.publications.through.objects.filter(collection=last).order_by("pk")
    return [row.publication for row in rows.select_related("publication")]


def _fetch(look: SourceLook, address: str) -> FetchedDocument:
    source, source_row = look.source, look.source_row
    asks_for_news = look.connector.following is one_page
    conditional = asks_for_news and not look.reading_changed
    fetched = get(
        address,
        accepts=source.accepts,
        most_bytes=source.most_bytes,
        headers=source.settings.get("headers"),
        limits=look.limits,
        etag=source_row.etag if conditional else "",
        last_modified=source_row.last_modified if conditional else "",
    )
    if fetched.content is not None and asks_for_news:
        look.validators = {"etag": fetched.etag, "last_modified": fetched.last_modified}
    return fetched


def archive(source: ListSource, fetched: FetchedDocument, at: datetime) -> Publication:
    """Return the publication of what was fetched: the existing row where these bytes came before, else a new one.

    Raises `ValueError` where nothing was fetched: an answer 304 has no bytes.
    """
    if fetched.content is None:
        raise ValueError(f"{fetched.address} gave nothing to archive.")
    digest = hashlib.sha256(fetched.content).hexdigest()
    existing = Publication.objects.filter(source=source, sha256=digest)
    try:
        with transaction.atomic():
            return existing.first() or Publication.objects.create(
                source=source,
                sha256=digest,
                compressed=zlib.compress(fetched.content, level=9),
                length=len(fetched.content),
                content_type=fetched.content_type,
                address=fetched.address[:1000],
                fetched_at=at,
            )
    except IntegrityError:  # another process archived the same bytes meanwhile
        return existing.get()


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
