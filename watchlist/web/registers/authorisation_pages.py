"""The register of authorisations: the documents on file by status; one document, put on file, corrected, revoked."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from watchlist.audit import record_export
from watchlist.authorisations import (
    MANAGE,
    STATUSES,
    TYPES,
    VIEW_AUTHORISATIONS,
    Authorisation,
    AuthorisationScan,
    AuthorisationUse,
    correct,
    facts_of,
    register,
    revoke,
)
from watchlist.engine.decision import ITSELF
from watchlist.engine.reading import party_key
from watchlist.engine.reports import visible
from watchlist.engine.texts import grouped, in_english
from watchlist.exports import as_csv, authorisations_file
from watchlist.law_store import law_known_at
from watchlist.web import words
from watchlist.web.form_fields import ClippedTextField, FilterForm, attempt_act
from watchlist.web.registers.authorisation_form import PREFILLED, AuthorisationForm, RevocationForm, initial_of
from watchlist.web.registers.authorisation_view import authorisation_row, covered_lists, fact_rows, use_rows
from watchlist.web.viewpoint import law_page, reader_of, render_page

A_PAGE: Final = 50
UNREADABLE: Final = 422
SEVERAL: Final = ("forms", "operations")


class RegisterFilters(FilterForm):
    """Whose documents are listed, and of which status."""

    q = ClippedTextField(200)
    standing = ClippedTextField(200)


@law_page(VIEW_AUTHORISATIONS)
def list_page(request: HttpRequest) -> HttpResponseBase:
    """Show the documents on file, by how they stand today; found by party or number."""
    fields = RegisterFilters.from_address(request).cleaned_data
    query, status = fields["q"], fields["standing"]
    matches, today, law = _search(query), words.today(), law_known_at()
    conditions = matches.status_filters(today)
    counts = matches.aggregate(**{name: Count("pk", filter=condition) for name, condition in conditions.items()})
    page: Page[Any] = Paginator(_ordered(matches, status, today), A_PAGE).get_page(request.GET.get("page"))
    number = page.paginator.count
    return render_page(
        request,
        "authorisations.html",
        title=_("Authorisations"),
        rows=[authorisation_row(row, law, today) for row in page.object_list],
        page=page,
        count=ngettext("%(number)s document", "%(number)s documents", number) % {"number": grouped(number)},
        query=visible(query),
        state=status,
        picks=[
            ("", _("All"), sum(counts.values()), _link(q=query)),
            *(
                (name, label, counts[name], _link(q=query, standing=name))
                for name, label in STATUSES.items()
                if counts[name] or name == status
            ),
        ],
        total=sum(counts.values()),
        kept=urlencode({name: text for name, text in (("q", query), ("standing", status)) if text}),
        manages=request.user.has_perm(MANAGE),
    )


@law_page(VIEW_AUTHORISATIONS)
def register_file(request: HttpRequest) -> HttpResponseBase:
    """Send all documents found as a CSV file."""
    fields, today = RegisterFilters.from_address(request).cleaned_data, words.today()
    query, status = fields["q"], fields["standing"]
    with in_english():
        content = as_csv(file := authorisations_file(_ordered(_search(query), status, today), today))
    question = {"form": "csv", "asked": query, "standing": status}
    record_export(actor=request.user.get_username(), what="authorisations", parameters=question)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@law_page(VIEW_AUTHORISATIONS)
def authorisation_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one document: its facts, the lists that it covers today, its uses, its scans and its earlier versions."""
    requested = get_object_or_404(Authorisation, pk=pk)
    rows = list(Authorisation.objects.with_uses().filter(document=requested.document).order_by("-recorded_at"))
    row = rows[0]
    scans = AuthorisationScan.objects.filter(document=row.document).defer("content").order_by("-at")
    law, today = law_known_at(), words.today()
    return render_page(
        request,
        "authorisation.html",
        title=visible(row.number),
        view=authorisation_row(row, law, today),
        facts=fact_rows(row, law),
        covered=covered_lists(row, law, today),
        uses=use_rows(AuthorisationUse.objects.filter(document=row.document), row),
        scans=scans,
        versions=rows,
        is_older=requested.pk != row.pk,
        manages=request.user.has_perm(MANAGE),
        today=today.isoformat(),
    )


@law_page(VIEW_AUTHORISATIONS)
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


@law_page(MANAGE)
def new_page(request: HttpRequest) -> HttpResponseBase:
    """Show an empty form, or one filled in with what a link says; put the document on file."""
    form = AuthorisationForm.from_request(request, initial=_prefilled(request))
    row = form.attempt(lambda: register(facts=form.facts, actor=reader_of(request), scan=form.scan))
    if row:
        messages.success(request, _("It is on file: screenings from now on know it."))
        return redirect("authorisations:one", row.pk)
    return _form_page(request, form, _("Put a document on file"))


@law_page(MANAGE)
def correct_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a document on file as a form; save its correction, with the reason."""
    row = get_object_or_404(Authorisation, pk=pk)
    form = AuthorisationForm.from_request(request, initial=initial_of(facts_of(row)), is_correction=True)
    later = form.attempt(
        lambda: correct(
            authorisation=row,
            facts=form.facts,
            reason=form.cleaned_data["reason"],
            actor=reader_of(request),
            scan=form.scan,
        )
    )
    if later:
        messages.success(request, _("It is corrected: what was written before stays in its history."))
        return redirect("authorisations:one", later.pk)
    return _form_page(request, form, _("Correct %(number)s") % {"number": visible(row.number)}, row)


@require_POST
@law_page(MANAGE)
def revoke_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Revoke a document from a day on."""
    row, form = get_object_or_404(Authorisation, pk=pk), RevocationForm.from_request(request)
    later = attempt_act(request, form, lambda: revoke(authorisation=row, actor=reader_of(request), **form.cleaned_data))
    if later:
        messages.success(request, _("It is revoked: what moved before that day is covered still."))
    return redirect("authorisations:one", (later or row).pk)


def _search(query: str) -> Any:
    """Return the documents as they are now of a party, or with a number."""
    rows = Authorisation.objects.current().with_uses()
    if not query:
        return rows
    key = party_key(query)
    by_party = Q(holder_key__contains=key) if key else Q(pk=None)
    return rows.filter(by_party | Q(number__icontains=query))


def _ordered(matches: Any, status: str, today: Any) -> Any:
    rows = matches.with_status(status, today) if status in STATUSES else matches
    return rows.order_by("holder_key", "number", "pk")


def _link(**parameters: str) -> str:
    return "?" + urlencode({name: text for name, text in parameters.items() if text}, quote_via=quote)


def _form_page(
    request: HttpRequest, form: AuthorisationForm, title: str, row: Authorisation | None = None
) -> HttpResponseBase:
    status = UNREADABLE if form.is_bound else 200
    return render_page(request, "authorisation_form.html", status=status, title=title, form=form, row=row)


def _prefilled(request: HttpRequest) -> dict[str, Any]:
    """Return the initial values of the form that an address gives."""
    fields: dict[str, Any] = {name: text for name in PREFILLED if (text := request.GET.get(name, "")[:2_000])}
    several = {name: request.GET.getlist(name) for name in SEVERAL if name in request.GET}
    return {"forms": [ITSELF], **fields, **several}
