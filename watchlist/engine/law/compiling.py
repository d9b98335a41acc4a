"""From what a source says of the law, rows of a database or the text of the seeds, to the one `CompiledLaw`.

Its listings stand in one order and one writing, whose hash names in an answer what a list said; and so do the names,
numbers, codes and contents by which a substance is found, wherever they were read from.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from chemistry import normalise_name
from chemistry.class_rules import RuleDefinition, read_rule
from watchlist.engine.law.compiled import (
    WHOLE,
    CompiledClassRule,
    CompiledConstituent,
    CompiledInstrument,
    CompiledLaw,
    CompiledList,
    CompiledMask,
    CompiledScheduling,
    CompiledSubstance,
    NameTarget,
    NumberTarget,
)
from watchlist.engine.law.duties import CompiledPlace
from watchlist.engine.law.facts import CONFIDENCES, ConditionFacts, ListedPeriod, SchedulingFacts
from watchlist.engine.law.grouping import grouped
from watchlist.engine.law.reach import read_reach

TAKEN_OVER: Final = frozenset(field.name for field in fields(CompiledScheduling)) - {
    *("list", "entry", "substance", "reach", "excepts", "instrument")
}
"""What a listing says word for word as the facts of its period do."""
NO_DIGIT: Final = re.compile(r"[^0-9]+")


@dataclass(frozen=True, slots=True)
class FamilyMembers:
    """A family of listed substances, and the keys of its members in order."""

    key: str
    title: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFacts:
    """What a source says of the law at `known_at`.

    Names, numbers, constituents and places come in the order in which they were loaded, which decides between equals;
    the others in any. A list comes without what its entries make of it: see `with_counts`. Of a code: scheme, code as
    written, substance. Of a constituent: the material that contains it.
    """

    known_at: datetime
    members: Mapping[str, Sequence[CompiledPlace]]
    lists: Iterable[CompiledList]
    periods: Iterable[ListedPeriod]
    instruments: Mapping[str, CompiledInstrument]
    substances: Iterable[CompiledSubstance]
    names: Iterable[NameTarget]
    numbers: Iterable[tuple[str, NumberTarget]]
    codes: Iterable[tuple[str, str, str]]
    constituents: Iterable[tuple[str, CompiledConstituent]]
    rules: Mapping[str, CompiledClassRule]
    families: Iterable[FamilyMembers]
    masks: Iterable[CompiledMask]


def compile_law(facts: LawFacts) -> CompiledLaw:
    """Return the law that these facts make, each index in an order that depends on nothing but the facts."""
    periods = grouped((period.list, period) for period in in_legal_order(facts.periods))
    # By jurisdiction, those of no state last.
    in_order = sorted(facts.lists, key=lambda row: (row.jurisdiction is None, row.jurisdiction or "", row.key))
    lists = {row.key: with_counts(row, periods.get(row.key, ())) for row in in_order}
    substances = {substance.key: substance for substance in sorted(facts.substances, key=lambda row: row.key)}
    return CompiledLaw(
        known_at=facts.known_at,
        members={key: tuple(places) for key, places in sorted(facts.members.items())},
        lists={
            key: control_list for key, control_list in lists.items() if control_list.entries or control_list.obligations
        },
        schedulings=grouped(
            (period.substance, _scheduling(period, lists[key], facts.instruments))
            for key, of_list in periods.items()
            for period in of_list
        ),
        substances=substances,
        names=index_of_names(facts.names),
        # Two forms of one substance stay in the order in which they come.
        numbers=grouped(sorted(facts.numbers, key=lambda number: (number[0], number[1].substance))),
        inchikeys=grouped((row.inchikey, row.key) for row in substances.values() if row.inchikey),
        codes=grouped(sorted({((scheme, NO_DIGIT.sub("", code)), bearer) for scheme, code, bearer in facts.codes})),
        constituents=with_inner_parts(grouped(sorted(facts.constituents, key=lambda part: part[1].contains))),
        rules=dict(sorted(facts.rules.items())),
        family_of={
            member: family.title
            for family in sorted(facts.families, key=lambda family: family.key)
            for member in family.members
        },
        masks={mask.pattern.key: mask for mask in sorted(facts.masks, key=lambda mask: mask.pattern.key)},
    )


def with_counts(control_list: CompiledList, periods: Sequence[ListedPeriod]) -> CompiledList:
    """Return a list with what its periods, in legal order, make of it: hash, entries, and share that is confirmed."""
    entries = len({period.entry for period in periods})
    return replace(control_list, sha256=sha256_of(periods), entries=entries, confirmed_share=confirmed_share(periods))


def compiled_rule(key: str, text: str, version: str) -> CompiledClassRule:
    """Return a class rule from its text (TOML); raises `RuleError` where that is none."""
    return CompiledClassRule(_rule(text, key), version)


@lru_cache(maxsize=128)
def _rule(text: str, key: str) -> RuleDefinition:
    """Read a rule once for all laws that hold it."""
    return read_rule(text, key)


def _scheduling(
    period: ListedPeriod, control_list: CompiledList, instruments: Mapping[str, CompiledInstrument]
) -> CompiledScheduling:
    facts, act = period.facts, instruments[period.facts.instrument]
    return CompiledScheduling(
        list=control_list,
        entry=period.entry,
        substance=period.substance,
        reach=read_reach(facts.reach),
        excepts=frozenset(facts.excepts.split()),
        instrument=CompiledInstrument(act.key, facts.citation or act.citation, act.url),
        **{name: getattr(facts, name) for name in TAKEN_OVER},
    )


def index_of_names(targets: Iterable[NameTarget]) -> dict[str, tuple[NameTarget, ...]]:
    """Return what each name stands for, by its match key; of two spellings with one key the first verified is shown."""
    first: dict[tuple[str, str], NameTarget] = {}
    for target in sorted(targets, key=lambda target: target.is_unverified):
        first.setdefault((normalise_name(target.text), target.substance), target)
    return grouped((name, first[name, substance]) for name, substance in sorted(first))


def with_inner_parts(
    direct: Mapping[str, Sequence[CompiledConstituent]],
) -> dict[str, tuple[CompiledConstituent, ...]]:
    """Return what each material contains, by its key, and what is within that."""
    return {material: tuple(_all_within(parts, direct)) for material, parts in sorted(direct.items())}


def _all_within(
    parts: Sequence[CompiledConstituent], direct: Mapping[str, Sequence[CompiledConstituent]]
) -> list[CompiledConstituent]:
    """Return the parts of a material and the parts of those; the rules of curation let no material be within itself."""
    found = list(parts)
    for part in parts:
        found += [_part_of(part, inner) for inner in _all_within(direct.get(part.contains, ()), direct)]
    return found


def _part_of(part: CompiledConstituent, inner: CompiledConstituent) -> CompiledConstituent:
    """Return what is within a part of a material, as a part of the material itself, no surer than either."""
    return replace(
        inner,
        product_form=part.product_form,
        low=_share_of_share(part.low, inner.low),
        high=_share_of_share(part.high, inner.high),
        confidence=max(part.confidence, inner.confidence, key=CONFIDENCES.index),
    )


def _share_of_share(outer: Decimal | None, inner: Decimal | None) -> Decimal | None:
    return None if outer is None or inner is None else (outer * inner / WHOLE).normalize()


def legal_order(entry: str, valid_from: date | None, event: str) -> tuple[str, date, str]:
    """Return the key by which listings are sorted: entry by entry, what is of unknown start first."""
    return entry, valid_from or date.min, event


def in_legal_order(periods: Iterable[ListedPeriod]) -> list[ListedPeriod]:
    """Return the periods entry by entry, each entry's in the order of the law."""
    return sorted(periods, key=lambda period: legal_order(period.entry, period.facts.valid_from, period.facts.event))


def sha256_of(periods: Iterable[ListedPeriod]) -> str:
    """Return the hash of the periods of a list, in legal order, as canonical JSON lines."""
    lines = (CANONICAL.encode({"entry": period.entry, **_fields(period.facts)}) for period in periods)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def confirmed_share(periods: Sequence[ListedPeriod]) -> float:
    """Return the share of the periods that rests on a primary text, to two places."""
    confirmed = sum(period.facts.confidence == "confirmed" for period in periods)
    return round(confirmed / len(periods), 2) if periods else 0.0


def _plain(value: object) -> dict[str, Any] | str:
    return _fields(value) if isinstance(value, ConditionFacts) else str(value)


def _fields(facts: SchedulingFacts | ConditionFacts) -> dict[str, Any]:
    """Return the fields by name. `asdict` copies each value too, which takes longer than all the rest."""
    return {name: getattr(facts, name) for name in FIELDS[type(facts)]}


FIELDS: Final = {kind: tuple(field.name for field in fields(kind)) for kind in (SchedulingFacts, ConditionFacts)}
CANONICAL: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
