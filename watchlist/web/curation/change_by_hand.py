"""A change that no source proposed: a curator chooses the list, the kind and the entry, and says what the law says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

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
from watchlist.web.curation.change_form_set import ChangeForms
from watchlist.web.curation.change_forms import entries_of
from watchlist.web.curation.change_view import KINDS
from watchlist.web.viewpoint import law_page, reader_of, shown

SAID: Final = {
    "add": _("Add an entry"),
    "amend": _("Amend an entry: the law changed"),
    "remove": _("Remove an entry: the law ended it"),
    "correct": _("Correct an entry: we were wrong"),
}
OF_ITS_OWN: Final = {"event", "event_kind", "end_event", "valid_until", "valid_from", "decided_on", "published_on"}
"""What an amendment does not take over from the listing that it amends."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be changed: a list, how, and which entry of it; `task` is what asked for it."""

    list_key: str
    kind: str
    entry: str
    task: CuratorTask | None

    @property
    def is_whole(self) -> bool:
        """Say whether there is enough to ask for the facts."""
        return bool(self.list_key and self.kind and (self.entry or self.kind == Change.Kind.ADD))


@law_page(PROPOSE)
def new_page(request: HttpRequest) -> HttpResponseBase:
    """Ask what is to be changed, then for its facts, and open a change set of them: its author is its proposer."""
    if not request.user.has_perm("watchlist.view_changeset"):
        raise PermissionDenied
    asked = _asked(request)
    if not asked.is_whole:
        return _form(request, asked)
    forms = ChangeForms.of(_drafted(asked, _stood(asked)), request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _form(request, asked, forms)
    if not forms.is_valid():
        return _form(request, asked, forms, forms.errors())
    try:
        made = open_by_hand(
            title=_posted(request, "title", 300),
            changes=[_draft(asked, forms)],
            actor=reader_of(request),
            note=_posted(request, "note", LONGEST_NOTE),
        )
    except WatchlistError as error:
        return _form(request, asked, forms, [visible(error.message)])
    messages.success(request, say("You proposed this: another curator decides on it."))
    return redirect("curation:change_set", made.pk)


def _asked(request: HttpRequest) -> Asked:
    """What the address asks for, of what is held; anything else is as if it were not asked."""
    list_key, kind, entry = (request.GET.get(name, "") for name in ("list", "kind", "entry"))
    task = request.GET.get("task", "")
    return Asked(
        list_key=list_key if ControlList.objects.filter(key=list_key).exists() else "",
        kind=kind if kind in KINDS else "",
        entry=entry if kind != Change.Kind.ADD and entry in dict(entries_of(list_key)) else "",
        task=CuratorTask.objects.filter(pk=task).first() if task.isdecimal() and _may_read(request) else None,
    )


def _may_read(request: HttpRequest) -> bool:
    return request.user.has_perm("watchlist.view_curatortask")


def _stood(asked: Asked) -> Mapping[str, Any]:
    """What is held of the entry, as what the change says until a person says otherwise."""
    if asked.kind == Change.Kind.ADD:
        return {}
    if asked.kind == Change.Kind.CORRECT:
        return {
            "replacements": {
                asked.entry: {event: payload_of(facts) for event, facts in current_facts(asked.entry).items()}
            }
        }
    facts = facts_on(asked.entry, None)
    if asked.kind == Change.Kind.REMOVE or facts is None:
        return {}
    return {name: value for name, value in payload_of(facts).items() if name not in OF_ITS_OWN}


def _draft(asked: Asked, forms: ChangeForms) -> ChangeDraft:
    after = forms.said()
    if asked.kind == Change.Kind.CORRECT:
        after["replacements"] = _differing(after["replacements"], _stood(asked)["replacements"])
    return redraft(_drafted(asked, {}), after)


def _drafted(asked: Asked, after: Mapping[str, Any]) -> ChangeDraft:
    """A change of what is asked, under the name and the number by which it is held."""
    facts = facts_on(asked.entry, None) if asked.entry else None
    return ChangeDraft(
        kind=asked.kind,
        name=facts.printed_name if facts else asked.entry,
        list_key=asked.list_key,
        entries=(asked.entry,) if asked.entry else (),
        code=facts.law_code if facts else "",
        after=after,
    )


def _differing(said: Mapping[str, Any], stood: Mapping[str, Any]) -> dict[str, Any]:
    """The events of which something else is said: a correction says nothing of the others."""
    return {
        entry: {event: facts for event, facts in events.items() if facts != stood[entry][event]}
        for entry, events in said.items()
    }


def _form(
    request: HttpRequest, asked: Asked, forms: ChangeForms | None = None, errors: list[str] | None = None
) -> HttpResponse:
    task = asked.task
    return shown(
        request,
        "change_new.html",
        status=UNREADABLE if errors else 200,
        title=say("Write a change by hand"),
        asked=asked,
        lists=[(key, f"{place or 'any'} · {title}") for key, place, title in _lists()],
        kinds=SAID.items(),
        entries=entries_of(asked.list_key) if asked.list_key and asked.kind not in {"", Change.Kind.ADD} else [],
        forms=forms,
        errors=errors or [],
        set_title=_posted(request, "title", 300) or (visible(task.title) if task else ""),
        note=_posted(request, "note", LONGEST_NOTE)
        or (say("From the task “%(title)s”.") % {"title": visible(task.title)} if task else ""),
    )


def _lists() -> Any:
    return ControlList.objects.values_list("key", "jurisdiction__key", "title")


def _posted(request: HttpRequest, name: str, most: int) -> str:
    return request.POST.get(name, "").strip()[:most]
