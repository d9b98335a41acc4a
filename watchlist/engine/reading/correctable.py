"""Which fields of a line a person corrects: read by the models, so that no start of the service loads chemistry."""

from __future__ import annotations

from typing import Final

CORRECTABLE: Final = (
    *("name", "cas", "smiles", "inchi", "concentration", "quantity", "unit"),
    *("consignor", "consignee", "date", "export_date", "arrival_date"),
)
"""The fields that a person may correct in a line, in the order of a page."""
OF_IDENTITY: Final = frozenset({"name", "cas", "smiles", "inchi", "concentration"})
"""Those that say what the goods are."""
MAY_BE_EMPTY: Final = frozenset({"cas", "smiles", "inchi", "concentration", "unit"})
"""Those of which nothing may be right: the number was another's, and none is known."""
