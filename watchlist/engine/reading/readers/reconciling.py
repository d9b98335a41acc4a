"""Several papers of one shipment: what an invoice and its packing list say of the same goods is one line, not two.

Lines are the same goods where they bear one CAS number or one name but for its grade, packing and class of hazard, and
where nothing in them differs: no name, CAS number, structure, code or strength, of no line that was joined before.
Goods of which this is not plain stay two lines, for nothing is lost: what the second paper says fills what the first
leaves open, both are declared, and where their quantities are not surely equal the line says so, and holds the greater.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from itertools import islice
from typing import Final, NamedTuple

from watchlist.engine.errors import LineProblem
from watchlist.engine.problem_codes import FROM_PICTURE
from watchlist.engine.reading.amounts import read_amount
from watchlist.engine.reading.chains import plain
from watchlist.engine.reading.characters import fold
from watchlist.engine.reading.columns import header_key, unique_names
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
_BETWEEN_NUMBERS: Final = re.compile(r"[,;/&\s]+")
_SHARE: Final = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,3})?(?=\s{0,2}%)")
_FIGURES: Final = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,9})?")
_CODES: Final = ("hs_code", "cn_code", "un_number")
_STRUCTURES: Final = ("smiles", "inchi", "inchikey")
_OF_ITS_PAPER: Final = frozenset({"line", "key", "name", "quantity", "unit", "cas"})
MOST_JOINED: Final = 50
"""Rows of other papers that one line takes in; a longer list stays lines."""
MOST_WEIGHED: Final = 32
"""Lines of one name or number that are weighed for a row, those first that nothing of its table is with."""


class _Goods(NamedTuple):
    """What lines say of which goods they are, in a form that compares; "" or nothing where they do not say."""

    cas: str
    words: frozenset[str]
    codes: tuple[str, ...]
    structures: tuple[str, ...]
    strengths: frozenset[Decimal]

    @classmethod
    def of_line(cls, fields: dict[str, str]) -> _Goods:
        """Return what the fields of one line say."""
        name = fields.get("name", "")
        return cls(
            fields.get("cas", "").strip(),
            _words(name),
            tuple(_digits(fields.get(code, "")) for code in _CODES),
            tuple(fields.get(structure, "") for structure in _STRUCTURES),
            _strengths(name, fields.get("concentration", "")),
        )

    def may_be(self, other: _Goods) -> bool:
        """Say whether a number or a name is the same, and nothing that both say differs."""
        if not (self.cas and self.cas == other.cas) and not (self.words and self.words == other.words):
            return False
        facts = (
            (self.cas, other.cas),
            (self.words, other.words),
            (self.strengths, other.strengths),
            *zip(self.structures, other.structures, strict=True),
        )
        if any(ours and theirs and ours != theirs for ours, theirs in facts):
            return False
        # Of a customs code papers give more or fewer digits.
        codes = zip(self.codes, other.codes, strict=True)
        return all(ours.startswith(theirs) or theirs.startswith(ours) for ours, theirs in codes)

    def joined(self, other: _Goods) -> _Goods:
        """Return what both say together, after `may_be`."""
        return _Goods(
            self.cas or other.cas,
            self.words or other.words,
            tuple(max(pair, key=len) for pair in zip(self.codes, other.codes, strict=True)),
            tuple(ours or theirs for ours, theirs in zip(self.structures, other.structures, strict=True)),
            self.strengths or other.strengths,
        )


@dataclass(slots=True, eq=False)
class _Kept:
    """A line that stays: of which kind of paper and table it is, and the lines of others that say the same."""

    kind: str
    table: int
    line: DeclaredLine
    goods: _Goods
    others: list[tuple[int, DeclaredLine]] = field(default_factory=list)

    def has_of(self, table: int) -> bool:
        """Say whether a row of a table is with it; the rows of a table come one behind the other."""
        return bool(self.others) and self.others[-1][0] == table


class _Shelves:
    """The lines that stay by what they may be found by, so that no row is compared with all of them."""

    def __init__(self) -> None:
        self._shelves: defaultdict[tuple[object, ...], deque[_Kept]] = defaultdict(deque)

    def put(self, entry: _Kept) -> None:
        for key in _keys(entry.goods, entry.line):
            self._shelves[key].append(entry)

    def join(self, entry: _Kept, table: int, line: DeclaredLine, goods: _Goods) -> None:
        """Let a line of another table go with one that stays."""
        former_goods = entry.goods
        entry.others.append((table, line))
        entry.goods = former_goods.joined(goods)
        former_keys = set(_keys(former_goods, entry.line))
        for key in _keys(entry.goods, entry.line):
            if key not in former_keys:
                self._shelves[key].append(entry)

    def near(self, table: int, line: DeclaredLine, goods: _Goods) -> list[_Kept]:
        """Return the lines that may be the same goods, each once, few of a long shelf."""
        found: dict[int, _Kept] = {}
        for key in _keys(goods, line):
            shelf = self._shelves.get(key)
            if not shelf:
                continue
            for _step in range(min(MOST_WEIGHED, len(shelf))):
                if not shelf[0].has_of(table):
                    break
                shelf.rotate(-1)
            found |= {id(entry): entry for entry in islice(shelf, MOST_WEIGHED)}
        return list(found.values())


def _keys(goods: _Goods, line: DeclaredLine) -> Iterator[tuple[object, ...]]:
    quantity = line.fields.get("quantity", "")
    for fact in (goods.cas, goods.words):
        if fact:
            yield fact, quantity
            yield (fact,)


def reconciled(tables: Sequence[PaperTable]) -> list[LineTable]:
    """Return the tables in order, lines numbered through, each good of a shipment once."""
    if len({kind for kind, _ in tables if kind}) < 2:
        return list(_numbered([table for _, table in tables]))
    kept: list[list[_Kept]] = [[] for _ in tables]
    gone: Counter[int] = Counter()
    shelves = _Shelves()

    @cache
    def together(first: int, second: int) -> bool:
        return _one_shipment(tables[first][1], tables[second][1])

    for at in sorted(range(len(tables)), key=lambda at: _rank(tables[at][0])):
        kind, table = tables[at]
        parts = sum(COMPONENT_OF in line.declared for line in table.lines)
        for line in table.lines:
            goods = _Goods.of_line(line.fields)
            # A component beside others is no good: a mixture is not the acetone that an invoice names besides.
            is_alone = kind and not (parts > 1 and COMPONENT_OF in line.declared)
            same = _same_goods(shelves, _Kept(kind, at, line, goods), together) if is_alone else None
            if same:
                shelves.join(same, at, line, goods)
                gone[at] += 1
            else:
                kept[at].append(entry := _Kept(kind, at, line, goods))
                shelves.put(entry)
    settled = []
    for at, (_, table) in enumerate(tables):
        lines = tuple(_joined(entry, tables) for entry in kept[at])
        account = replace(table.account, lines=len(lines), reconciled_rows=gone[at])
        settled.append(replace(table, lines=lines, account=account))
    return list(_numbered(settled))


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


def _same_goods(shelves: _Shelves, new: _Kept, together: Callable[[int, int], bool]) -> _Kept | None:
    """Return the line of another paper that names the same goods; of several one that nothing of this table is with."""
    fields = new.line.fields
    return min(
        (
            entry
            for entry in shelves.near(new.table, new.line, new.goods)
            if entry.kind not in ("", new.kind)
            and len(entry.others) < MOST_JOINED
            and entry.goods.may_be(new.goods)
            and together(entry.table, new.table)
        ),
        key=lambda entry: (
            entry.has_of(new.table),
            entry.line.fields.get("quantity") != fields.get("quantity"),
            entry.line.fields.get("line") != fields.get("line"),
            entry.table,
            entry.line.number,
        ),
        default=None,
    )


def _one_shipment(table: LineTable, other: LineTable) -> bool:
    """Say whether two papers may be of one shipment: no party of theirs is another, and no number of one thing.

    Each paper has a number of its own; only where they name no party in common, another reference is another shipment.
    Two numbers of the invoice, or of the shipment, are two shipments of whomever.
    """
    shared = False
    for name in ("consignor", "consignee"):
        ours, theirs = (party_key(each.head.get(name, "").split(",")[0]) for each in (table, other))
        if ours and theirs and ours != theirs:
            return False
        shared |= bool(ours and theirs)
    numbered = table.references.keys() & other.references.keys()
    if not all(_is_one_number(table.references[thing], other.references[thing]) for thing in numbered):
        return False
    references = [each.head.get("reference", "") for each in (table, other)]
    return shared or bool(numbered) or not all(references) or _is_one_number(*references)


def _is_one_number(number: str, other: str) -> bool:
    """Say whether two references are one, or one of them is among several: "GS-5510 / 2026-11-02" holds "GS 5510"."""
    ours, theirs = header_key(number), header_key(other)
    return not (ours and theirs) or ours in _numbers(other) or theirs in _numbers(number)


def _numbers(text: str) -> set[str]:
    return {header_key(text), *map(header_key, _BETWEEN_NUMBERS.split(text))}


@lru_cache(maxsize=16_384)
def _words(name: str) -> frozenset[str]:
    """Return the words of a name, its locants among them, without grade, packing, share and class of hazard."""
    bare = _BESIDE_A_NAME.sub(" ", fold(name))
    return frozenset("".join(mark if mark.isalnum() else " " for mark in bare).split()) - GRADES


@lru_cache(maxsize=16_384)
def _strengths(name: str, concentration: str) -> frozenset[Decimal]:
    """Return the figures of a strength: of its own field, else the shares that stand in the name."""
    written = _FIGURES.findall(concentration) if concentration else _SHARE.findall(name)
    return frozenset(Decimal(figure.replace(",", ".")) for figure in written)


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
        declared |= _other_reference(tables[entry.table][1], tables[at], declared)
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
    theirs = [line, *(other for _, other in entry.others)]
    problems = [problem for problem in problems if problem.code not in FROM_PICTURE]
    problems += _picture_problems(fields, theirs)
    return replace(line, declared=declared, fields=fields, problems=tuple(dict.fromkeys(problems)))


def _other_reference(table: LineTable, other: PaperTable, declared: dict[str, str]) -> dict[str, str]:
    """Return the reference of another paper of the shipment, as the line declares it, where that has another."""
    kind, theirs = other[0], other[1].head.get("reference", "")
    if not theirs or _is_one_number(table.head.get("reference", ""), theirs):
        return {}
    name = unique_names([*declared, f"reference ({kind})"])[-1]
    return {name: theirs}


def _picture_problems(fields: dict[str, str], lines: Sequence[DeclaredLine]) -> Iterator[LineProblem]:
    """Yield what papers say of the fields that were taken from a picture, and that no paper with text says alike."""
    for name, text in fields.items():
        alike = [line for line in lines if fold(line.fields.get(name, "")) == fold(text)]
        found = [
            [problem for problem in line.problems if problem.code in FROM_PICTURE and problem.field == name]
            for line in alike
        ]
        if found and all(found):
            yield from min(found, key=lambda problems: problems[0].code == "picture_unclear")


def _quantities(
    entry: _Kept, fields: dict[str, str], lines: Sequence[DeclaredLine], kind: str
) -> Iterator[LineProblem]:
    """Give the quantity of another paper where the first has none; yield a problem where the two are not the same."""
    stated = [_Stated.of_fields(other.fields) for other in lines if other.fields.get("quantity")]
    if not stated:
        return
    if "quantity" not in fields:
        if len(stated) == 1:
            stated[0].give(fields)
        else:
            detail = f"the {kind} states it in {len(stated)} rows, and no other paper as a whole"
            yield LineProblem("quantity_shared", "quantity", detail)
        return
    ours, theirs = _Stated.of_fields(fields), _together(stated)
    if theirs and ours.is_surely(theirs):
        return
    taken = "the first was taken"
    written = " + ".join(each.written for each in stated)[:200]
    if theirs and theirs.goes_before(ours):
        taken = f"that of the {kind} was taken"
        theirs.give(fields)
    detail = f"the {entry.kind} says {ours.written}, the {kind} {written}; {taken}"
    yield LineProblem("fields_differ", "quantity", detail)


class _Stated(NamedTuple):
    """A quantity as a paper states it, its bare figure, and the measure (kilograms, litres, pieces) that it is."""

    text: str
    unit: str
    figure: Decimal | None
    measure: tuple[int, Decimal] | None

    @classmethod
    def of_fields(cls, fields: dict[str, str]) -> _Stated:
        """Return the quantity of a line."""
        text, unit = fields["quantity"].strip(), fields.get("unit", "").strip()
        amount = read_amount({"quantity": text, "unit": unit})
        figures = enumerate((amount.kilograms, amount.litres, amount.pieces))
        measures = [(at, figure) for at, figure in figures if figure is not None]
        return cls(text, unit, _figure(text), measures[0] if len(measures) == 1 and not amount.problems else None)

    @property
    def written(self) -> str:
        return f"{self.text} {self.unit}".strip()[:100]

    def is_surely(self, other: _Stated) -> bool:
        """Say whether another quantity is the same for certain."""
        if self.measure and other.measure:
            return self.measure == other.measure
        ours, theirs = (" ".join(fold(text).split()) for text in (self.text, other.text))
        is_same = ours == theirs or (self.figure is not None and self.figure == other.figure)
        return is_same and fold(self.unit) == fold(other.unit)

    def goes_before(self, other: _Stated) -> bool:
        """Say whether this is what to screen by: a measure before none, the greater of two that compare."""
        if self.measure is None or other.measure is None:
            if self.measure or other.measure or fold(self.unit) != fold(other.unit):
                return self.measure is not None
            return self.figure is not None and other.figure is not None and self.figure > other.figure
        return self.measure[0] == other.measure[0] and self.measure[1] > other.measure[1]

    def give(self, fields: dict[str, str]) -> None:
        """Write it into the fields of a line."""
        fields["quantity"] = self.text
        fields.pop("unit", None)
        if self.unit:
            fields["unit"] = self.unit


def _together(stated: Sequence[_Stated]) -> _Stated | None:
    """Return what the rows of one paper state together; None where they cannot be added."""
    if len(stated) == 1:
        return stated[0]
    figures = [each.figure for each in stated if each.figure is not None]
    if len(figures) == len(stated) and len({fold(each.unit) for each in stated}) == 1:
        text, unit = plain(sum(figures, Decimal())), stated[0].unit
        return _Stated.of_fields({"quantity": text, "unit": unit})
    measures = [each.measure for each in stated if each.measure]
    if len(measures) < len(stated) or len({at for at, _ in measures}) > 1:
        return None
    unit = ("kg", "L", "pcs")[measures[0][0]]
    return _Stated.of_fields({"quantity": plain(sum((figure for _, figure in measures), Decimal())), "unit": unit})


def _figure(text: str) -> Decimal | None:
    try:
        figure = Decimal(text.strip()) if len(text) < 40 else Decimal("NaN")
    except InvalidOperation:
        return None
    return figure if figure.is_finite() else None
