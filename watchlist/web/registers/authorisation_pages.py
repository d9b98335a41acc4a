"""The register of authorisations: who holds what, how it stands today, and one document with its uses."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from watchlist.audit.chain import record_export
from watchlist.authorisations.models import STATUSES, Authorisation, AuthorisationScan, AuthorisationUse
from watchlist.authorisations.registering import MANAGE, VIEW
from watchlist.authorisations.scans import TYPES
from watchlist.engine.reading.parties import party_key
from watchlist.engine.reports.text import visible
from watchlist.exports.authorisations_file import authorisations_file
from watchlist.exports.law_files import as_csv
from watchlist.law_store.compile import law_known_at
from watchlist.web import words
from watchlist.web.registers.authorisation_view import (
    authorisation_row,
    count_text,
    covered_lists,
    fact_rows,
    use_rows,
)
from watchlist.web.viewpoint import law_page, render_page

A_PAGE: Final = 50


@law_page(VIEW)
def list_page(request: HttpRequest) -> HttpResponseBase:
    """Show the documents on file, by how they stand today; found by party or number."""
    query, status = request.GET.get("q", "").strip()[:200], request.GET.get("standing", "")
    found, today = _search(query), words.today()
    counts = found.aggregate(
        **{name: Count("pk", filter=condition) for name, condition in found.status_filters(today).items()}
    )
    rows = found.with_status(status, today) if status in STATUSES else found
    page: Page[Any] = Paginator(rows.order_by("holder_key", "number", "pk"), A_PAGE).get_page(request.GET.get("page"))
    law = law_known_at()
    return render_page(
        request,
        "authorisations.html",
        title=_("Authorisations"),
        rows=[authorisation_row(row, law, today) for row in page.object_list],
        page=page,
        found=count_text(page.paginator.count),
        asked=visible(query),
        standing=status,
        standings=[(name, label, counts[name]) for name, label in STATUSES.items()],
        total=sum(counts.values()),
        kept=urlencode({name: text for name, text in (("q", query), ("standing", status)) if text}),
        manages=request.user.has_perm(MANAGE),
    )


@law_page(VIEW)
def register_file(request: HttpRequest) -> HttpResponseBase:
    """Send all documents found as a CSV file."""
    query, status = request.GET.get("q", "").strip()[:200], request.GET.get("standing", "")
    found, today = _search(query), words.today()
    rows = found.with_status(status, today) if status in STATUSES else found
    file = authorisations_file(rows.order_by("holder_key", "number", "pk"), today)
    question = {"form": "csv", "asked": query, "standing": status}
    record_export(actor=request.user.get_username(), what="authorisations", parameters=question)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}.csv"'}
    return HttpResponse(as_csv(file), content_type="text/csv; charset=utf-8", headers=headers)


@law_page(VIEW)
def authorisation_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one document: its facts, the lists that it covers today, its uses, its scans and its earlier versions."""
    requested = get_object_or_404(Authorisation, pk=pk)
    rows = list(Authorisation.objects.with_uses().filter(document=requested.document).order_by("-recorded_at"))
    row = rows[0]
    law, today = law_known_at(), words.today()
    return render_page(
        request,
        "authorisation.html",
        title=visible(row.number),
        view=authorisation_row(row, law, today),
        facts=fact_rows(row, law),
        covered=covered_lists(row, law, today),
        uses=use_rows(AuthorisationUse.objects.filter(document=row.document), row),
        scans=[(words.instant(scan.at), scan) for scan in _scans(row)],
        versions=[(words.instant(version.recorded_at), version) for version in rows],
        is_older=requested.pk != row.pk,
        manages=request.user.has_perm(MANAGE),
        today=today.isoformat(),
    )


@law_page(VIEW)
def scan_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a scan, to be kept under a name of ours: it is never shown as a page of this service."""
    scan = get_object_or_404(AuthorisationScan, pk=pk)
    endings = {media_type: ending for _first, media_type, ending in TYPES}
    if scan.media_type not in endings:
        raise Http404
    details = {"document": str(scan.document), "bytes": scan.size}
    record_export(actor=request.user.get_username(), what="scan", key=str(scan.pk), parameters=details)
    headers = {
        "Content-Disposition": f'attachment; filename="scan-{scan.pk}{endings[scan.media_type]}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bytes(scan.content), content_type=scan.media_type, headers=headers)


def _search(query: str) -> Any:
    rows = Authorisation.objects.current().with_uses()
    if not query:
        return rows
    key = party_key(query)
    by_party = Q(holder_key__contains=key) if key else Q(pk=None)
    return rows.filter(by_party | Q(number__icontains=query))


def _scans(row: Authorisation) -> Any:
    return AuthorisationScan.objects.filter(document=row.document).defer("content").order_by("-at")
