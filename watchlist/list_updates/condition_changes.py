"""What the law would say of an entry after another text laid, changed or lifted a condition on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from watchlist.engine.law.facts import ConditionFacts, SchedulingFacts
from watchlist.engine.law.text.rules.words import UNITS
from watchlist.list_updates.binding import HeldEntry, bound
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.citing import Cited, cited
from watchlist.list_updates.declaring import DeclaredList
from watchlist.list_updates.diff import RowChange
from watchlist.list_updates.listing_changes import ALREADY, Law, Meant, amended
from watchlist.list_updates.published import PublishedRow, end_of
from watchlist.list_updates.saying import said_of

AMOUNT: Final = re.compile(r"([0-9][0-9 ]{0,12}(?:\.[0-9]{1,6})?) ?([a-z%]{1,3})\b")
NOTHING: Final = re.compile(r"0(?:\b|$)")
NO_AMOUNT: Final = "“{text}” was not read as an amount: say the limit and its unit"
NO_WORDS: Final = "for which operations it bears, and in which words, is for a person to say"
OTHER_WORDS: Final = "the words of the condition still state the old amount: write them anew"
ENDED: Final = "it is no longer printed: the condition is lifted"
NO_DAY: Final = "the publication names no day: say from which day it holds"


@dataclass(frozen=True, slots=True)
class Amount:
    """A limit and its unit."""

    limit: str
    unit: str


def condition_changes(change: RowChange, of: DeclaredList, law: Law) -> list[Meant]:
    """Return what a change of a row means for each entry on which the list lays its condition."""
    row = change.after or change.before
    assert row is not None  # a change has a side
    held = law.of(of.conditions_of)
    found = bound(row, held) or (bound(change.before, held) if change.before else ())
    entries = [one for one in found if one.on(row.valid_from)] or found
    if not entries:
        return [Meant(Change.Kind.AMEND, of.conditions_of[0], "", {"valid_from": None}, ())]
    return [_meant(change, row, entry, of, law) for entry in entries]


def amount_of(row: PublishedRow) -> Amount | None:
    """Return the amount that the columns of a row state in one way; None where there is none, or more than one.

    Nothing but 0 is any amount.
    """
    texts = [value.lower() for name, value in row.facts if name in ("quantity", "concentration", "limit")]
    found = {Amount(match[1].replace(" ", ""), match[2]) for text in texts for match in AMOUNT.finditer(text)}
    known = {amount for amount in found if any(amount.unit in units for units in UNITS.values())}
    if len(known) == 1:
        return known.pop()
    return Amount("0", "kg") if not known and any(NOTHING.match(text) for text in texts) else None


def _meant(change: RowChange, row: PublishedRow, entry: HeldEntry, of: DeclaredList, law: Law) -> Meant:
    ended = end_of(row, law.ended) if change.after is None else None
    if ended is not None:
        row = replace(row, valid_from=ended.on, decided_on=ended.decided_on, instruments=ended.instruments)
    held = entry.on(row.valid_from) or entry.periods[-1]
    before = next((one for one in held.conditions if one.kind == of.condition), None)
    after, doubts = (None, (ENDED,)) if change.after is None else _condition(before, row, of, law)
    if _is_same(before, after):
        return Meant(Change.Kind.AMEND, entry.list, entry.key, None, (ALREADY,))
    others = tuple(one for one in held.conditions if one is not before)
    conditions = sorted((*others, after) if after else others, key=lambda one: one.key)
    said = replace(held, conditions=tuple(conditions))
    act = cited(row.instruments, law.source, row.decided_on)
    if change.kind == Change.Kind.CORRECT or held.valid_from == row.valid_from:
        return _corrected(entry, held, said, doubts)
    day = () if row.valid_from else (NO_DAY,)
    new = {"new_instrument": said_of(act.act)} if act.act else {}
    facts = {**_began(said, entry, row, act, law), **new}
    return Meant(Change.Kind.AMEND, entry.list, entry.key, facts, (*doubts, *day, act.doubt))


def _corrected(entry: HeldEntry, held: SchedulingFacts, said: SchedulingFacts, doubts: Sequence[str]) -> Meant:
    prefixed = tuple(replace(one, key=f"{held.event}/{one.key.rpartition('/')[2]}") for one in said.conditions)
    after = {"replacements": {entry.key: {held.event: said_of(replace(said, conditions=prefixed))}}}
    return Meant(Change.Kind.CORRECT, entry.list, entry.key, after, tuple(doubts))


def _began(said: SchedulingFacts, entry: HeldEntry, row: PublishedRow, act: Cited, law: Law) -> dict[str, Any]:
    """Return what is said as a new period: the listing is cited as before, its number is its own and not the row's."""
    facts = amended(said, entry, row, act, law)
    return {**facts, "citation": said.citation, "law_code": said.law_code}


def _condition(
    before: ConditionFacts | None, row: PublishedRow, of: DeclaredList, law: Law
) -> tuple[ConditionFacts, tuple[str, ...]]:
    amount = amount_of(row)
    text = "; ".join(value for _, value in row.facts)
    unread = () if amount else (NO_AMOUNT.format(text=text),)
    limit, unit = (amount.limit, amount.unit) if amount else ("", "")
    if before is not None:
        stated = (OTHER_WORDS,) if (limit, unit) != (before.limit, before.unit) else ()
        citation = row.place or before.citation
        return replace(before, limit=limit, unit=unit, citation=citation, source=law.source.title), (*stated, *unread)
    fresh = ConditionFacts(
        key=of.condition,
        kind=of.condition,
        effect="triggers_duty",
        required=text or row.name,
        limit=limit,
        unit=unit,
        confidence="confirmed",
        citation=row.place,
        source=law.source.title,
    )
    return fresh, (NO_WORDS, *unread)


def _is_same(before: ConditionFacts | None, after: ConditionFacts | None) -> bool:
    if before is None or after is None:
        return before is after
    return (_number(before.limit), before.unit) == (_number(after.limit), after.unit)


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
