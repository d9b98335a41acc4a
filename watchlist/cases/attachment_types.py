"""Which files a case takes: by the ending of a name and by what they begin with. Data: `attachment_types.csv`.

A file of text has no signature: it is UTF-8 without control characters, or, of old mails and tables, any bytes but
those.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from watchlist.engine.reading.archives import Archive, BrokenArchive

_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OFFICE: Final = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}


@dataclass(frozen=True, slots=True)
class AttachmentType:
    """A kind of file: the ending of its name, its media type, and what its bytes begin with ("" for text)."""

    extension: str
    media_type: str
    signature: bytes
    is_text: bool

    def fits(self, content: bytes) -> bool:
        """Say whether some bytes are of this kind."""
        if self.is_text:
            return not _CONTROL.search(content)
        if not content.startswith(self.signature):
            return False
        return self.extension not in _OFFICE or _holds(content, _OFFICE[self.extension])


def type_of(name: str, content: bytes) -> AttachmentType | None:
    """Return the kind of a file whose name and bytes agree on it; None where they do not, or no case takes it."""
    kind = attachment_types().get(PurePosixPath(name.lower()).suffix.removeprefix("."))
    return kind if kind and kind.fits(content) else None


@cache
def attachment_types() -> dict[str, AttachmentType]:
    """Return the kinds of files that a case takes, by the ending of their name."""
    path = Path(__file__).with_name("data") / "attachment_types.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return {
            row["extension"]: AttachmentType(
                row["extension"], row["media_type"], bytes.fromhex(row["signature"]), bool(row["is_text"])
            )
            for row in csv.DictReader(rows)
        }


def _holds(content: bytes, member: str) -> bool:
    """Say whether an archive has a part of this name: its directory is read, nothing is unpacked."""
    try:
        return member in Archive(content).names
    except BrokenArchive:
        return False
