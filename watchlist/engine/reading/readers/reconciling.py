"""Several papers of one shipment: what an invoice and its packing list say of the same goods is one line, not two.

Lines are the same goods where they bear one CAS number, or one name but for its grade, packing and class of hazard and
no code that differs, on papers of two kinds between the same parties. Nothing is added up and nothing is lost: what the
second paper says fills what the first leaves open, both are declared, and where they differ the line says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.characters import fold
from watchlist.engine.reading.columns import unique_names
from watchlist.engine.reading.data_tables import rows_of
from watchlist.engine.reading.lines import DeclaredLine
from watchlist.engine.reading.parties import party_key
from watchlist.engine.reading.tables import LineTable

PaperTable = tuple[str, LineTable]
"""The kind of a paper ("invoice"; "" where nothing says it), and a table of goods in it."""

COMPONENT_OF: Final = "component of"
"""Under which name a line declares the product that it is part of."""
ORDER: Final = (
    "invoice",
    "customs declaration",
    "packing list",
    "delivery note",
    "bill of lading",
    "safety data sheet",
)
"""Whose words stand first where two papers name the same goods."""
GRADES: Final = frozenset(fold(row["word"]) for row in rows_of("grade_words.csv"))
_BESIDE_A_NAME: Final = re.compile(
    r"\bun\W{0,3}[0-9]{4}\b|\b(?:class|cl)\W{0,2}[1-9](?:\.[1-9])?\b|\b(?:pg|packing group)\W{0,2}i{1,3}\b|"
    r"(?:>=|<=|[<>≥≤~])?\s{0,2}[0-9]{1,3}(?:[.,][0-9]{1,3})?\s{0,2}%"
)
_CODES: Final = ("hs_code", "cn_code", "un_number")
_OF_ITS_PAPER: Final = frozenset({"line", "key", "name", "quantity", "unit", "cas"})


@dataclass(slots=True)
class _Kept:
    """A line that stays: of which kind of paper and table it is, and the lines of others that say the same."""

    kind: str
    table: int
    line: DeclaredLine
    others: list[tuple[int, DeclaredLine]] = field(default_factory=list)


def reconciled(tables: Sequence[PaperTable]) -> list[LineTable]:
    """Return the tables in order, lines numbered through, each good of a shipment once."""
    if len({kind for kind, _ in tables if kind}) < 2:
        return list(_numbered([table for _, table in tables]))
    kept: list[_Kept] = []
    gone: dict[int, int] = {}
    ranked = sorted(range(len(tables)), key=lambda at: _rank(tables[at][0]))
    for at in ranked:
        kind, table = tables[at]
        for line in table.lines:
            same = _same_goods(kept, kind, at, line, tables) if kind and not _is_one_of_several(line, table) else None
            if same:
                same.others.append((at, line))
                gone[at] = gone.get(at, 0) + 1
            else:
                kept.append(_Kept(kind, at, line))
    settled = []
    for at, (_, table) in enumerate(tables):
        lines = tuple(_joined(entry, tables) for entry in kept if entry.table == at)
        account = replace(table.account, lines=len(lines), reconciled_rows=gone.get(at, 0))
        settled.append(replace(table, lines=lines, account=account))
    return list(_numbered(settled))


def _is_one_of_several(line: DeclaredLine, table: LineTable) -> bool:
    """Say whether a line is a component beside others: a mixture is not the acetone that an invoice names besides."""
    return COMPONENT_OF in line.declared and sum(COMPONENT_OF in other.declared for other in table.lines) > 1


def _rank(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _numbered(tables: Sequence[LineTable]) -> Iterator[LineTable]:
    first = 1
    for table in tables:
        lines = tuple(
            line
            if line.number == number
            else replace(line, number=number, key=f"L{number}" if line.key == f"L{line.number}" else line.key)
            for number, line in enumerate(table.lines, start=first)
        )
        first += len(lines)
        yield replace(table, lines=lines)


def _same_goods(
    kept: Sequence[_Kept], kind: str, at: int, line: DeclaredLine, tables: Sequence[PaperTable]
) -> _Kept | None:
    """Return the line of another paper that names the same goods; of several one that nothing of this table is with."""
    found = [
        entry
        for entry in kept
        if entry.kind not in ("", kind)
        and any(_are_alike(other.fields, line.fields) for other in (entry.line, *(other for _, other in entry.others)))
        and _one_shipment(tables[entry.table][1].head, tables[at][1].head)
    ]
    if not found:
        return None
    return min(
        found,
        key=lambda entry: (
            any(other == at for other, _ in entry.others),
            entry.line.fields.get("quantity") != line.fields.get("quantity"),
            entry.line.fields.get("line") != line.fields.get("line"),
        ),
    )


def _are_alike(first: dict[str, str], second: dict[str, str]) -> bool:
    ours, theirs = first.get("cas", "").strip(), second.get("cas", "").strip()
    if ours and theirs:
        return ours == theirs
    for code in _CODES:
        one, other = (_digits(fields.get(code, "")) for fields in (first, second))
        if one and other and not (one.startswith(other) or other.startswith(one)):
            return False
    if any(
        first.get(name) and second.get(name) and first[name] != second[name] for name in ("smiles", "inchi", "inchikey")
    ):
        return False
    words, others = _words(first.get("name", "")), _words(second.get("name", ""))
    return bool(words) and words == others


def _one_shipment(head: dict[str, str], other: dict[str, str]) -> bool:
    """Say whether two papers may be of one shipment: no party of theirs is another."""
    for name in ("consignor", "consignee"):
        one, two = (party_key(text.split(",")[0]) for text in (head.get(name, ""), other.get(name, "")))
        if one and two and one != two:
            return False
    return True


def _words(name: str) -> frozenset[str]:
    """Return the words of a name, its locants among them, without grade, packing, share and class of hazard."""
    bare = _BESIDE_A_NAME.sub(" ", fold(name))
    return frozenset("".join(mark if mark.isalnum() else " " for mark in bare).split()) - GRADES


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _joined(entry: _Kept, tables: Sequence[PaperTable]) -> DeclaredLine:
    """Return a line with what the other papers say of its goods."""
    line = entry.line
    if not entry.others:
        return line
    declared, fields, problems = dict(line.declared), dict(line.fields), list(line.problems)
    for at in dict.fromkeys(at for at, _ in entry.others):
        kind = tables[at][0]
        lines = [other for table, other in entry.others if table == at]
        for other in lines:
            names = unique_names([*declared, *(f"{name} ({kind})" for name in other.declared)])[len(declared) :]
            declared |= dict(zip(names, other.declared.values(), strict=True))
            problems += other.problems
            for name, text in other.fields.items():
                if name not in _OF_ITS_PAPER:
                    fields.setdefault(name, text)
            for name in ("name", "cas"):
                if name in other.fields:
                    fields.setdefault(name, other.fields[name])
        problems += _quantities(entry, fields, lines, kind)
    return replace(line, declared=declared, fields=fields, problems=tuple(dict.fromkeys(problems)))


def _quantities(
    entry: _Kept, fields: dict[str, str], lines: Sequence[DeclaredLine], kind: str
) -> Iterator[LineProblem]:
    """Give the quantity of another paper where the first has none; yield a problem where the two are not the same."""
    stated = [
        (other.fields["quantity"], other.fields.get("unit", "")) for other in lines if other.fields.get("quantity")
    ]
    if not stated:
        return
    if "quantity" not in fields:
        if len(stated) == 1:
            fields |= {"quantity": stated[0][0], **({"unit": stated[0][1]} if stated[0][1] else {})}
        else:
            detail = f"the {kind} states it in {len(stated)} rows, and no other paper as a whole"
            yield LineProblem("quantity_shared", "quantity", detail)
        return
    ours = _figure(fields["quantity"])
    figures = [_figure(text) for text, _ in stated]
    units = {fold(unit) for _, unit in stated} | {fold(fields.get("unit", ""))}
    if ours is None or None in figures or len(units) > 1:
        return
    if sum(figure for figure in figures if figure is not None) != ours:
        theirs = " + ".join(text for text, _ in stated)[:200]
        detail = f"the {entry.kind} says {fields['quantity']}, the {kind} {theirs}; the first was taken"
        yield LineProblem("fields_differ", "quantity", detail)


def _figure(text: str) -> Decimal | None:
    try:
        figure = Decimal(text.strip()) if len(text) < 40 else Decimal("NaN")
    except InvalidOperation:
        return None
    return figure if figure.is_finite() else None
