"""The paper itself, as a picture or a PDF: what may be kept, and how it is told by its first bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from watchlist.authorisations.models import AuthorisationScan
from watchlist.engine.errors import CorrectTheData

MOST_BYTES: Final = 10_000_000
TYPES: Final = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
"""The first bytes of what is kept, its type, and the ending of its name."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file as sent."""

    name: str
    content: bytes


def read_type(scan: Scan) -> tuple[str, str]:
    """Return the type of a file, and the ending of its name, by its bytes. Raises `CorrectTheData` for another one."""
    if not scan.content:
        raise CorrectTheData(_("The file is empty."))
    if len(scan.content) > MOST_BYTES:
        raise CorrectTheData(_("The file is larger than %(most)s MB."), most=MOST_BYTES // 1_000_000)
    for first, media_type, ending in TYPES:
        if scan.content.startswith(first):
            return media_type, ending
    raise CorrectTheData(_("A scan is a PDF, a PNG or a JPEG: this file is none of them."))


def store_scan(document: UUID, scan: Scan, by: str, at: datetime) -> AuthorisationScan:
    """Store a scan of a document and return it. For the verbs alone. Raises `CorrectTheData`."""
    media_type, _ = read_type(scan)
    return AuthorisationScan.objects.create(
        document=document,
        name=scan.name[:200],
        media_type=media_type,
        size=len(scan.content),
        sha256=hashlib.sha256(scan.content).hexdigest(),
        content=scan.content,
        by=by,
        at=at,
    )
