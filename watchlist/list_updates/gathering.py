"""The pages of a publication: fetched one after the other from one site, and archived as they come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from watchlist.list_updates.archive import archive
from watchlist.list_updates.connectors.base import Connector, one_page
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import LayoutChanged, NotTheDocument, RequestRefused
from watchlist.list_updates.fetch import DEFAULT_LIMITS, FetchedDocument, FetchLimits, get, same_site
from watchlist.list_updates.leasing import SourceLease
from watchlist.list_updates.models import Collection, ListSource, Publication
from watchlist.list_updates.read_as import reading_digest

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
