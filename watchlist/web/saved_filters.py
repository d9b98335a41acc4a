"""Saved filters on the pages of lists: shown by the tag `saved_filters`, saved and forgotten by two small forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from watchlist.access import SavedFilter, forget_filter, save_filter
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import visible
from watchlist.web import words
from watchlist.web.form_fields import cleaned, optional_text
from watchlist.web.viewpoint import reader_of

PAGES: Final = frozenset(
    {
        *("cases:list", "dossiers:register", "authorisations:list", "law:matrix", "law:changes", "law:horizon"),
        *("admin:watchlist_screening_changelist", "admin:watchlist_screenedline_changelist"),
    }
)
"""Lists whose filters can be saved, by the names of their addresses."""
OF_A_PAGE: Final = frozenset({"after", "before", "page", "p"})
"""Parameters that turn the pages of a list: no part of its filter."""


class SaveFilterForm(forms.Form):
    """A list, its query, and the name to save it under."""

    page = optional_text()
    query = optional_text()
    name = optional_text()


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved filter as a link, and whether the list is shown by it."""

    key: int
    name: str
    address: str
    is_shown: bool


def filters_of(request: HttpRequest) -> dict[str, Any]:
    """Return the saved filters of the list that a request shows, which of them is shown, and what would be saved."""
    match = request.resolver_match
    page = match.view_name if match else ""
    query = _filter_of(request.GET)
    rows = SavedFilter.objects.filter(user=reader_of(request), page=page)
    return {
        "rows": [SavedRow(row.pk, visible(row.name), _address(row), is_shown=row.query == query) for row in rows],
        "page": page,
        "query": query,
        "csrf_token": get_token(request),
    }


@require_POST
@admin.site.admin_view
def save_page(request: HttpRequest) -> HttpResponseBase:
    """Save the filter of a list under a name, and go back to the list as it was."""
    fields = cleaned(SaveFilterForm(request.POST))
    if fields["page"] not in PAGES:
        raise Http404("no list whose filters are saved")
    query = _filter_of(QueryDict(fields["query"]))
    try:
        row = save_filter(
            user=reader_of(request), page=fields["page"], name=fields["name"], query=query, at=words.now()
        )
    except WatchlistError as error:
        messages.error(request, visible(error.message))
    else:
        messages.success(request, _("The filter is saved as “%s”.") % visible(row.name))
    return redirect(f"{reverse(fields['page'])}?{query}")


@require_POST
@admin.site.admin_view
def forget_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Forget one of the reader's own filters, and go back to its list."""
    row = SavedFilter.objects.filter(user=reader_of(request), pk=key).first()
    if row is None:
        raise Http404("no filter of theirs")
    forget_filter(user=reader_of(request), key=key)
    messages.success(request, _("The filter “%s” is forgotten.") % visible(row.name))
    return redirect(row.page if row.page in PAGES else "admin:index")


def _filter_of(query: QueryDict) -> str:
    """Return the query of a list without empty values and without the parameters that turn pages."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if name not in OF_A_PAGE and any(values):
            kept.setlist(name, [value for value in values if value])
    return kept.urlencode()


def _address(row: SavedFilter) -> str:
    return f"{reverse(row.page)}?{row.query}" if row.page in PAGES else ""
