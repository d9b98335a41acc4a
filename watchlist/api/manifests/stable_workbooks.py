"""A workbook without the instants at which it was written, so that it is the same bytes whenever it is asked for."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

INSTANTS: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
CORE: Final = "docProps/core.xml"
NEVER: Final = b"2000-01-01T00:00:00Z"


def without_instants(workbook: bytes) -> bytes:
    """Return a workbook (XLSX) with one fixed instant wherever it says when it was written."""
    written = BytesIO()
    with ZipFile(BytesIO(workbook)) as original, ZipFile(written, "w") as after:
        for name in original.namelist():
            part = original.read(name)
            part = INSTANTS.sub(rb"\g<1>" + NEVER, part) if name == CORE else part
            after.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return written.getvalue()
