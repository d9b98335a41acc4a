"""What the law would say of an entry after another text laid, changed or lifted a condition on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from watchlist.engine.law import ConditionFacts, SchedulingFacts
from watchlist.engine.law.text.rules import UNITS
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.change_schema import payload_of
from watchlist.list_updates.declaring import DeclaredList
from watchlist.list_updates.diff import RowChange
from watchlist.list_updates.entry_facts import HeldEntry, cited_act
from watchlist.list_updates.listing_changes import (
    ALREADY_HELD,
    EntryEffect,
    LawContext,
    amendment_payload,
    conditions_below,
)
from watchlist.list_updates.published import PublishedRow, end_of

AMOUNT: Final = re.compile(r"([0-9][0-9 ]{0,12}(?:\.[0-9]{1,6})?) ?([a-z%]{1,3})\b")
NOTHING: Final = re.compile(r"0(?:\b|$)")
NO_AMOUNT: Final = "“{text}” was not read as an amount: say the limit and its unit"
NO_WORDS: Final = "for which operations it bears, and in which words, is for a person to say"
OTHER_WORDS: Final = "the words of the condition still state the old amount: write them anew"
ENDED: Final = "it is no longer printed: the condition is lifted"
NO_DAY: Final = "the publication names no day: say from which day it holds"


class ConditionLimit(NamedTuple):
    """A limit and its unit."""

    limit: str
    unit: str


def condition_changes(change: RowChange, declared_list: DeclaredList, law: LawContext) -> list[EntryEffect]:
    """Return what a change of a row means for each entry on which the list lays its condition."""
    row = change.row
    found = law.entries_named(change, declared_list.conditions_of)
    entries = [candidate for candidate in found if candidate.period_on(row.valid_from)] or found
    if not entries:
        return [EntryEffect(Change.Kind.AMEND, declared_list.conditions_of[0], "", {"valid_from": None}, ())]
    return [_entry_effect(change, row, entry, declared_list, law) for entry in entries]


def stated_limit(row: PublishedRow) -> ConditionLimit | None:
    """Return the amount that the columns of a row state in one way; None where there is none, or more than one.

    Nothing but 0 is any amount.
    """
    texts = [value.lower() for name, value in row.facts if name in ("quantity", "concentration", "limit")]
    found = {ConditionLimit(match[1].replace(" ", ""), match[2]) for text in texts for match in AMOUNT.finditer(text)}
    readable = {amount for amount in found if any(amount.unit in units for units in UNITS.values())}
    if len(readable) == 1:
        return readable.pop()
    return ConditionLimit("0", "kg") if not readable and any(NOTHING.match(text) for text in texts) else None


def _entry_effect(
    change: RowChange, row: PublishedRow, entry: HeldEntry, declared_list: DeclaredList, law: LawContext
) -> EntryEffect:
    ended = end_of(row, law.ended) if change.new is None else None
    if ended is not None:
        row = replace(row, valid_from=ended.on, decided_on=ended.decided_on, instruments=ended.instruments)
    current = entry.period_on(row.valid_from) or entry.periods[-1]
    old_condition = next(
        (condition for condition in current.conditions if condition.kind == declared_list.condition), None
    )
    new_condition, doubts = (
        (None, (ENDED,)) if change.new is None else _condition_after(old_condition, row, declared_list, law)
    )
    if _is_same(old_condition, new_condition):
        return EntryEffect(Change.Kind.AMEND, entry.list, entry.key, None, (ALREADY_HELD,))
    others = tuple(condition for condition in current.conditions if condition is not old_condition)
    conditions = sorted((*others, new_condition) if new_condition else others, key=lambda condition: condition.key)
    updated = replace(current, conditions=tuple(conditions))
    act = cited_act(row.instruments, law.source, row.decided_on)
    if change.kind == Change.Kind.CORRECT or current.valid_from == row.valid_from:
        return _correction(entry, current, updated, doubts)
    day = () if row.valid_from else (NO_DAY,)
    # The listing is cited as before, and its number is its own and not the row's.
    as_before = {"citation": updated.citation, "law_code": updated.law_code}
    facts = {**amendment_payload(updated, entry, row, act, law), **as_before, **act.payload}
    return EntryEffect(Change.Kind.AMEND, entry.list, entry.key, facts, (*doubts, *day, act.doubt))


def _correction(
    entry: HeldEntry, current: SchedulingFacts, updated: SchedulingFacts, doubts: Sequence[str]
) -> EntryEffect:
    corrected = replace(updated, conditions=conditions_below(current.event, updated))
    after = {"replacements": {entry.key: {current.event: payload_of(corrected)}}}
    return EntryEffect(Change.Kind.CORRECT, entry.list, entry.key, after, tuple(doubts))


def _condition_after(
    old_condition: ConditionFacts | None, row: PublishedRow, declared_list: DeclaredList, law: LawContext
) -> tuple[ConditionFacts, tuple[str, ...]]:
    amount = stated_limit(row)
    text = "; ".join(value for _, value in row.facts)
    unread = () if amount else (NO_AMOUNT.format(text=text),)
    limit, unit = amount or ("", "")
    if old_condition is not None:
        stated = (OTHER_WORDS,) if (limit, unit) != (old_condition.limit, old_condition.unit) else ()
        citation = row.place or old_condition.citation
        condition = replace(old_condition, limit=limit, unit=unit, citation=citation, source=law.source.title)
        return condition, (*stated, *unread)
    new_condition = ConditionFacts(
        key=declared_list.condition,
        kind=declared_list.condition,
        effect="triggers_duty",
        required=text or row.name,
        limit=limit,
        unit=unit,
        confidence="confirmed",
        citation=row.place,
        source=law.source.title,
    )
    return new_condition, (NO_WORDS, *unread)


def _is_same(old: ConditionFacts | None, new: ConditionFacts | None) -> bool:
    if old is None or new is None:
        return old is new
    return (_number(old.limit), old.unit) == (_number(new.limit), new.unit)


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
