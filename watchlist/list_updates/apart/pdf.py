"""The text of a PDF, by lines."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pypdf
from pypdf.errors import PyPdfError

MOST_PAGES: Final = 500
STUMBLES: Final = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What pypdf answers a broken file with: whatever it stumbled over."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every blemish of a file


def lines_of(content: bytes) -> Iterator[str]:
    """Yield the lines of each page, in order; some are blank. Raises ValueError, which says why."""
    try:
        document = pypdf.PdfReader(BytesIO(content))
        is_locked, pages = document.is_encrypted, 0 if document.is_encrypted else len(document.pages)
        if not is_locked and pages <= MOST_PAGES:
            for page in document.pages:
                yield from page.extract_text().splitlines()
    except STUMBLES as error:
        raise ValueError(f"this is no PDF to its end ({type(error).__name__}).") from error
    if is_locked:
        raise ValueError("the PDF is locked.")
    if pages > MOST_PAGES:
        raise ValueError(f"the PDF has more than {MOST_PAGES} pages.")
