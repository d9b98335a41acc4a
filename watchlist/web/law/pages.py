"""Pages over the whole law: who controls what, what changed between two days, how fresh each list is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.law import Filters, branches, families, matrix
from watchlist.exports import (
    LAW_FILE_WRITERS,
    LawFile,
    changes_file,
    class_members,
    lists_file,
    matrix_file,
    members_file,
)
from watchlist.law_store import Jurisdiction, changes, endings, list_statuses, undated
from watchlist.web import words
from watchlist.web.law.changes_view import by_list, counted_kinds
from watchlist.web.law.matrix_view import columns_of, rows_of
from watchlist.web.law.words import Addresses
from watchlist.web.viewpoint import Viewpoint, law_page, render_page, requested_day, viewpoint

VIEW_LISTS = "watchlist.view_controllist"
ANY = "any"
SPANS = (
    (gettext_lazy("90 days"), 90),
    (gettext_lazy("1 year"), 365),
    (gettext_lazy("5 years"), 1826),
    (gettext_lazy("20 years"), 7305),
)


@law_page(VIEW_LISTS)
def matrix_page(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """Show who controls what, since when; or send it as a file."""
    view, filters = viewpoint(request), _filters(request)
    table = matrix(view.law, view.day, filters)
    if form:
        return file_response(matrix_file(table), form)
    return render_page(
        request,
        "matrix.html",
        title=_("Who controls what"),
        view=view,
        columns=columns_of(table),
        rows=rows_of(table, Addresses(view.query)),
        drawn=sum(bool(row.substance.smiles) for row in table.rows),
        filters=filters,
        branches=branches(view.law),
        families=families(view.law),
        **_common_context(request, view),
    )


@law_page(VIEW_LISTS)
def changes_page(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """Show what took effect between two days; or send it as a file."""
    view = viewpoint(request)
    last = requested_day(request, "until", words.today())
    first = requested_day(request, "after", last - timedelta(days=365))
    if first >= last:
        raise CorrectTheQuestion(
            _("%(first)s is not before %(last)s: nothing lies between them."),
            first=words.day(first),
            last=words.day(last),
        )
    place, branch = request.GET.get("jurisdiction", ""), request.GET.get("branch", "")
    found = [
        change
        for change in changes(view.law, first, last, endings(view.law))
        if place in ("", change.list.jurisdiction) and branch in ("", change.list.branch)
    ]
    if form:
        return file_response(changes_file(view.law, first, last, found), form)
    return render_page(
        request,
        "changes.html",
        title=_("What changed"),
        view=view,
        first=first,
        last=last,
        on=(words.day(first), words.day(last)),
        spans=[(label, (words.today() - timedelta(days=days)).isoformat()) for label, days in SPANS],
        counts=counted_kinds(found),
        places=by_list(view.law, found, Addresses()),
        undated=undated(view.law),
        branch=branch,
        branches=branches(view.law),
        place=place,
        **_common_context(request, view),
    )


@law_page(VIEW_LISTS)
def lists_page(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """Show the coverage of each list, and when it was checked; or send it as a file."""
    view = viewpoint(request)
    statuses = list_statuses(view.day, view.law.known_at)
    if form:
        return file_response(lists_file(view.law, view.day, statuses), form)
    return render_page(
        request,
        "coverage.html",
        title=_("Coverage"),
        view=view,
        statuses=statuses,
        stale=sum(status.stale for status in statuses),
        partial=sum(not status.complete for status in statuses),
        missing=[
            row
            for row in Jurisdiction.objects.all()
            if row.key not in {control_list.jurisdiction for control_list in view.law.lists.values()}
        ],
        duties={key: len(control_list.obligations) for key, control_list in view.law.lists.items()},
        **_common_context(request, view),
    )


@law_page("watchlist.view_classrule")
def members_page(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """Send the known members of a class as a file."""
    law = viewpoint(request).law
    if key not in law.rules:
        raise CorrectTheQuestion(_("no class rule %(key)s is held."), key=key)
    return file_response(members_file(key, law, list(class_members(law, [key]))), form)


def file_response(file: LawFile, form: str) -> HttpResponse:
    """Return a file for download, in one of the formats of `WRITERS`."""
    kind, written = LAW_FILE_WRITERS[form]
    named = f'attachment; filename="{file.name}.{form}"'
    return HttpResponse(written(file), content_type=kind, headers={"Content-Disposition": named})


def _filters(request: HttpRequest) -> Filters:
    """Return the filters of a matrix; by default the precursor lists: drug lists are held for their classes only."""
    branch = request.GET.get("branch", "precursor")
    return Filters(
        jurisdictions=frozenset(filter(None, request.GET.getlist("jurisdiction"))),
        branch="" if branch == ANY else branch,
        family=request.GET.get("family", ""),
        text=request.GET.get("q", "").strip()[:200],
        differing="differing" in request.GET,
    )


def _common_context(request: HttpRequest, view: Viewpoint) -> dict[str, Any]:
    """Return what all these pages need: the query string for their files, the jurisdictions to choose from."""
    query = urlencode([(name, value) for name, values in request.GET.lists() for value in values if value])
    return {
        "query": f"?{query}" if query else "",
        "jurisdictions": Jurisdiction.objects.all(),
        "path": request.path,
    }
