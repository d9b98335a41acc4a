"""What reads publications: one module a format. A new one is one file, and one line here."""

from __future__ import annotations

from typing import Final

from watchlist.engine.errors import CorrectTheData
from watchlist.list_updates.connectors import table
from watchlist.list_updates.connectors.ecfr import ECFR
from watchlist.list_updates.connectors.federal_register import FEDERAL_REGISTER
from watchlist.list_updates.connectors.justice_laws import JUSTICE_LAWS
from watchlist.list_updates.connectors.watching import WATCH_HTML, WATCH_PDF, WATCH_XML
from watchlist.list_updates.published import Connector

CONNECTORS: Final[dict[str, Connector]] = {
    "ecfr": ECFR,
    "federal-register": FEDERAL_REGISTER,
    "justice-laws": JUSTICE_LAWS,
    "table-csv": table.CSV,
    "table-json": table.JSON,
    "table-xlsx": table.XLSX,
    "watch-html": WATCH_HTML,
    "watch-pdf": WATCH_PDF,
    "watch-xml": WATCH_XML,
}
"""Every connector, by the name under which sources are declared."""


def connector_of(name: str) -> Connector:
    """Return a connector. Raises `CorrectTheData` where there is none of that name."""
    if name not in CONNECTORS:
        raise CorrectTheData(f"no connector {name!r}; there are {', '.join(sorted(CONNECTORS))}.")
    return CONNECTORS[name]
