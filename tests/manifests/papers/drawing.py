"""PDF as old programs of trade write it: each text put at its place, in a font that every viewer has and no file holds.

So printed are most invoices of Chinese systems. A page may be turned, or its texts be put down column by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

Table = Sequence[Sequence[str]]
FONT: Final = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << /Type /Font "
    "/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
    "/Supplement 4 >> /DW 1000 /W [ 1 95 500 ] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light "
    "/Flags 6 /FontBBox [ -25 -254 1000 880 ] /ItalicAngle 0 /Ascent 752 /Descent -271 /CapHeight 737 /StemV 58 >> "
    ">> ] >>"
)


def drawn(
    lines: Sequence[str],
    table: Table,
    lefts: Sequence[int],
    below: Sequence[str],
    *,
    ruled: bool,
    turned: int = 0,
    by_columns: bool = False,
) -> bytes:
    """Return a page of a paper: lines, a table whose columns begin at these points, and lines below it.

    `turned` is by how many degrees the page is shown; what is written on it is turned as much the other way.
    """
    width, height = (842, 595) if turned else (595, 842)
    top = height - 50
    texts = [(40, top - 16 * at, line) for at, line in enumerate(lines)]
    top -= 16 * len(lines) + 10
    cells = [
        (left, top - 18 * at, text)
        for at, row in enumerate(table)
        for left, text in zip(lefts, row, strict=True)
        if text
    ]
    # Not the order of reading: what stands beside each other is put down far apart.
    texts += sorted(cells) if by_columns else cells
    bottom = top - 18 * len(table)
    texts += [(40, bottom - 16 - 16 * at, line) for at, line in enumerate(below)]
    strokes = _strokes(top + 13, len(table), [left - 4 for left in (*lefts, width - 36)]) if ruled else []
    words = [f"BT /F1 9 Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in texts]
    # A quarter of a turn clockwise: what goes to the right goes up on the page as it is stored.
    turn = [f"0 1 -1 0 {height} 0 cm"] if turned else []
    return _file(
        "\n".join(["q", *turn, "0.5 w", *strokes, *words, "Q"]), (height, width) if turned else (width, height), turned
    )


def _strokes(top: int, rows: int, lefts: Sequence[int]) -> list[str]:
    across = [f"{lefts[0]} {top - 18 * at} m {lefts[-1]} {top - 18 * at} l S" for at in range(rows + 1)]
    return [*across, *(f"{left} {top} m {left} {top - 18 * rows} l S" for left in lefts)]


def _file(content: str, size: tuple[int, int], turned: int) -> bytes:
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {size[0]} {size[1]} ] /Rotate {turned} "
        "/Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>"
    )
    stream = f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
    return _numbered(
        ("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>", page, FONT, stream)
    )


def _numbered(objects: Iterable[str]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(places) + 1} /Root 1 0 R >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode("ascii")
