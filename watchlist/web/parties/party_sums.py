"""The sums of a party in words and as bars: what is measured, what may be, and the limit as a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from watchlist.engine.decision import PartySum, rounded
from watchlist.engine.law import CompiledLaw
from watchlist.engine.vocabulary import LimitUnit, Met
from watchlist.web import words

WIDTH: Final = 220
ROOM: Final = Decimal("1.1")
"""The width of a bar is a tenth more than the greatest of its amounts, so that the line of a limit is inside it."""
UNITS: Final = {LimitUnit.KILOGRAM: "kg", LimitUnit.LITRE: "l", LimitUnit.GALLON: "US gal"}
SIDES: Final = {"consignor": gettext_lazy("sent"), "consignee": gettext_lazy("was sent")}
REACHED: Final = {
    Met.YES: gettext_lazy("Limit reached"),
    Met.UNKNOWN: gettext_lazy("May reach the limit"),
    Met.NO: gettext_lazy("Below the limit, by what is held here"),
}


@dataclass(frozen=True, slots=True)
class SumBar:
    """A bar in the units of its picture: what is measured, what may come to it, and where the limit stands."""

    measured: float
    possible: float
    limit: float | None
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class SumView:
    """One sum in words: of which substance, in which period, what it comes to, and the limit with its citation."""

    substance: str
    key: str
    side: str
    period: str
    amount: str
    unmeasured: str
    limit: str
    required: str
    citation: str
    list_title: str
    outcome: str
    reached: str
    bar: SumBar
    sentence: str


def sum_views(sums: Iterable[PartySum], law: CompiledLaw) -> list[SumView]:
    """Return the sums in words, in their order: a year in all only where no limit was measured over that year."""
    rows = list(sums)
    measured = {(row.substance, row.role, row.start.year) for row in rows if row.limit}
    return [_view(row, law) for row in rows if row.limit or (row.substance, row.role, row.start.year) not in measured]


def _view(row: PartySum, law: CompiledLaw) -> SumView:
    substance, limit = law.substances.get(row.substance), row.limit
    name, period = substance.name if substance else row.substance, _period(row)
    amount, unmeasured = measured_words(row), _unmeasured(row)
    limit_words = f"{rounded(limit.amount)} {UNITS[row.unit]}" if limit else ""
    outcome = str(REACHED[row.reached]) if limit else ""
    of_limit = _("Limit %(limit)s: %(outcome)s.") % {"limit": limit_words, "outcome": outcome} if limit else ""
    amounts = "; ".join(filter(None, (amount, unmeasured)))
    measured = _("%(substance)s, %(period)s: %(amounts)s.") % {"substance": name, "period": period, "amounts": amounts}
    return SumView(
        substance=name,
        key=row.substance,
        side=str(SIDES[row.role]),
        period=period,
        amount=amount,
        unmeasured=unmeasured,
        limit=limit_words,
        required=limit.facts.required if limit else "",
        citation=limit.facts.citation if limit else "",
        list_title=limit.list.title if limit else "",
        outcome=outcome,
        reached=row.reached.value if limit else "",
        bar=_bar(row),
        sentence=f"{measured} {of_limit}".strip(),
    )


def measured_words(row: PartySum) -> str:
    """Return what is measured of a sum: never "0 kg" of what was not measured."""
    measured = row.parcels - row.unmeasured
    if not measured:
        return _("not measured")
    text = ngettext("%(amount)s in %(n)d parcel", "%(amount)s in %(n)d parcels", measured)
    return text % {"amount": f"{rounded(row.total)} {UNITS[row.unit]}", "n": measured}


def _unmeasured(row: PartySum) -> str:
    """Return how many parcels add nothing, and what all may come to, where that is known."""
    if not row.unmeasured and row.at_most == row.total:
        return ""
    parts = []
    if row.unmeasured:
        text = ngettext("%d parcel not measured", "%d parcels not measured", row.unmeasured)
        parts.append(text % row.unmeasured)
    if row.at_most is None:
        parts.append(_("nobody knows how much it may be"))
    elif row.at_most > row.total:
        most = f"{rounded(row.at_most)} {UNITS[row.unit]}"
        parts.append(_("may be %(most)s in all") % {"most": most})
    return "; ".join(parts)


def _period(row: PartySum) -> str:
    last = row.end - timedelta(days=1)
    if (row.start.month, row.start.day, row.end) == (1, 1, date(row.start.year + 1, 1, 1)):
        return str(row.start.year)
    if row.start.day == 1 and (row.end - row.start).days < 32:
        return words.month(row.start)
    return _("twelve months to %(day)s") % {"day": words.day(last)}


def _bar(row: PartySum) -> SumBar:
    limit = row.limit.amount if row.limit else None
    amounts = [row.total, row.at_most or row.total, limit or row.total]
    full = max(amounts) * ROOM or Decimal(1)

    def at(amount: Decimal) -> float:
        return round(float(amount / full * WIDTH), 1)

    possible = at(row.at_most) if row.at_most is not None else float(WIDTH)
    return SumBar(at(row.total), possible, at(limit) if limit is not None else None)
