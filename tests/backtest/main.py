"""`make backtest`: measure, and write docs/backtest.md, docs/backtest.json and docs/backtest.svg."""

from __future__ import annotations

import json

from rdkit import rdBase

from tests.backtest.figure import figure
from tests.backtest.figures import Figures, flat_figures
from tests.backtest.flagged import everyday, flagged, medicines
from tests.backtest.history import ANYWHERE, GLOBAL
from tests.backtest.labels import read_labels
from tests.backtest.report import report
from tests.backtest.run import Backtest
from watchlist.engine import host
from watchlist.law_store.compile import law_known_at


def main() -> None:
    """Write the three files and print the headline."""
    backtest = Backtest(law_known_at(), read_labels())
    jurisdictions = sorted({held.jurisdiction for held in backtest.law.lists.values() if held.jurisdiction})
    last = max(row.valid_from for rows in backtest.law.schedulings.values() for row in rows if row.valid_from)
    figures = Figures(
        variants={variant: backtest.measure(variant) for variant in (*ANYWHERE, *jurisdictions)},
        split=backtest.measure(GLOBAL, backtest.subfamily),
        medicines=flagged(backtest, last, medicines()),
        everyday=flagged(backtest, last, everyday()),
        everyday_number=len(everyday()),
        as_of=last,
        rdkit=rdBase.rdkitVersion,
        background=backtest.background_words(),
    )
    flat = flat_figures(figures)
    docs = host.ROOT / "docs"
    (docs / "backtest.json").write_text(json.dumps(flat, indent=2) + "\n", encoding="utf-8")
    (docs / "backtest.md").write_text(report(figures, backtest), encoding="utf-8")
    (docs / "backtest.svg").write_text(figure(figures), encoding="utf-8")
    for name in ("events", "plr_at_0_2", "plr_at_1", "plr_at_2", "control_at_1", "alerts_general", "alerts_medicines"):
        print(f"{name:<20} {flat[name]}")
