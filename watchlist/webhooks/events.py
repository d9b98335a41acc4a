"""The events of webhooks, and all that each may hold: ids, counts, and where to read the rest with a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Value = str | int | Sequence[str] | Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of event, the right that its hearer needs, the fields of its data, and what it means."""

    key: str
    permission: str
    fields: frozenset[str]
    meaning: str


MANIFEST: Final = frozenset({"manifest", "job", "screening", "lines", "verdicts", "link"})
CASE: Final = frozenset({"case", "link"})
EVENTS: Final = (
    Event("manifest.done", "watchlist.add_screening", MANIFEST, "Every line of an uploaded manifest was screened."),
    Event("manifest.failed", "watchlist.add_screening", MANIFEST, "An uploaded manifest could not be screened."),
    Event("manifest.cancelled", "watchlist.add_screening", MANIFEST, "The screening of a manifest was stopped."),
    Event(
        "screening.done",
        "watchlist.add_screening",
        frozenset({"screening", "lines", "verdicts", "link"}),
        "A shipment was screened and the answer kept.",
    ),
    Event(
        "law.changed",
        "watchlist.view_controllist",
        frozenset({"known_at", "lists", "link"}),
        "The text of one or more lists, as held here, changed: the keys of these lists.",
    ),
    Event(
        "changes.proposed",
        "watchlist.view_changeset",
        frozenset({"change_set", "source", "changes", "needs_attention", "link"}),
        "A publication differs from the list as held: needs_attention is 1 where a gate spoke.",
    ),
    Event(
        "changes.decided",
        "watchlist.view_changeset",
        frozenset({"change_set", "source", "accepted", "rejected", "link"}),
        "Every change of a change set was decided on by a second person.",
    ),
    Event(
        "rescreen.done",
        "watchlist.view_screening",
        frozenset({"rescreen", "change_set", "lines", "differ"}),
        "Stored lines were looked at again after the law changed: how many, and of how many the answer differs.",
    ),
    Event("case.opened", "watchlist.view_case", CASE, "A case was opened, or opened again: a shipment needs a person."),
    Event("case.closed", "watchlist.view_case", CASE, "It was decided what became of the shipment of a case."),
    Event(
        "source.failed",
        "watchlist.view_listsource",
        frozenset({"source", "failures"}),
        "A publication could not be read several times in a row; the last edition stays in force.",
    ),
)
PING: Final = Event("ping", "watchlist.add_screening", frozenset(), "A test that the owner of the webhook asked for.")
BY_KEY: Final = {event.key: event for event in EVENTS}
VERDICTS: Final = frozenset({"controlled", "review", "no_match", "unresolved"})


def checked(event: Event, data: Mapping[str, Value]) -> dict[str, Value]:
    """Return the data of an event. Raises `ValueError` for a field that is not of the event: nothing else leaves."""
    verdicts = data.get("verdicts")
    others = set(data) - event.fields
    others |= set(verdicts) - VERDICTS if isinstance(verdicts, Mapping) else set()
    if others:
        raise ValueError(f"{event.key} tells nothing of {', '.join(sorted(others))}")
    return dict(data)
