"""The register of authorisations as a file: a row a document, as it stands on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from watchlist.authorisations import STATUSES
from watchlist.engine.decision import amount_text
from watchlist.engine.reports import visible
from watchlist.exports.law_files import SEPARATOR, LawFile, iso

TEXT_COLUMNS = (
    *("kind", "number", "authority", "jurisdiction", "citation", "holder", "role", "substances", "lists"),
    *("forms", "operations", "counterparties", "site", "quantity", "note"),
)
DAYS = ("valid_from", "valid_until", "revoked_on")
COLUMNS = (*TEXT_COLUMNS, *DAYS, "single_use", "uses", "used", "left", "standing", "document")


def authorisations_file(rows: Iterable[Any], today: date) -> LawFile:
    """Return rows `with_uses` as a table. `valid_until` is the first day without it."""
    table = [_row(row, today) for row in rows]
    return LawFile("authorisations", {"as_of": today.isoformat()}, COLUMNS, table, {"authorisations": table})


def _row(row: Any, today: date) -> dict[str, str]:
    status = row.status_on(today, used=row.used, times=row.times)
    limited = {} if row.most is None else {"used": row.used, "left": row.most - row.used}
    return {
        **{name: visible(SEPARATOR.join(getattr(row, name).splitlines())) for name in TEXT_COLUMNS},
        **{name: iso(getattr(row, name)) for name in DAYS},
        **{name: amount_text(figure, row.measure) for name, figure in limited.items()},
        "single_use": "yes" if row.single_use else "no",
        "uses": str(row.times),
        "standing": str(STATUSES[status]),
        "document": str(row.document),
    }
