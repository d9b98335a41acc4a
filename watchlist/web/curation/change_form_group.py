"""All forms of one change: laid out by its kind, validated together, and read back as its facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from django.http import QueryDict

from watchlist.list_updates import Change, ChangeDraft
from watchlist.web.curation.change_forms import (
    ConditionForms,
    ConditionFormSet,
    EndingForm,
    EntryForm,
    FactsForm,
    ListingForm,
    NewActForm,
    NewSubstanceForm,
    SubstanceForm,
    WithdrawForm,
    entries_of,
)
from watchlist.web.form_fields import form_errors

ChangeFacts = Mapping[str, Any]
EVENT_KINDS: Final = {Change.Kind.ADD: "added", Change.Kind.AMEND: "amended", Change.Kind.REMOVE: "removed"}


@dataclass(frozen=True, slots=True)
class ListingForms:
    """A listing that a person may word, with its conditions; of a correction, the event that it stands for."""

    facts: ListingForm
    conditions: ConditionFormSet
    original: ChangeFacts
    entry: str = ""
    event: str = ""
    withdrawn: bool = False

    def errors(self) -> list[str]:
        """Return what is wrong, a sentence each; what is withdrawn says nothing."""
        if self.withdrawn:
            return []
        found = [sentence for form in (self.facts, *self.conditions) for sentence in form_errors(form)]
        return [*found, *map(str, self.conditions.non_form_errors())]

    def to_facts(self) -> dict[str, Any] | None:
        """Return the listing in JSON; None where it is withdrawn."""
        if self.withdrawn:
            return None
        return {**self.facts.to_facts(self.original), "conditions": self.conditions.to_facts(self.event)}


@dataclass(frozen=True, slots=True)
class ChangeForms:
    """What a page asks of one change, by its kind; `posted` is what came back, or None before."""

    kind: str
    original: ChangeFacts
    act: NewActForm
    who: SubstanceForm | None = None
    described: NewSubstanceForm | None = None
    entry: EntryForm | None = None
    ending: EndingForm | None = None
    listings: tuple[ListingForms, ...] = ()

    @classmethod
    def from_draft(cls, change: ChangeDraft, posted: QueryDict | None = None) -> Self:
        """Return the forms of a draft, filled with its facts or with what was posted."""
        kind, after = change.kind, change.after or {}
        act = NewActForm(posted, prefix="act", initial=after.get("new_instrument") or {})
        if kind == Change.Kind.CORRECT:
            return cls(kind, after, act, listings=tuple(_corrected(after, posted)))
        if kind == Change.Kind.ADD:
            initial = {} if after.get("describe") else {"substance": after.get("substance", "")}
            who = SubstanceForm(posted, prefix="who", initial=initial)
            described = NewSubstanceForm(posted, prefix="new", initial=after.get("describe") or {})
            return cls(kind, after, act, who, described, listings=(_listing(after, "law", posted),))
        bears = {"entry": next(iter(change.entries), "")}
        entry = EntryForm(posted, prefix="on", initial=bears, entries=entries_of(change.list_key))
        if kind == Change.Kind.REMOVE:
            ending = EndingForm(posted, prefix="end", initial=dict(after))
            return cls(kind, after, act, entry=entry, ending=ending)
        return cls(kind, after, act, entry=entry, listings=(_listing(after, "law", posted),))

    def errors(self) -> list[str]:
        """Return what is wrong, a sentence each, with the field that it is about; nothing where all can be read."""
        found = [sentence for form in self._single_forms() for sentence in form_errors(form)]
        return found + [sentence for listing in self.listings for sentence in listing.errors()]

    def to_facts(self) -> dict[str, Any]:
        """Return the facts of the change, without the ids of its events: these are given when it is saved."""
        after = self._entered_facts()
        after.pop("new_instrument", None)
        if self.act.is_used:
            after = {**_under(after, self.act.cleaned_data["key"]), "new_instrument": self.act.cleaned_data}
        return (
            after if self.kind == Change.Kind.CORRECT else {"event_kind": EVENT_KINDS[Change.Kind(self.kind)], **after}
        )

    def _entered_facts(self) -> dict[str, Any]:
        if self.ending is not None:
            return self.ending.to_facts(self.original) | self._entry()
        if self.kind == Change.Kind.CORRECT:
            return {"replacements": _by_entry(self.original, self.listings)}
        after = self.listings[0].to_facts() or {}
        if self.who is None or self.described is None:
            return after | self._entry()
        after.pop("describe", None)
        if self.described.is_used:
            return {**after, "describe": self.described.cleaned_data, "substance": self.described.cleaned_data["key"]}
        return {**after, **self.who.cleaned_data}

    def _entry(self) -> dict[str, Any]:
        return self.entry.cleaned_data if self.entry is not None else {}

    def _single_forms(self) -> Iterator[FactsForm]:
        forms_of = (self.entry, self.who, self.described, self.ending, self.act)
        yield from (form for form in forms_of if form is not None)


def _listing(
    original: ChangeFacts, prefix: str, posted: QueryDict | None, entry: str = "", event: str = ""
) -> ListingForms:
    withdrawal = WithdrawForm(posted, prefix=prefix)
    return ListingForms(
        facts=ListingForm(posted, prefix=prefix, initial=dict(original)),
        conditions=ConditionForms(
            posted, prefix=f"{prefix}-if", initial=[dict(condition) for condition in original.get("conditions", [])]
        ),
        original=original,
        entry=entry,
        event=event,
        withdrawn=withdrawal.is_valid() and withdrawal.cleaned_data["withdraw"],
    )


def _corrected(after: ChangeFacts, posted: QueryDict | None) -> Iterator[ListingForms]:
    """Yield the form of each event that gives way; one that is withdrawn stays so."""
    places = [
        (entry, event, facts) for entry, events in after["replacements"].items() for event, facts in events.items()
    ]
    for place, (entry, event, facts) in enumerate(places):
        if facts is not None:
            yield _listing(facts, f"law{place}", posted, entry, event)


def _by_entry(original: ChangeFacts, listings: tuple[ListingForms, ...]) -> dict[str, dict[str, Any]]:
    """Return what replaces each event, by entry; what was withdrawn before stays so, since it has no form."""
    found = {entry: dict(events) for entry, events in original["replacements"].items()}
    for listing in listings:
        found[listing.entry][listing.event] = listing.to_facts()
    return found


def _under(after: dict[str, Any], act: str) -> dict[str, Any]:
    """Return the facts with the described act as their act, where they name none."""
    return after if after.get("instrument") or "replacements" in after else {**after, "instrument": act}
