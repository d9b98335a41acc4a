"""A change that no source proposed: a curator chooses the list, the kind and the entry, and types in its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports.text import visible
from watchlist.law_store.models import ControlList
from watchlist.list_updates.approval import PROPOSE, open_by_hand
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.change_schema import payload_of
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.list_updates.entry_facts import current_facts, facts_on, redraft
from watchlist.list_updates.models import CuratorTask
from watchlist.web.curation.change_edit import LONGEST_NOTE, UNREADABLE
from watchlist.web.curation.change_form_group import ChangeForms
from watchlist.web.curation.change_forms import entries_of
from watchlist.web.curation.change_view import KINDS
from watchlist.web.viewpoint import law_page, reader_of, render_page

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


@law_page(PROPOSE)
def new_page(request: HttpRequest) -> HttpResponseBase:
    """Ask what is to be changed, then for its facts, and open a change set of them: its author is its proposer."""
    if not request.user.has_perm("watchlist.view_changeset"):
        raise PermissionDenied
    target = _target_of(request)
    if not target.is_complete:
        return _form(request, target)
    forms = ChangeForms.from_draft(
        _drafted(target, _current_facts(target)), request.POST if request.method == "POST" else None
    )
    if request.method != "POST":
        return _form(request, target, forms)
    if not forms.is_valid():
        return _form(request, target, forms, forms.errors())
    try:
        made = open_by_hand(
            title=_posted(request, "title", 300),
            changes=[_draft(target, forms)],
            actor=reader_of(request),
            note=_posted(request, "note", LONGEST_NOTE),
        )
    except WatchlistError as error:
        return _form(request, target, forms, [visible(error.message)])
    messages.success(request, _("You proposed this: another curator decides on it."))
    return redirect("curation:change_set", made.pk)


def _target_of(request: HttpRequest) -> ChangeTarget:
    """Return the target that the address names; what is not held is left empty."""
    list_key, kind, entry = (request.GET.get(name, "") for name in ("list", "kind", "entry"))
    task = request.GET.get("task", "")
    return ChangeTarget(
        list_key=list_key if ControlList.objects.filter(key=list_key).exists() else "",
        kind=kind if kind in KINDS else "",
        entry=entry if kind != Change.Kind.ADD and entry in dict(entries_of(list_key)) else "",
        task=CuratorTask.objects.filter(pk=task).first() if task.isdecimal() and _may_read(request) else None,
    )


def _may_read(request: HttpRequest) -> bool:
    return request.user.has_perm("watchlist.view_curatortask")


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


def _draft(target: ChangeTarget, forms: ChangeForms) -> ChangeDraft:
    after = forms.to_facts()
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


def _form(
    request: HttpRequest, target: ChangeTarget, forms: ChangeForms | None = None, errors: list[str] | None = None
) -> HttpResponse:
    task = target.task
    return render_page(
        request,
        "change_new.html",
        status=UNREADABLE if errors else 200,
        title=_("Write a change by hand"),
        asked=target,
        lists=[(key, f"{place or 'any'} · {title}") for key, place, title in _lists()],
        kinds=KIND_LABELS.items(),
        entries=entries_of(target.list_key) if target.list_key and target.kind not in {"", Change.Kind.ADD} else [],
        forms=forms,
        errors=errors or [],
        set_title=_posted(request, "title", 300) or (visible(task.title) if task else ""),
        note=_posted(request, "note", LONGEST_NOTE)
        or (_("From the task “%(title)s”.") % {"title": visible(task.title)} if task else ""),
    )


def _lists() -> Any:
    return ControlList.objects.values_list("key", "jurisdiction__key", "title")


def _posted(request: HttpRequest, name: str, most: int) -> str:
    return request.POST.get(name, "").strip()[:most]
