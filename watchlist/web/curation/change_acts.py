"""What people do on the page of a change set: each act is one verb, and leads back to where it was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports.text import visible
from watchlist.list_updates.approval import PROPOSE, approve, claim_review, comment, propose_rollback, reject
from watchlist.list_updates.change_models import Application, Change, ChangeSet, Revision
from watchlist.list_updates.change_set_status import status_of
from watchlist.web.chosen_rows import may_be_key
from watchlist.web.curation.change_sets import VIEW_SETS, page_of
from watchlist.web.curation.effect import effect_of
from watchlist.web.viewpoint import View, law_page, reader_of

Act = Callable[[HttpRequest, ChangeSet, User], str]


def act(verb: Act) -> View:
    """Make a verb a page that is only posted to: it says what was done, or why it was not, on the change set's page."""

    @require_POST
    @law_page(VIEW_SETS)
    @wraps(verb)
    def answer(request: HttpRequest, key: UUID) -> HttpResponseBase:
        change_set = get_object_or_404(ChangeSet, pk=key)
        try:
            messages.success(request, verb(request, change_set, reader_of(request)))
        except WatchlistError as error:
            messages.error(request, visible(error.message))
        return _back(request, change_set)

    return answer


@act
def claim_review_page(request: HttpRequest, change_set: ChangeSet, actor: User) -> str:
    """Claim the machine's proposal for review: the reader is then its proposer."""
    revision = claim_review(change_set=change_set, actor=actor, note=_posted(request, "note"))
    return _("You proposed revision %(number)d: another curator decides on it.") % {"number": revision.number}


@act
def decide_page(request: HttpRequest, change_set: ChangeSet, actor: User) -> str:
    """Accept or reject the changes that the page showed, and no others."""
    word, changes = request.POST.get("word", ""), _chosen_changes(request, change_set)
    if word == "approve":
        done = approve(changes=changes, actor=actor, reason=_posted(request, "reason"))
    elif word == "reject":
        done = reject(changes=changes, actor=actor, reason=_posted(request, "reason"))
    else:
        raise Http404(f"no word {word}")
    return _decision_text(word, len(done))


def _decision_text(word: str, changes: int) -> str:
    text = (
        ngettext("%(changes)s change accepted.", "%(changes)s changes accepted.", changes)
        if word == "approve"
        else ngettext("%(changes)s change rejected.", "%(changes)s changes rejected.", changes)
    )
    return text % {"changes": f"{changes:,}"}


@act
def comment_page(request: HttpRequest, change_set: ChangeSet, actor: User) -> str:
    """Leave a remark on the set, or on one change of it."""
    chosen = _chosen_changes(request, change_set) if request.POST.get("change") else [None]
    comment(change_set=change_set, actor=actor, text=_posted(request, "text"), change=chosen[0])
    return _("The remark is left.")


@require_POST
@law_page(VIEW_SETS)
def effect_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show the page with what the set would do to the lines stored: worked out anew, and kept nowhere."""
    change_set = get_object_or_404(ChangeSet, pk=key)
    revision: Revision = status_of(change_set).revision
    try:
        return page_of(request, change_set, effect=effect_of(revision))
    except WatchlistError as error:
        return page_of(request, change_set, effect_refused=visible(error.message))


@require_POST
@law_page(VIEW_SETS)
def roll_back_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Propose the correction that takes an applied change back, and lead to it."""
    if not request.user.has_perm(PROPOSE):
        raise PermissionDenied
    application = get_object_or_404(
        Application.objects.select_related("decision__change__revision__change_set"), pk=key
    )
    try:
        made = propose_rollback(application=application, actor=reader_of(request), reason=_posted(request, "reason"))
    except WatchlistError as error:
        messages.error(request, visible(error.message))
        return redirect("curation:change_set", application.decision.change.revision.change_set_id)
    messages.success(request, _("This is the correction that you propose: another curator decides on it."))
    return redirect("curation:change_set", made.pk)


def _chosen_changes(request: HttpRequest, change_set: ChangeSet) -> Sequence[Any]:
    keys = request.POST.getlist("change")
    if not all(may_be_key(Change, key) for key in keys):
        raise Http404("no such change")
    found = list(Change.objects.filter(pk__in=keys, revision__change_set=change_set).select_related("revision"))
    if len(found) != len(set(keys)):
        raise Http404("no such change of this set")
    return found


def _back(request: HttpRequest, change_set: ChangeSet) -> HttpResponse:
    """Lead back to the change that was acted on, where it was one."""
    place = reverse("curation:change_set", args=[change_set.pk])
    keys = request.POST.getlist("change")
    change = Change.objects.filter(pk=keys[0], revision__change_set=change_set).first() if len(keys) == 1 else None
    return redirect(f"{place}#c{change.position}" if change else place)


def _posted(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:4_000]
