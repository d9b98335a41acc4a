"""How much a line declares, in kilograms, litres and pieces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from watchlist.errors import Problem
from watchlist.manifests.numbers import UNDECIDED, NumberConvention

_SHOWN = Context(prec=15)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much a line declares, each measure None where it is not said. Never net from gross.

    `kilograms`: net mass of the goods as shipped; `pieces`: dosage units (tablets, capsules, ampoules); `strength`:
    kilograms of the named active in one piece; `written`: what it was read from; `how`: the reading, "40 × 25 kg".
    """

    kilograms: Decimal | None = None
    litres: Decimal | None = None
    pieces: Decimal | None = None
    strength: Decimal | None = None
    written: str = ""
    how: str = ""
    problems: tuple[Problem, ...] = ()

    def as_record(self) -> dict[str, str | None]:
        """Return it for a line's record: plain decimal texts of at most 15 significant digits, None where not said."""
        return {
            "written": self.written,
            "kg": _plain(self.kilograms),
            "litres": _plain(self.litres),
            "pieces": _plain(self.pieces),
            "how": self.how,
        }


def read_amount(fields: Mapping[str, str], convention: NumberConvention = UNDECIDED, beside: str = "") -> Amount:
    """Return how much canonical fields declare.

    `beside` is packing text peeled from the name, used only where the quantity fields say nothing.
    """
    written = " ".join(filter(None, (fields.get("quantity", ""), fields.get("unit", ""))))
    if not written:
        return Amount()
    return Amount(written=written, problems=(Problem("quantity_unreadable", "quantity", f"{written[:40]!r}"),))


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(_SHOWN.plus(value).normalize(), "f")
