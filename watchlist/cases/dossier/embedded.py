"""The pages of a dossier hold its signed file: taken out of them, and drawn anew to be compared with them."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from pypdf import PdfReader

from watchlist.cases.dossier.printing import pdf_of
from watchlist.cases.dossier.verification import DossierCheck, NotADossier
from watchlist.list_updates.apart.pdf import STUMBLES

MAGIC: Final = b"%PDF-"


def is_pdf(content: bytes) -> bool:
    """Say whether a file is one of pages."""
    return content.startswith(MAGIC)


def embedded_file(content: bytes) -> bytes:
    """Return the signed file that is attached to the pages. Raises `NotADossier`."""
    try:
        attached = [file for files in PdfReader(BytesIO(content)).attachments.values() for file in files]
    except STUMBLES as error:
        raise NotADossier(f"its pages cannot be read: {error}")
    if len(attached) != 1:
        raise NotADossier(f"{len(attached)} files are attached to its pages, and one is asked for")
    return attached[0]


def pages_check(content: bytes, file: bytes) -> DossierCheck:
    """Compare the pages with those that the signed file gives when it is drawn anew, here and now."""
    try:
        anew = pdf_of(file)
    except (KeyError, TypeError, ValueError) as error:
        return DossierCheck("pages", False, f"the file gives no pages ({type(error).__name__})")
    if anew == content:
        return DossierCheck("pages", True, "they are, byte for byte, those that the attached file gives")
    try:
        is_same = _text(anew) == _text(content)
    except STUMBLES as error:
        return DossierCheck("pages", False, f"they cannot be read ({type(error).__name__})")
    if is_same:
        return DossierCheck(
            "pages", True, "their text is that of the attached file; pictures were not compared, other fonts"
        )
    return DossierCheck(
        "pages",
        False,
        "they are not those that the attached file gives here. Where they were drawn by another edition of this "
        "service, or with other fonts, that is no wonder: then read the file, and not the pages",
    )


def _text(pages: bytes) -> list[str]:
    """Return the text of each page, without blanks: how wide those are depends on the fonts."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pages)).pages]
