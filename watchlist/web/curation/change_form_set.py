"""The forms of one change, together: laid out by its kind, checked together, and read back as what it would say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from django import forms
from django.http import QueryDict

from watchlist.list_updates.change_models import Change
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.web.curation.change_forms import (
    ActForm,
    ConditionForms,
    DescribedForm,
    EndingForm,
    EntryForm,
    Facts,
    ListingForm,
    WhoForm,
    entries_of,
)

Said = Mapping[str, Any]
BEGUN_BY: Final = {Change.Kind.ADD: "added", Change.Kind.AMEND: "amended", Change.Kind.REMOVE: "removed"}
WITHDRAW: Final = "withdraw"


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing that a person may word, with its conditions; of a correction, the event that it stands for."""

    facts: ListingForm
    conditions: Any
    stood: Said
    entry: str = ""
    event: str = ""
    withdrawn: bool = False

    @property
    def is_valid(self) -> bool:
        """Say whether what was typed can be read; what is withdrawn says nothing."""
        return self.withdrawn or bool(self.facts.is_valid() and self.conditions.is_valid())

    def said(self) -> dict[str, Any] | None:
        """Return the listing in JSON; None where it is withdrawn."""
        if self.withdrawn:
            return None
        kept = [form.cleaned_data for form in self.conditions if form.cleaned_data.get("required")]
        return {**self.facts.said(self.stood), "conditions": kept}


@dataclass(frozen=True, slots=True)
class ChangeForms:
    """What a page asks of one change, by its kind; `posted` is what came back, or None before."""

    kind: str
    stood: Said
    act: ActForm
    who: WhoForm | None = None
    described: DescribedForm | None = None
    entry: EntryForm | None = None
    ending: EndingForm | None = None
    listings: tuple[Listing, ...] = ()

    @classmethod
    def of(cls, change: ChangeDraft, posted: QueryDict | None = None) -> Self:
        """Return the forms of a change that says something, or of what was typed in its place."""
        kind, after = change.kind, change.after or {}
        act = ActForm(posted, prefix="act", initial=after.get("new_instrument") or {})
        if kind == Change.Kind.CORRECT:
            return cls(kind, after, act, listings=tuple(_corrected(after, posted)))
        if kind == Change.Kind.ADD:
            held = {} if after.get("describe") else {"substance": after.get("substance", "")}
            who = WhoForm(posted, prefix="who", initial=held)
            described = DescribedForm(posted, prefix="new", initial=after.get("describe") or {})
            return cls(kind, after, act, who, described, listings=(_listing(after, "law", posted),))
        bears = {"entry": next(iter(change.entries), "")}
        entry = EntryForm(posted, prefix="on", initial=bears, entries=entries_of(change.list_key))
        if kind == Change.Kind.REMOVE:
            ending = EndingForm(posted, prefix="end", initial=dict(after))
            return cls(kind, after, act, entry=entry, ending=ending)
        return cls(kind, after, act, entry=entry, listings=(_listing(after, "law", posted),))

    def is_valid(self) -> bool:
        """Say whether everything that was typed can be read."""
        plain = [form.is_valid() for form in self._plain()]
        return all([*plain, *(listing.is_valid for listing in self.listings)])

    def errors(self) -> list[str]:
        """Return what is wrong, a sentence each, with the field that it is about."""
        forms_of = [*self._plain()]
        for listing in self.listings:
            forms_of += [] if listing.withdrawn else [listing.facts, *listing.conditions]
        return [sentence for form in forms_of for sentence in _sentences(form)]

    def said(self) -> dict[str, Any]:
        """Return what the change would say; the ids of its events are given where it is written down."""
        after = self._said()
        after.pop("new_instrument", None)
        if self.act.is_used:
            after = {**_under(after, self.act.cleaned_data["key"]), "new_instrument": self.act.cleaned_data}
        return after if self.kind == Change.Kind.CORRECT else {"event_kind": BEGUN_BY[Change.Kind(self.kind)], **after}

    def _said(self) -> dict[str, Any]:
        if self.ending is not None:
            return self.ending.said(self.stood) | self._entry()
        if self.kind == Change.Kind.CORRECT:
            return {"replacements": _by_entry(self.stood, self.listings)}
        after = self.listings[0].said() or {}
        if self.who is None or self.described is None:
            return after | self._entry()
        after.pop("describe", None)
        if self.described.is_used:
            return {**after, "describe": self.described.cleaned_data, "substance": self.described.cleaned_data["key"]}
        return {**after, **self.who.cleaned_data}

    def _entry(self) -> dict[str, Any]:
        return self.entry.cleaned_data if self.entry is not None else {}

    def _plain(self) -> Iterator[Facts]:
        forms_of = (self.entry, self.who, self.described, self.ending, self.act)
        yield from (form for form in forms_of if form is not None)


def _listing(stood: Said, prefix: str, posted: QueryDict | None, entry: str = "", event: str = "") -> Listing:
    return Listing(
        facts=ListingForm(posted, prefix=prefix, initial=dict(stood)),
        conditions=ConditionForms(
            posted, prefix=f"{prefix}-if", initial=[dict(one) for one in stood.get("conditions", [])]
        ),
        stood=stood,
        entry=entry,
        event=event,
        withdrawn=posted is not None and f"{prefix}-{WITHDRAW}" in posted,
    )


def _corrected(after: Said, posted: QueryDict | None) -> Iterator[Listing]:
    """Yield the form of each event that gives way; one that is withdrawn stays so."""
    places = [
        (entry, event, facts) for entry, events in after["replacements"].items() for event, facts in events.items()
    ]
    for place, (entry, event, facts) in enumerate(places):
        if facts is not None:
            yield _listing(facts, f"law{place}", posted, entry, event)


def _by_entry(stood: Said, listings: tuple[Listing, ...]) -> dict[str, dict[str, Any]]:
    """What each event gives way to; what was withdrawn before stays so, since there is nothing to word."""
    found = {entry: dict(events) for entry, events in stood["replacements"].items()}
    for listing in listings:
        said = listing.said()
        found[listing.entry][listing.event] = said and _with_keys(said)
    return found


def _under(after: dict[str, Any], act: str) -> dict[str, Any]:
    """The act that is described is the act of a change that names none."""
    return after if after.get("instrument") or "replacements" in after else {**after, "instrument": act}


def _with_keys(listing: dict[str, Any]) -> dict[str, Any]:
    """A condition that a person added is known by the event of its listing, its kind and its place."""
    if "conditions" not in listing:
        return listing
    keyed = [
        {**one, "key": one["key"] or f"{listing['event']}/{one['kind'].replace('_', '-')}-{place}"}
        for place, one in enumerate(listing["conditions"], 1)
    ]
    return {**listing, "conditions": keyed}


def _sentences(form: forms.Form) -> Iterator[str]:
    yield from map(str, form.non_field_errors())
    for field in form:
        yield from (f"{field.label}: {error}" for error in field.errors)
