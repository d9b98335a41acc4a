"""The pages of a dossier, drawn by typst from the signed file alone: the same file gives the same pages.

What people wrote reaches typst as data, never as markup. Nothing is fetched: fonts are those of typst and of the
system.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson
import typst

from watchlist.cases.dossier.document import document_of

PAGES: Final = Path(__file__).parent / "pages"
STANDARDS: Final = ("a-3a", "ua-1")
"""For the archive, with the signed file attached, and for those who have pages read to them."""
BEYOND_FONTS: Final = 0x0250
"""The first character that the fonts of typst itself may lack."""
HELD_BY_FONTS: Final = frozenset("–—‘’“”„…•·×−≤≥→←↑↓€°²³µαβγδΔω§")


def pdf_of(file: bytes) -> bytes:
    """Return the pages of a signed file, with the file attached."""
    sealed = orjson.loads(file)
    document = document_of(sealed, hashlib.sha256(file).hexdigest())
    return drawn("dossier.typ", document, datetime.fromisoformat(document["at"]), file.decode())


def drawn(template: str, document: Mapping[str, Any], at: datetime, file: str = "") -> bytes:
    """Return the pages that a template makes of a document; `file` is attached to them.

    Where no font of this machine holds a character, and pages for the archive may not lack one, those beyond the Latin
    alphabet are written as "[U+4E2D]": the attached file has them as they are.
    """
    try:
        return _compiled(template, document, at, file)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return _compiled(template, _each_spelled(document), at, file)


def _compiled(template: str, document: Mapping[str, Any], at: datetime, file: str) -> bytes:
    inputs = {"document": orjson.dumps(document).decode(), "file": file}
    pages = typst.compile(
        PAGES / template,
        root=PAGES,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=list(STANDARDS),
        timestamp=int(at.timestamp()),
    )
    assert isinstance(pages, bytes)
    return pages


def _each_spelled(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(
            character if ord(character) < BEYOND_FONTS or character in HELD_BY_FONTS else f"[U+{ord(character):04X}]"
            for character in value
        )
    if isinstance(value, Mapping):
        return {key: item if key == "svg" else _each_spelled(item) for key, item in value.items()}
    return list(map(_each_spelled, value)) if isinstance(value, list | tuple) else value
