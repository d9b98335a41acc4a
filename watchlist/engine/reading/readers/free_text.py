"""Pasted text: one good a line; a table where the lines make one."""

from __future__ import annotations

import re

from watchlist.engine.reading.characters import REPLACEMENT
from watchlist.engine.reading.columns import Column, Corrections, uncorrected
from watchlist.engine.reading.decoding import decode
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import Account, Cell, Contents, DeclaredLine, Keep, SheetAccount, declare_line
from watchlist.engine.reading.readers.delimited import read_delimited
from watchlist.engine.texts import gettext_lazy as _

LONGEST_MARK = 8
# "1." and "2)" stand before a space: "1.4-dioxane" and "-40 °C" begin with a locant and a sign.
_BULLET = "[-–—•‣◦▪■●○◆◇►▶✓✔*·‧・]"
_NUMBERED = "[(（]?[0-9]{1,4}[.)）．:]|[a-z][)）]"
_ENCLOSED = "[①-⒛㈠-㈩]|[0-9]{1,4}、"
_MARK = re.compile(rf"(?:{_BULLET}|{_NUMBERED})(?=\s)|{_ENCLOSED}|•")
_GOODS = Column("text", "name")
_NUMBERING = Column("numbering")
_SEPARATORS = ("\t", ";")
_SAMPLE = 10_000


def read_free_text(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return one line for each row of a text that is not blank; raises ManifestError.

    Numbering and bullets are declared apart from the name. Where most rows hold a tab or a semicolon and a header is
    understood, the text is read as the table that it is. Commas part no cells: names of goods hold them.
    """
    text, encoding = decode(data)
    rows = text.splitlines()
    written = [row for row in map(str.strip, rows) if row]
    if not written:
        raise ManifestError(_("it is empty; send a text with one good a line"))
    sample = text[:_SAMPLE]
    odd = sum(not (mark.isprintable() or mark.isspace()) or mark == REPLACEMENT for mark in sample)
    if 4 * odd > len(sample):
        raise ManifestError(_("it is no text; send a text with one good a line"))
    if any(2 * sum(separator in row for row in written) > len(written) for separator in _SEPARATORS):
        try:
            return read_delimited(data, corrections, keep)
        except ManifestError:
            pass  # No header is understood: its rows are goods as they stand.
    lines = tuple(_line(number, row) for number, row in enumerate(written, start=1))
    numbered = any(_NUMBERING.name in line.declared for line in lines)
    columns = (_NUMBERING, _GOODS) if numbered else (_GOODS,)
    sheet = SheetAccount(rows=len(rows), blank=len(rows) - len(lines), lines=len(lines))
    return Contents(columns, keep(lines), account=Account(encoding, "one good a line", (sheet,)))


def _line(number: int, row: str) -> DeclaredLine:
    mark = _MARK.match(row[:LONGEST_MARK])
    cells = [Cell(_NUMBERING, mark[0])] if mark else []
    return declare_line(number, [*cells, Cell(_GOODS, row[mark.end() :].strip() if mark else row)])
