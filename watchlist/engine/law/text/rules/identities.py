"""Rules about who is who across the regimes: a number, a name and a structure stand for one substance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from chemistry import normalise_name
from watchlist.engine.law.text.periods import ENDS
from watchlist.engine.law.text.rows import EventRow, FormRow, NameRow, SeedRow, SubstanceRow
from watchlist.engine.law.text.rules.classes import named_members
from watchlist.engine.law.text.rules.sequence import events_of_each_entry
from watchlist.engine.law.text.rules.structures import inchikey_or_nothing, skeleton
from watchlist.engine.law.text.text import Breach, SeedText, breach

# Names that commerce gives to several goods: they resolve as a guess.
LOOSE = ("trade", "abbreviation")
# The general principles of the World Health Organization for the spelling of nonproprietary names.
SPELLINGS = (("ae", "e"), ("oe", "e"), ("ph", "f"), ("th", "t"), ("y", "i"))


@dataclass(frozen=True, slots=True)
class _PlacedNumber:
    """A CAS number where it stands: for `owner`, drawn as `skeleton`; `notes` are those of the row and its owner."""

    row: SeedRow
    owner: str
    skeleton: str
    note: str
    owners_note: str


def a_number_stands_for_one_structure(text: SeedText) -> Iterator[Breach]:
    """A CAS number has one skeleton and one substance, or the notes name the other key, or both name the number."""
    for cas, places in _numbers(text).items():
        first, *others = places
        for place in others:
            where = f"{first.row.file}:{first.row.line}"
            if _notes_allow(cas, first, place):
                continue
            if first.skeleton and place.skeleton and first.skeleton != place.skeleton:
                yield breach(place.row, f"cas {cas} is {place.skeleton} here, and {first.skeleton} at {where}")
            elif isinstance(place.row, FormRow):
                yield breach(place.row, f"cas {cas} stands for {first.owner} as well, at {where}")


def a_name_stands_for_one_substance(text: SeedText) -> Iterator[Breach]:
    """A name leads to one substance, but for those of commerce, and where two share a number or notes tell of both."""
    distinctions = _Distinctions(text)
    first_rows: dict[str, NameRow] = {}
    for row in text.rows(NameRow):
        first = first_rows.setdefault(normalise_name(row.text), row)
        if first.kind in LOOSE or row.kind in LOOSE or first.substance == row.substance:
            continue
        if not distinctions.by_notes(first.substance, row.substance) and not distinctions.by_number(first, row):
            yield breach(row, f"name {row.text!r} stands for {first.substance} as well, at {first.file}:{first.line}")


def a_substance_stands_once(text: SeedText) -> Iterator[Breach]:
    """No two substances have one structure, unless their notes name each other, or names that differ in spelling."""
    told_apart = _Distinctions(text)
    drawn: dict[str, SubstanceRow] = {}
    for row in text.rows(SubstanceRow):
        first = drawn.setdefault(row.inchikey, row) if row.inchikey else row
        if first is not row and not told_apart.by_notes(first.key, row.key):
            yield breach(row, f"{row.key} has the structure of {first.key}, at {first.file}:{first.line}")
    spelt: dict[str, tuple[str, str]] = {}
    for named, key, name in _preferred(text):
        other, plain = spelt.setdefault(_spelling(name), (key, normalise_name(name)))
        if other != key and plain != normalise_name(name):
            yield breach(named, f"{name!r} is another spelling of a name of {other}")


def a_list_names_a_substance_once(text: SeedText) -> Iterator[Breach]:
    """Two entries that stand on a list are not printed under one name."""
    for list_text in text.lists:
        printed: dict[str, EventRow] = {}
        for events in events_of_each_entry(list_text).values():
            last = events[-1]
            if last.event in ENDS or not last.printed_name:
                continue
            first = printed.setdefault(normalise_name(last.printed_name), last)
            if first is not last:
                yield breach(last, f"{last.printed_name!r} is printed for {first.entry} as well, on line {first.line}")


class _Distinctions:
    """How two substances that look like one are told apart: each note names the other, or they share a number."""

    def __init__(self, text: SeedText) -> None:
        self.notes = {row.key: row.note for row in text.rows(SubstanceRow)}
        self.numbers: defaultdict[str, set[str]] = defaultdict(set)
        for form in text.rows(FormRow):
            self.numbers[form.substance].add(form.cas)

    def by_notes(self, key: str, other: str) -> bool:
        return other in self.notes.get(key, "") and key in self.notes.get(other, "")

    def by_number(self, row: NameRow, other: NameRow) -> bool:
        return bool(self.numbers[row.substance] & self.numbers[other.substance])


def _numbers(text: SeedText) -> dict[str, list[_PlacedNumber]]:
    """Return where each CAS number stands that stands more than once; a member of a class needs a drawing."""
    notes = {row.key: row.note for row in text.rows(SubstanceRow)}
    numbers: defaultdict[str, list[_PlacedNumber]] = defaultdict(list)
    for form in text.rows(FormRow):
        if form.cas:
            entry = _PlacedNumber(
                form, form.substance, skeleton(form.inchikey), form.note, notes.get(form.substance, "")
            )
            numbers[form.cas].append(entry)
    members = [member for member in named_members(text) if member.cas and member.smiles]
    for member in members:
        key = inchikey_or_nothing(member.smiles)
        numbers[member.cas].append(_PlacedNumber(member, member.owner, skeleton(key), member.note, ""))
    return {cas: places for cas, places in numbers.items() if len(places) > 1}


def _notes_allow(cas: str, number: _PlacedNumber, other: _PlacedNumber) -> bool:
    named = (number.skeleton and number.skeleton in other.note) or (other.skeleton and other.skeleton in number.note)
    return bool(named and number.skeleton != other.skeleton) or (cas in number.owners_note and cas in other.owners_note)


def _preferred(text: SeedText) -> Iterator[tuple[SeedRow, str, str]]:
    for substance in text.rows(SubstanceRow):
        yield substance, substance.key, substance.name
    for row in text.rows(NameRow):
        if row.kind == "preferred":
            yield row, row.substance, row.text


def _spelling(name: str) -> str:
    folded = normalise_name(name)
    for spelling, ours in SPELLINGS:
        folded = folded.replace(spelling, ours)
    return folded
