"""The named members of legal classes, for those who have only look-up tables: names, CAS numbers, customs headings."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import TextIO

from watchlist.engine.law import CompiledLaw, CompiledScheduling
from watchlist.exports.law_files import LawFile, iso
from watchlist.law_store import ClassRule

INSIDE = ("member", "question")


@dataclass(frozen=True, slots=True)
class ClassMember:
    """One named substance in one class of one list; `standing` is member, or question where the words leave it open."""

    jurisdiction: str
    list: str
    rule: str
    title: str
    valid_from: str
    valid_until: str
    name: str
    cas: str
    hs: str
    smiles: str
    standing: str
    limbs: str
    confidence: str
    source: str


def class_members(law: CompiledLaw, rules: Iterable[str] = ()) -> Iterator[ClassMember]:
    """Yield the named members of these classes (all where none is given), once for each listing of the class."""
    wanted = frozenset(rules)
    for row in ClassRule.objects.known_at(law.known_at).order_by("key"):
        if wanted and row.key not in wanted:
            continue
        named = [cells for cells in csv.DictReader(row.members.splitlines()) if cells["expected"] in INSIDE]
        for scheduling in law.by_rule.get(row.key, ()):
            yield from (_member(row, scheduling, cells) for cells in named)


def _member(row: ClassRule, scheduling: CompiledScheduling, cells: dict[str, str]) -> ClassMember:
    return ClassMember(
        jurisdiction=scheduling.list.jurisdiction or "",
        list=scheduling.list.key,
        rule=row.key,
        title=row.title,
        valid_from=iso(scheduling.valid_from),
        valid_until=iso(scheduling.valid_until),
        standing=cells["expected"],
        **{name: cells[name] for name in ("name", "cas", "hs", "smiles", "limbs", "confidence", "source")},
    )


def write_csv(members: Iterable[ClassMember], out: TextIO) -> None:
    """Write them as CSV, with a header."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(ClassMember))
    writer.writerows(asdict(member).values() for member in members)


def write_json(members: Iterable[ClassMember], out: TextIO) -> None:
    """Write them as one JSON array."""
    json.dump([asdict(member) for member in members], out, ensure_ascii=False, indent=1)
    out.write("\n")


def members_file(rule: str, law: CompiledLaw, members: Iterable[ClassMember]) -> LawFile:
    """Return the members of one class as a file of the same columns."""
    rows = [asdict(member) for member in members]
    return LawFile(
        name=f"members-{rule}",
        head={"known_at": law.known_at.isoformat()},
        columns=tuple(field.name for field in fields(ClassMember)),
        rows=rows,
        nested={"members": rows},
    )


MEMBER_TABLE_WRITERS = {"csv": write_csv, "json": write_json}
