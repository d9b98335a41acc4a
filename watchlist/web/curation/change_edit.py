"""The page on which a curator edits the facts of a change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports.text import visible
from watchlist.list_updates.approval import PROPOSE, edit
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.change_set_status import status_of
from watchlist.list_updates.drafting import draft_of
from watchlist.web.curation.change_form_group import ChangeForms
from watchlist.web.curation.change_view import KINDS, source_text
from watchlist.web.viewpoint import law_page, reader_of, render_page

UNREADABLE = 422
LONGEST_NOTE = 2_000


@law_page(PROPOSE)
def edit_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show the fields of a change, or make a revision of what was typed: its editor is then its proposer."""
    change = get_object_or_404(Change.objects.select_related("revision__change_set__source"), pk=key)
    if not request.user.has_perm("watchlist.view_changeset"):
        raise PermissionDenied
    status, draft = status_of(change.revision.change_set), draft_of(change)
    if draft.after is None or change.revision_id != status.revision.pk or status.accepted + status.rejected:
        messages.warning(request, _("This change can no longer be edited: what it says now stands here."))
        return redirect("curation:change_set", change.revision.change_set_id)
    forms = ChangeForms.from_draft(draft, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _form(request, change, forms)
    if not forms.is_valid():
        return _form(request, change, forms, forms.errors())
    try:
        edit(change=change, after=forms.to_facts(), actor=reader_of(request), note=_note(request))
    except WatchlistError as error:
        return _form(request, change, forms, [visible(error.message)])
    messages.success(request, _("This is your word now: another curator decides on it."))
    return redirect(f"{_place(change)}#c{change.position}")


def _form(request: HttpRequest, change: Change, forms: ChangeForms, errors: list[str] | None = None) -> HttpResponse:
    change_set = change.revision.change_set
    return render_page(
        request,
        "change_edit.html",
        status=UNREADABLE if errors else 200,
        title=visible(change.name),
        change=change,
        label=KINDS[change.kind][0],
        glyph=KINDS[change.kind][1],
        source=source_text(change),
        doubts=[visible(line) for line in change.doubt.splitlines()],
        forms=forms,
        errors=errors or [],
        note=_note(request),
        must_say_why=change.revision.number == 0 and bool(change_set.gates),
        gates=change_set.gates.splitlines(),
        back=f"{_place(change)}#c{change.position}",
        set_title=visible(change_set.title),
    )


def _place(change: Change) -> str:
    return reverse("curation:change_set", args=[change.revision.change_set_id])


def _note(request: HttpRequest) -> Any:
    return request.POST.get("note", "").strip()[:LONGEST_NOTE]
