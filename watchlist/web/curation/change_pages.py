"""The pages on which a curator writes a change: one of a change set anew, or one that no source proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import visible
from watchlist.law_store import ControlList
from watchlist.list_updates import (
    PROPOSE,
    Change,
    ChangeDraft,
    CuratorTask,
    current_facts,
    draft_of,
    edit,
    facts_on,
    open_by_hand,
    payload_of,
    redraft,
    status_of,
)
from watchlist.web.curation.change_form_group import ChangeForms
from watchlist.web.curation.change_forms import entries_of
from watchlist.web.curation.change_view import KINDS, source_text
from watchlist.web.form_fields import ClippedTextField
from watchlist.web.viewpoint import law_page, reader_of, render_page

UNREADABLE: Final = 422
READ_SETS: Final = "watchlist.view_changeset"
KIND_LABELS: Final = {
    "add": gettext_lazy("Add an entry"),
    "amend": gettext_lazy("Amend an entry: the law changed"),
    "remove": gettext_lazy("Remove an entry: the law ended it"),
    "correct": gettext_lazy("Correct an entry: we were wrong"),
}
NOT_INHERITED: Final = {"event", "event_kind", "end_event", "valid_until", "valid_from", "decided_on", "published_on"}
"""What an amendment does not take over from the listing that it amends."""


@dataclass(frozen=True, slots=True)
class ChangeTarget:
    """What is to be changed: the list, the kind of change and the entry; `task` is the curator task behind it."""

    list_key: str
    kind: str
    entry: str
    task: CuratorTask | None

    @property
    def is_complete(self) -> bool:
        """Say whether all is chosen that the forms of the facts need."""
        return bool(self.list_key and self.kind and (self.entry or self.kind == Change.Kind.ADD))


class ProposalForm(forms.Form):
    """What a curator says of their proposal: what it is about, where it opens a change set, and why."""

    title = ClippedTextField(300)
    note = ClippedTextField(2_000)


@law_page(PROPOSE)
def edit_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show the fields of a change, or make a revision of what was typed: its editor is then its proposer."""
    change = get_object_or_404(Change.objects.select_related("revision__change_set__source"), pk=key)
    if not request.user.has_perm(READ_SETS):
        raise PermissionDenied
    change_set = change.revision.change_set
    status, draft = status_of(change_set), draft_of(change)
    if draft.after is None or change.revision_id != status.revision.pk or status.accepted + status.rejected:
        messages.warning(request, _("This change can no longer be edited: what it says now stands here."))
        return redirect("curation:change_set", change_set.pk)
    back = f"{reverse('curation:change_set', args=[change_set.pk])}#c{change.position}"
    fields, proposal, errors = _fields(request, draft), _proposal(request), list[str]()
    if request.method == "POST" and not (errors := fields.errors()):
        try:
            edit(change=change, after=fields.to_facts(), actor=reader_of(request), note=proposal["note"])
        except WatchlistError as error:
            errors = [visible(error.message)]
        else:
            messages.success(request, _("This is your word now: another curator decides on it."))
            return redirect(back)
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
        forms=fields,
        errors=errors,
        note=proposal["note"],
        must_say_why=change.revision.number == 0 and bool(change_set.gates),
        gates=change_set.gates.splitlines(),
        back=back,
        set_title=visible(change_set.title),
    )


@law_page(PROPOSE)
def new_page(request: HttpRequest) -> HttpResponseBase:
    """Ask what is to be changed, then for its facts, and open a change set of them: its author is its proposer."""
    if not request.user.has_perm(READ_SETS):
        raise PermissionDenied
    target, proposal, errors = _target_of(request), _proposal(request), list[str]()
    fields = _fields(request, _drafted(target, _current_facts(target))) if target.is_complete else None
    if fields and request.method == "POST" and not (errors := fields.errors()):
        try:
            made = open_by_hand(changes=[_draft(target, fields)], actor=reader_of(request), **proposal)
        except WatchlistError as error:
            errors = [visible(error.message)]
        else:
            messages.success(request, _("You proposed this: another curator decides on it."))
            return redirect("curation:change_set", made.pk)
    task, needs_entry = target.task, target.list_key and target.kind not in {"", Change.Kind.ADD}
    lists = ControlList.objects.values_list("key", "jurisdiction__key", "title")
    return render_page(
        request,
        "change_new.html",
        status=UNREADABLE if errors else 200,
        title=_("Write a change by hand"),
        asked=target,
        lists=[(key, f"{place or 'any'} · {title}") for key, place, title in lists],
        kinds=KIND_LABELS.items(),
        entries=entries_of(target.list_key) if needs_entry else [],
        forms=fields,
        errors=errors,
        set_title=proposal["title"] or (visible(task.title) if task else ""),
        note=proposal["note"] or (_("From the task “%(title)s”.") % {"title": visible(task.title)} if task else ""),
    )


def _fields(request: HttpRequest, draft: ChangeDraft) -> ChangeForms:
    return ChangeForms.from_draft(draft, request.POST if request.method == "POST" else None)


def _proposal(request: HttpRequest) -> dict[str, str]:
    """Return the title and the note that were typed; empty before."""
    form = ProposalForm(request.POST)
    form.full_clean()
    return form.cleaned_data


def _target_of(request: HttpRequest) -> ChangeTarget:
    """Return the target that the address names; what is not held is left empty."""
    list_key, kind, entry = (request.GET.get(name, "") for name in ("list", "kind", "entry"))
    task, may_read = request.GET.get("task", ""), request.user.has_perm("watchlist.view_curatortask")
    return ChangeTarget(
        list_key=list_key if ControlList.objects.filter(key=list_key).exists() else "",
        kind=kind if kind in KINDS else "",
        entry=entry if kind != Change.Kind.ADD and entry in dict(entries_of(list_key)) else "",
        task=CuratorTask.objects.filter(pk=task).first() if task.isdecimal() and may_read else None,
    )


def _current_facts(target: ChangeTarget) -> Mapping[str, Any]:
    """Return the facts held of the entry, with which the forms begin."""
    if target.kind == Change.Kind.ADD:
        return {}
    if target.kind == Change.Kind.CORRECT:
        return {
            "replacements": {
                target.entry: {event: payload_of(facts) for event, facts in current_facts(target.entry).items()}
            }
        }
    facts = facts_on(target.entry, None)
    if target.kind == Change.Kind.REMOVE or facts is None:
        return {}
    return {name: value for name, value in payload_of(facts).items() if name not in NOT_INHERITED}


def _draft(target: ChangeTarget, fields: ChangeForms) -> ChangeDraft:
    after = fields.to_facts()
    if target.kind == Change.Kind.CORRECT:
        after["replacements"] = _differing(after["replacements"], _current_facts(target)["replacements"])
    return redraft(_drafted(target, {}), after)


def _drafted(target: ChangeTarget, after: Mapping[str, Any]) -> ChangeDraft:
    """Return a change of the target, under the name and the number by which it is held."""
    facts = facts_on(target.entry, None) if target.entry else None
    return ChangeDraft(
        kind=target.kind,
        name=facts.printed_name if facts else target.entry,
        list_key=target.list_key,
        entries=(target.entry,) if target.entry else (),
        code=facts.law_code if facts else "",
        after=after,
    )


def _differing(corrected: Mapping[str, Any], original: Mapping[str, Any]) -> dict[str, Any]:
    """Return the events whose facts differ: a correction leaves out the others."""
    return {
        entry: {event: facts for event, facts in events.items() if facts != original[entry][event]}
        for entry, events in corrected.items()
    }
