"""Pages over the whole law: who controls what, what changed between two days, how fresh each list is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.law import Filters, branches, families, matrix
from watchlist.engine.texts import in_english
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
from watchlist.web.form_fields import ButtonField, ClippedTextField, DayField, FilterForm
from watchlist.web.law.changes_view import by_list, counted_kinds
from watchlist.web.law.matrix_view import columns_of, rows_of
from watchlist.web.law.words import Addresses
from watchlist.web.viewpoint import law_page, render_page, viewpoint

VIEW_LISTS = "watchlist.view_controllist"
ANY = "any"
LONGEST = 200
SPANS = (
    (gettext_lazy("90 days"), 90),
    (gettext_lazy("1 year"), 365),
    (gettext_lazy("5 years"), 1826),
    (gettext_lazy("20 years"), 7305),
)


class MatrixForm(FilterForm):
    """Which rows and columns a matrix has; by default of the precursor lists: drug lists are held for classes only."""

    jurisdiction = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    branch = ClippedTextField(LONGEST)
    family = ClippedTextField(LONGEST)
    q = ClippedTextField(LONGEST)
    differing = ButtonField()

    def clean_branch(self) -> str:
        """Return the branch of law, "" for any."""
        branch: str = self.cleaned_data["branch"] if "branch" in self.data else "precursor"
        return "" if branch == ANY else branch

    @property
    def filters(self) -> Filters:
        """Return the filters of the matrix."""
        fields = self.cleaned_data
        return Filters(
            jurisdictions=frozenset(filter(None, fields["jurisdiction"])),
            branch=fields["branch"],
            family=fields["family"],
            text=fields["q"],
            differing=fields["differing"],
        )


class ChangesForm(FilterForm):
    """Between which days changes are listed, and of which lists."""

    after = DayField(required=False)
    until = DayField(required=False)
    jurisdiction = ClippedTextField(LONGEST)
    branch = ClippedTextField(LONGEST)


@law_page(VIEW_LISTS)
def matrix_page(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """Show who controls what, since when; or send it as a file."""
    view, matrix_form = viewpoint(request), MatrixForm.from_address(request)
    table = matrix(view.law, view.day, matrix_form.filters)
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
        filters=matrix_form.filters,
        branches=branches(view.law),
        families=families(view.law),
        **_common_context(request, matrix_form),
    )


@law_page(VIEW_LISTS)
def changes_page(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """Show what took effect between two days; or send it as a file."""
    view, changes_form = viewpoint(request), ChangesForm.from_address(request)
    fields = changes_form.cleaned_data
    last = fields["until"] or words.today()
    first = fields["after"] or last - timedelta(days=365)
    if first >= last:
        raise CorrectTheQuestion(
            _("%(first)s is not before %(last)s: nothing lies between them."),
            first=words.day(first),
            last=words.day(last),
        )
    place, branch = fields["jurisdiction"], fields["branch"]
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
        **_common_context(request, changes_form),
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
        **_common_context(request, FilterForm(request.GET)),
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
    with in_english():
        content = written(file)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": named})


def _common_context(request: HttpRequest, form: FilterForm) -> dict[str, Any]:
    """Return what all these pages need: the query string for their files, the jurisdictions to choose from."""
    return {
        "query": f"?{urlencode(form.query)}" if form.query else "",
        "jurisdictions": Jurisdiction.objects.all(),
        "path": request.path,
    }
