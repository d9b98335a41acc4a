"""Sections of docs/backtest.md beside recall: what the severities cost in trade, drug families, and the last year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.backtest.drug_families import DrugFamily
from tests.backtest.figures import YEAR, Figures
from tests.backtest.history import GLOBAL
from tests.backtest.run import recall, recall_weighed
from tests.backtest.shipped import SHIPPED_FROM
from tests.backtest.tables import percent, table

BUDGETS: Final = ("0.2 %", "1 %", "2 %")
SEVERITIES: Final = ("high", "medium or above", "low or above")


def by_trade(figures: Figures) -> str:
    """Return both budgets: of kinds, and of what is shipped."""
    held = figures.shipped
    rows = [
        (
            severity,
            BUDGETS[place],
            percent(held.kinds_raised[place]),
            f"{100 * held.tonnes_raised[place]:.4f} %",
            f"{recall(figures.outcomes, place):.3f}",
            f"{recall_weighed(figures.outcomes, place):.3f}",
        )
        for place, severity in enumerate(SEVERITIES)
    ]
    head = ("severity", "of all kinds at most", f"of the {held.number:,} kinds of {SHIPPED_FROM} t a year or more",
            "of all tonnes", "recall by structure alone", "recall as the service raises")  # fmt: skip
    text = (
        "Cuts are for kinds: each chemical of the background counts once. What is shipped counts by its declared "
        f"tonnage (`chemistry/data/tonnages.csv`, {held.tonnes:,.0f} t a year in all; what is listed or controlled "
        "left out). As the service raises it, a structure that is itself shipped loses a power of ten of rarity for "
        "each power of ten of tonnes above ten; that is done with tonnages of 2012 and 2015 for listings of any year.\n"
    )
    return "\n".join(["## By kinds and by trade", "", text, table(head, rows)])


def drug_families(found: Sequence[DrugFamily]) -> str:
    """Return each family of drugs, itself left out."""
    rows = [
        (one.name, str(one.number), str(one.references), str(one.high), str(one.medium), str(one.low)) for one in found
    ]
    head = ("family", "drugs", "of them references", "high", "medium or above", "low or above")
    text = (
        "Controlled drugs that are held, and members of classes, by the core of `tests/backtest/drug_families.csv`. "
        "Each is asked about under what stands at present with itself left out, and counts where anything raises it. "
        "Of few is the day of their control known: nothing is put back. By structure alone; a class rule says more.\n"
    )
    return "\n".join(["## Drug families", "", text, table(head, rows)])


def forward(figures: Figures, name: dict[str, str]) -> str:
    """Return what of the law of the last twelve months was raised before it."""
    events = figures.last_year
    covered = [one for one in figures.variants[GLOBAL].history.covered if one.day > figures.as_of - YEAR]
    rows = [
        (
            one.event.day.isoformat(),
            name[one.event.substance],
            " · ".join(f"{share:.2f}" for share in one.weighed),
            one.flagged_from.isoformat() if one.flagged_from else "",
        )
        for one in events
    ]
    shares = ", ".join(f"{recall_weighed(events, place):.2f} at {BUDGETS[place]}" for place in range(3))
    text = (
        f"Of the law of the twelve months to {figures.as_of.isoformat()}: {len(events)} first listings, raised the day "
        f"before as the service raises: {shares}. A further {len(covered)} were reached by law that stood.\n"
    )
    head = ("listed", "substance", "raised at 0.2 · 1 · 2 %, as the service raises", "by structure from")
    return "\n".join(["## Forward: the last twelve months", "", text, table(head, rows)])
