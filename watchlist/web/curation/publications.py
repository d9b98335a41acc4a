"""Archived publications: shown as inert text, and sent as the bytes that were fetched."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from watchlist.engine.reports import visible
from watchlist.list_updates import Publication
from watchlist.web import words
from watchlist.web.curation.source_view import size
from watchlist.web.viewpoint import law_page, render_page

VIEW_PUBLICATIONS = "watchlist.view_publication"
MOST_BYTES: Final = 200_000
"""Bytes of a publication that its page shows."""
SUFFIXES: Final = {"xml": ".xml", "json": ".json", "csv": ".csv", "pdf": ".pdf", "spreadsheetml": ".xlsx"}
"""By a word of the content type. What a browser would open as a page is not among them."""
NEUTRAL: Final = "application/octet-stream"


@law_page(VIEW_PUBLICATIONS)
def publication_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show what was fetched, when and from where, with its text."""
    row = get_object_or_404(Publication.objects.select_related("source"), pk=key)
    return render_page(
        request,
        "publication.html",
        title=_("Archived %(at)s") % {"at": words.instant(row.fetched_at)},
        row=row,
        size=size(row.length),
        lines=_text(row.content[:MOST_BYTES]),
        more=max(0, row.length - MOST_BYTES),
        looks=row.collections.order_by("-started_at")[:10],
    )


@law_page(VIEW_PUBLICATIONS)
def publication_file(request: HttpRequest, key: int) -> HttpResponseBase:
    """Send the bytes as fetched, to be kept and not to be opened: whatever the publisher called them."""
    row = get_object_or_404(Publication.objects.select_related("source"), pk=key)
    name = f"{row.source.key}-{row.sha256[:12]}{_suffix(row.content_type)}"
    return HttpResponse(
        row.content,
        content_type=NEUTRAL,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


def _text(content: bytes) -> str:
    """Return the bytes as text, with hidden and control characters written out; "" for what is not text."""
    if b"\0" in content or content.startswith(b"%PDF"):
        return ""
    return "\n".join(map(visible, content.decode("utf-8", "replace").splitlines()))


def _suffix(content_type: str) -> str:
    kind = content_type.partition(";")[0].lower()
    if "html" in kind:
        return ".bin"
    return next((suffix for word, suffix in SUFFIXES.items() if word in kind), ".bin")
