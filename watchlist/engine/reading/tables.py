"""From rows of text to lines: the header row is found, title rows above it are skipped, no row below it is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import Final, NamedTuple

from chemistry import written_in
from watchlist.engine.reading.characters import REPLACEMENT, fold
from watchlist.engine.reading.columns import (
    FIELDS,
    IDENTITY_FIELDS,
    UNITS,
    Column,
    Corrections,
    SheetHeading,
    file_shape,
    header_key,
    is_gross,
    key_pairs,
    read_column,
    read_columns,
    uncorrected,
)
from watchlist.engine.reading.data_tables import rows_of
from watchlist.engine.reading.errors import HeaderNotUnderstood, ManifestError
from watchlist.engine.reading.footings import BETWEEN, LAST_OF_SPACED, footing
from watchlist.engine.reading.heads import head_references, head_texts
from watchlist.engine.reading.lines import DeclaredLine, Keep, SheetAccount, first_few
from watchlist.engine.reading.rows import PLAIN, Row, RowDeclarer
from watchlist.engine.texts import gettext_lazy as _

HEADER_WITHIN = 20
_SAMPLE_ROWS = 100
MOST_COLUMNS: Final = 2_000
"""Columns of different names: what a header means is worked out for each."""
# Headers that are weighed of one row: hostile files are wider than any document.
_MOST_HEADERS = 300
NAMES_GOODS = 3
"""The rank of a header with two columns understood, one of them naming goods; an officer's word is above it."""

LINES_OR_CODES: Final = frozenset({"partida"})
"""Headers, by their key, of line numbers that are customs codes where their values are: a *partida* is both."""
CUSTOMS_CODE: Final = re.compile(r"[0-9]{2}(?:[0-9]{2}[. ]?){1,4}")
TOTALS: Final = frozenset(header_key(row["word"]) for row in rows_of("total_words.csv"))
LONGEST_TOTAL: Final = 80
"""Characters of such a word with the signs around it; none of them begins or ends with a figure."""
TOTAL_SIGNS: Final = frozenset(row["word"][0] for row in rows_of("total_words.csv"))
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
TOTAL_WORDS: Final = frozenset(
    form
    for row in rows_of("total_words.csv")
    for match in _FIRST_WORD.finditer(row["word"])
    if match.start() == 0
    for form in (match[0].casefold(), fold(match[0]))
)
PACKAGES: Final = frozenset(header_key(row["word"]) for row in rows_of("packages.csv"))
_OF_PRICE: Final = re.compile(
    r"[\s,(]+(?:FOB|CIF|CFR|EXW|FCA|CPT|CIP|DAP|DDP|USD|EUR|GBP|CNY|RMB|JPY|INR|CHF)\b[^0-9]*"
)
_COUNTED: Final = re.compile(
    r"(?P<word>[^\d\W][^\d]{1,40}?)\s{0,3}[:：]?\s{0,3}(?P<figure>[0-9][0-9.,'’ ]{0,20}?)\s?(?P<of>[^\W\d_]{1,20}\.?)?"
)
SUMMED: Final = frozenset({None, "quantity", "unit", "packages", "line"})
"""What the columns may be read as in which the figures of a total stand: nothing there says what goods are."""
FIGURE: Final = re.compile(r"(?:(?:[A-Z]{3}|US\$|[€$£¥])\s?)?[0-9][0-9.,'’ \u00a0\u202f]{0,40}\s*(?:[^\W\d_]{1,8}\.?)?")
"""A figure, with a unit or a currency, or without."""

NO_HEADER: Final = _(
    "no header is understood; found %(found)s; name the columns, for example Description of goods, CAS No., SMILES, "
    "HS Code, Quantity, Export date, or by field: %(fields)s"
)
NOT_UTF_8: Final = _(
    "no header is understood (it is not UTF-8: save it as UTF-8); found %(found)s; name the columns, for example "
    "Description of goods, CAS No., SMILES, HS Code, Quantity, Export date, or by field: %(fields)s"
)


class Header(NamedTuple):
    """How well a header is understood (`rank`), in how many cells, and where it stands: the lowest of `depth` rows."""

    rank: int
    understood: int
    at: int
    corrections: Mapping[str, str | None]
    depth: int = 1


LONGEST_HEADING: Final = 60
"""Characters of the header of a column in a paper."""
HEADLESS: Final = Header(0, 0, -1, {}, depth=0)
"""That of a sheet which has none: each of its rows is read under columns without names."""


@dataclass(frozen=True, slots=True)
class LineTable:
    """One sheet, or a whole text file, as it was read; `references` are those of its head by what each numbers."""

    heading: SheetHeading
    lines: Collection[DeclaredLine]
    account: SheetAccount
    head: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)


def head_of(rows: Iterator[Row]) -> list[Row]:
    """Return the first rows, among which a header stands if there is one, and leave the rest."""
    head: list[Row] = []
    filled = 0
    while (filled < HEADER_WITHIN or len(head) < _SAMPLE_ROWS) and (row := next(rows, None)) is not None:
        head.append(row)
        filled += not row.blank
    return head


def find_header(rows: Sequence[Row], corrections: Corrections = uncorrected) -> Header | None:
    """Return the header row among the first 20 that are not blank, or None.

    It is the first with two headers understood, one of them naming goods: "Consignor … Consignee" in a title block is
    no header while a row that names goods stands below it. One header is enough where it names goods, or stands alone.
    """
    alone = all(_filled_cells(row) <= 1 for row in rows)
    candidates = [_header(index, row, corrections, alone) for index, row in islice(_filled(rows), HEADER_WITHIN)]
    best = max(candidates, key=lambda header: header.rank, default=None)
    return best if best and best.rank else None


def find_goods_header(rows: Sequence[Row], corrections: Corrections, *, is_named: bool) -> Header | None:
    """Return the header of a table of goods in a paper, or None.

    A bill of lading knows marks, packages and gross weights beside its goods: three cells of which one names goods are
    a header where the paper says what it is (`is_named`), or where one of them is a gross weight.
    """
    header = find_header(rows, corrections)
    if header is None or header.rank >= NAMES_GOODS:
        return header
    cells = [text for cell in rows[header.at].cells if (text := cell.strip())]
    if header.rank != 1 or len(cells) < 3 or max(map(len, cells)) > LONGEST_HEADING:
        return None
    return header if is_named or any(is_gross(cell) for cell in cells) else None


def read_table(
    rows: Iterable[Row],
    header: Header,
    *,
    name: str = "",
    first: int = 1,
    titles: int = 0,
    keep: Keep = tuple,
    numbers_above: bool = True,
) -> LineTable:
    """Return the lines below a header, numbered from `first`: one for each row that is neither blank nor the header.

    A row above it in which a CAS number is written is no title: such rows are the first lines, unless their reader
    looks for the numbers itself (`numbers_above`). `name` is that of the sheet; `titles` counts the rows that its
    reader took off before.
    """
    rest = iter(rows)
    above = list(islice(rest, header.at + 1 - header.depth))
    headers = list(islice(rest, header.depth))
    heads, of_heads = (headers[-1].cells, headers[-1].facts.valueless) if headers else ((), PLAIN.valueless)
    refuse_columns(heads)
    columns = read_columns(heads, header.corrections)
    sample = list(islice(rest, _SAMPLE_ROWS))
    rest = chain(sample, rest)
    by_values = _headings_of_codes(columns, sample, header.corrections)
    by_values |= _numbers_for_names(columns, sample, header.corrections)
    if by_values:
        columns = read_columns(heads, {**header.corrections, **by_values})
    read_as = {**header.corrections, **by_values}
    declarer, repeats = RowDeclarer(heads, columns, read_as, of_heads), _Repeats(heads)
    totals: list[str] = []
    skipped: list[str] = []
    is_below = False
    counts = Counter(headers=header.depth, blank=sum(1 for row in above if row.blank))
    goods_above = [row for row in above if numbers_above and written_in(_written(row.cells))]
    rest = chain(goods_above, rest)
    titles += len(above) - counts["blank"] - len(goods_above)
    comments = [comment for row in (*above, *headers) for comment in row.facts.named_comments()]

    def declared() -> Iterator[DeclaredLine]:
        nonlocal is_below
        number = first
        for row in rest:
            if row.blank:
                counts["blank"] += 1
                comments.extend(row.facts.named_comments())
            elif not row.facts.valueless and repeats.header(row.cells):
                counts["headers"] += 1
                comments.extend(row.facts.named_comments())
            elif row.facts is PLAIN and is_total(row.cells, columns):
                counts["totals"] += 1
                totals.append(_written(row.cells))
            elif (
                row.facts is PLAIN
                and (why := footing(row.cells, columns, below_another=is_below))
                and (number > first or why in BETWEEN)
            ):
                counts["skipped"] += 1
                skipped.append(f"{why}: {_written(row.cells)}")
                is_below = why not in BETWEEN
            else:
                is_below = False
                line = declarer.declare(number, row)
                yield line if row.place is None else row.placed(line, columns)
                number += 1

    lines = keep(declared())
    account = SheetAccount(
        name,
        titles + counts.total() + len(lines),
        titles,
        counts["headers"],
        counts["blank"],
        len(lines),
        comments=first_few(comments),
        total_rows=counts["totals"],
        total_texts=first_few(totals),
        skipped_rows=counts["skipped"],
        skipped_texts=first_few(skipped),
    )
    cells_above = [row.cells for row in above]
    heading = SheetHeading(name, file_shape(heads), declarer.present())
    return LineTable(heading, lines, account, head_texts(cells_above), head_references(cells_above))


def _written(cells: Sequence[str]) -> str:
    return " ".join(text for cell in cells if (text := cell.strip()))


def _headings_of_codes(
    columns: Sequence[Column], sample: Sequence[Row], corrections: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Return which column holds customs codes under a header that may mean the number of the line: "Partida".

    Where another column holds codes, or a value is no code of four digits or more, it numbers the lines.
    """
    found: dict[str, str | None] = {}
    if any(column.field in {"hs_code", "cn_code"} for column in columns):
        return found
    for at, column in enumerate(columns):
        if column.key not in LINES_OR_CODES or column.key in corrections:
            continue
        values = [row.cells[at].strip() for row in sample if at < len(row.cells) and row.cells[at].strip()]
        codes = [value for value in values if CUSTOMS_CODE.fullmatch(value)]
        if codes and len(codes) == sum(any(map(str.isdigit, value)) for value in values) and not _count_up(codes):
            found[column.key] = "hs_code"
    return found


def _numbers_for_names(
    columns: Sequence[Column], sample: Sequence[Row], corrections: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Return which columns of names hold numbers alone, where another names goods: "Material" beside "Bezeichnung"."""
    named = [(at, column) for at, column in enumerate(columns) if column.field == "name"]
    rows = [row.cells for row in sample if len([at for at, _ in named if _says(row.cells, at)]) > 1]
    texts = {at: [cells[at] for cells in rows if _says(cells, at) and cells[at] != column.name] for at, column in named}
    lettered = {at for at, cells in texts.items() if any(map(str.isalpha, "".join(cells)))}
    return {
        column.key: None
        for at, column in named
        if lettered and texts[at] and at not in lettered and column.key not in corrections
        if not any(map(written_in, texts[at]))
    }


def _says(cells: Sequence[str], at: int) -> bool:
    return at < len(cells) and bool(cells[at].strip())


def _count_up(values: Sequence[str]) -> bool:
    """Say whether values number the lines: "1001", "1002"."""
    numbers = [int(value) for value in values if value.isdecimal()]
    return 1 < len(numbers) == len(values) and all(after == earlier + 1 for earlier, after in pairwise(numbers))


def is_total(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Say whether a row is the total of those above it: a word for a total, figures and units, and nothing else.

    It names no goods but by that word, so that nothing that could be screened stands in it.
    """
    # Of a million rows hardly one has such a cell: what is dear is asked of none of the others.
    if not any(map(_begins_total, cells)):
        return False
    filled = [(at, text) for at, cell in enumerate(cells) if (text := cell.strip())]
    begun = [(at, text) for at, text in filled if _begins_total(text)]
    counted = [at for at, text in begun if _is_counted_total(text)]
    words = counted or [at for at, text in begun if _may_be_word(text) and _is_total_word(text)]
    others = [(at, text) for at, text in filled if at not in words]
    if len(words) != 1 or not (counted or any(FIGURE.fullmatch(text) for _, text in others)):
        return False
    return all(
        at < len(columns)
        and columns[at].field in SUMMED
        and (FIGURE.fullmatch(text) is not None or header_key(text) in UNITS)
        for at, text in others
    )


@lru_cache(maxsize=8_192)
def _begins_total(cell: str) -> bool:
    """Say whether a cell begins with the first word of a total, or in a script without spaces with its first sign."""
    text = cell.strip()
    if not text or len(text) > LONGEST_TOTAL:
        return False
    if text[0] > LAST_OF_SPACED:
        return text[0] in TOTAL_SIGNS
    match = _FIRST_WORD.search(text)
    return bool(match and (match[0] in TOTAL_WORDS or match[0].casefold() in TOTAL_WORDS))


def _may_be_word(text: str) -> bool:
    return not (text[0].isdigit() or text[-1].isdigit())


@lru_cache(maxsize=8_192)
def _is_total_word(text: str) -> bool:
    """Say whether a text is a word for a total, also in two languages ("合计 TOTAL"), and of a price ("Total FOB")."""
    bare = _OF_PRICE.sub("", text)
    return any(
        header_key(word) in TOTALS or any({half, other} <= TOTALS for half, other in key_pairs(word))
        for word in dict.fromkeys((text, bare))
    )


@lru_cache(maxsize=8_192)
def _is_counted_total(text: str) -> bool:
    """Say whether a text is a word for a total with its figure: "Total 2 packages", "Total net weight: 1968 kg"."""
    match = _COUNTED.fullmatch(text)
    return bool(match and _is_total_word(match["word"]) and (not match["of"] or _is_unit_or_package(match["of"])))


def _is_unit_or_package(word: str) -> bool:
    return header_key(word) in UNITS or header_key(word) in PACKAGES


def refuse_columns(headings: Iterable[str]) -> None:
    """Raise ManifestError for more columns than any document has; a name that is repeated counts once."""
    if len(set(headings)) > MOST_COLUMNS:
        raise ManifestError(_("it names more than 2,000 columns; send those of the goods"))


def header_not_understood(rows: Sequence[Row]) -> HeaderNotUnderstood:
    """Return the refusal of a table none of whose headers is understood: its first row of most cells stands for it."""
    fullest = max((row for _, row in islice(_filled(rows), HEADER_WITHIN)), key=_filled_cells, default=Row(()))
    return no_header(fullest.cells)


def no_header(headings: Sequence[str]) -> HeaderNotUnderstood:
    """Return the refusal of a file none of whose headers is understood: what was found, and what would be."""
    named = [heading for heading in headings if heading.strip()]
    sentence = NOT_UTF_8 if REPLACEMENT in "".join(named) else NO_HEADER
    found = ", ".join(f'"{heading[:40]}"' for heading in named[:12]) or _("nothing")
    return HeaderNotUnderstood(sentence, headings, file_shape(headings), found=found, fields=" ".join(FIELDS))


class _Repeats:
    """Knows the header row again where a page break repeats it."""

    def __init__(self, heads: Sequence[str]) -> None:
        self._at = next((at for at, head in enumerate(heads) if head.strip()), 0)
        self._key = _alike(heads)

    def header(self, cells: Sequence[str]) -> bool:
        """Say whether these cells are those of the header; a header of one cell may be goods of that name."""
        if len(self._key) < 2 or len(cells) <= self._at:
            return False
        return cells[self._at].strip().casefold() == self._key[0] and _alike(cells) == self._key


def _alike(cells: Sequence[str]) -> list[str]:
    return [text for cell in cells if (text := cell.strip().casefold())]


def _header(index: int, row: Row, corrections: Corrections, alone: bool) -> Header:
    corrected = {} if corrections is uncorrected else corrections(file_shape(row.cells))
    if any(corrected.values()):
        return Header(NAMES_GOODS + 1, len(corrected), index, corrected)
    filled = islice((cell for cell in row.cells if cell.strip()), _MOST_HEADERS)
    fields = [field for cell in filled if (field := read_column(cell).field)]
    names_goods = not IDENTITY_FIELDS.isdisjoint(fields)
    rank = 2 + names_goods if len(fields) >= 2 else int(bool(fields) and (alone or names_goods))
    return Header(rank, len(fields), index, corrected)


def _filled(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    return ((index, row) for index, row in enumerate(rows) if not row.blank)


def _filled_cells(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())
