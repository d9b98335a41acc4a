"""What people do on the page of a change set: each act is one verb, and leads back to where it was done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import visible
from watchlist.engine.texts import grouped
from watchlist.list_updates import (
    PROPOSE,
    Application,
    Change,
    ChangeSet,
    Revision,
    approve,
    claim_review,
    comment,
    draft_of,
    faults_of,
    propose_rollback,
    reject,
    status_of,
)
from watchlist.screenings.rescreen import Preview, preview
from watchlist.web.curation.change_sets import VIEW_SETS, page_of
from watchlist.web.form_fields import ClippedTextField, RowsField
from watchlist.web.viewpoint import View, law_page, reader_of

LONGEST = 4_000


class ActForm(forms.Form):
    """What is sent with an act on a change set: its texts, and the changes of the set that it is about."""

    word = ClippedTextField(LONGEST)
    note = ClippedTextField(LONGEST)
    reason = ClippedTextField(LONGEST)
    text = ClippedTextField(LONGEST)
    change = RowsField(Change.objects.none(), required=False)

    def __init__(self, posted: QueryDict, change_set: ChangeSet) -> None:
        super().__init__(posted)
        changes = Change.objects.filter(revision__change_set=change_set).select_related("revision")
        self.fields["change"].queryset = changes  # type: ignore[attr-defined] # a field of rows

    def clean_change(self) -> list[Change]:
        """Return the changes, read once: as they were before the act."""
        return list(self.cleaned_data["change"])

    def entered(self) -> dict[str, Any]:
        """Return what was sent. Raises `Http404` for what is no change of the set."""
        if not self.is_valid():
            raise Http404("no such change of this set")
        return self.cleaned_data


Act = Callable[[dict[str, Any], ChangeSet, User], str]


def act(verb: Act) -> View:
    """Make a verb a page that is only posted to: it says what was done, or why it was not, on the change set's page."""

    @require_POST
    @law_page(VIEW_SETS)
    @wraps(verb)
    def answer(request: HttpRequest, key: UUID) -> HttpResponseBase:
        change_set = get_object_or_404(ChangeSet, pk=key)
        entered = ActForm(request.POST, change_set).entered()
        try:
            messages.success(request, verb(entered, change_set, reader_of(request)))
        except WatchlistError as error:
            messages.error(request, visible(error.message))
        place, changes = reverse("curation:change_set", args=[change_set.pk]), entered["change"]
        return redirect(f"{place}#c{changes[0].position}" if len(changes) == 1 else place)

    return answer


@act
def claim_review_page(entered: dict[str, Any], change_set: ChangeSet, actor: User) -> str:
    """Claim the machine's proposal for review: the reader is then its proposer."""
    revision = claim_review(change_set=change_set, actor=actor, note=entered["note"])
    return _("You proposed revision %(number)d: another curator decides on it.") % {"number": revision.number}


@act
def decide_page(entered: dict[str, Any], change_set: ChangeSet, actor: User) -> str:
    """Accept or reject the changes that the page showed, and no others."""
    if entered["word"] == "approve":
        done = len(approve(changes=entered["change"], actor=actor, reason=entered["reason"]))
        text = ngettext("%(changes)s change accepted.", "%(changes)s changes accepted.", done)
    elif entered["word"] == "reject":
        done = len(reject(changes=entered["change"], actor=actor, reason=entered["reason"]))
        text = ngettext("%(changes)s change rejected.", "%(changes)s changes rejected.", done)
    else:
        raise Http404("no such word")
    return text % {"changes": grouped(done)}


@act
def comment_page(entered: dict[str, Any], change_set: ChangeSet, actor: User) -> str:
    """Leave a remark on the set, or on one change of it."""
    change = next(iter(entered["change"]), None)
    comment(change_set=change_set, actor=actor, text=entered["text"], change=change)
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
    change_set = application.decision.change.revision.change_set
    reason = ActForm(request.POST, change_set).entered()["reason"]
    try:
        made = propose_rollback(application=application, actor=reader_of(request), reason=reason)
    except WatchlistError as error:
        messages.error(request, visible(error.message))
        return redirect("curation:change_set", change_set.pk)
    messages.success(request, _("This is the correction that you propose: another curator decides on it."))
    return redirect("curation:change_set", made.pk)


def effect_of(revision: Revision) -> str:
    """Return the effect of a revision, applied now, without what was rejected and what cannot be written as it stands.

    Raises `CorrectTheData` where what is held was changed since it was proposed.
    """
    applicable = [change for change in _changes(revision) if not faults_of(draft_of(change))]
    left_out = len(_changes(revision)) - len(applicable)
    sentences = in_words(preview(revision, applicable))
    return f"{sentences} {_left_out(left_out)}" if left_out else sentences


def in_words(found: Preview) -> str:
    """Return a preview in two sentences: how many stored lines would become controlled, and how many answer otherwise.

    The second is left out where there are none.
    """
    others = len(found.differ - found.controlled)
    return (
        f"{_controlled(found)} {_otherwise(others, is_other=bool(found.controlled))}" if others else _controlled(found)
    )


def _controlled(found: Preview) -> str:
    lines, parties = len(found.controlled), len(found.parties)
    counted = ngettext("%(lines)s stored line", "%(lines)s stored lines", lines) % {"lines": grouped(lines)}
    if not parties:
        return _("%(lines)s would become controlled.") % {"lines": counted}
    template = ngettext(
        "%(lines)s of %(parties)s party would become controlled.",
        "%(lines)s of %(parties)s parties would become controlled.",
        parties,
    )
    return template % {"lines": counted, "parties": grouped(parties)}


def _otherwise(lines: int, *, is_other: bool) -> str:
    template = (
        ngettext(
            "%(lines)s other stored line would be answered otherwise.",
            "%(lines)s other stored lines would be answered otherwise.",
            lines,
        )
        if is_other
        else ngettext(
            "%(lines)s stored line would be answered otherwise.",
            "%(lines)s stored lines would be answered otherwise.",
            lines,
        )
    )
    return template % {"lines": grouped(lines)}


def _left_out(changes: int) -> str:
    template = ngettext(
        "Left out: %(changes)s change that cannot be written as it stands.",
        "Left out: %(changes)s changes that cannot be written as they stand.",
        changes,
    )
    return template % {"changes": grouped(changes)}


def _changes(revision: Revision) -> list[Change]:
    """Return the changes that are open, or accepted and not yet in the law; those written already change nothing."""
    rejected = {"decision__accepted": False}
    waiting = revision.changes.exclude(**rejected).filter(decision__application=None)
    return list(waiting.order_by("position"))
