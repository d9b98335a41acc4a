"""`make backtest`: measure, and write docs/backtest.md, .json and .svg, and docs/similarity.md from them."""

from __future__ import annotations

import json

from rdkit import rdBase

from chemistry.analogues.relatives import reference_smiles
from tests.backtest.drug_families import drug_families
from tests.backtest.figure import figure
from tests.backtest.figures import Figures, flat_figures
from tests.backtest.flagged import everyday, flagged, medicines
from tests.backtest.history import ANYWHERE, GLOBAL
from tests.backtest.labels import read_labels
from tests.backtest.officer_page import officer_page
from tests.backtest.present import Present
from tests.backtest.report import report
from tests.backtest.run import Backtest
from tests.backtest.shipped import shipped
from watchlist.engine import host
from watchlist.law_store.compile import law_known_at


def main() -> None:
    """Write the four files and print the headline."""
    backtest = Backtest(law_known_at(), read_labels())
    jurisdictions = sorted({held.jurisdiction for held in backtest.law.lists.values() if held.jurisdiction})
    last = max(row.valid_from for rows in backtest.law.schedulings.values() for row in rows if row.valid_from)
    present = Present(backtest, last)
    held = {reference_smiles(one.smiles) for one in backtest.law.substances.values() if one.smiles}
    figures = Figures(
        variants={variant: backtest.measure(variant) for variant in (*ANYWHERE, *jurisdictions)},
        split=backtest.measure(GLOBAL, backtest.subfamily),
        medicines=flagged(present, medicines()),
        everyday=flagged(present, everyday()),
        everyday_number=len(everyday()),
        shipped=shipped(present, held),
        drug_families=drug_families(backtest, present),
        as_of=last,
        rdkit=rdBase.rdkitVersion,
        background=backtest.background_words(),
    )
    flat = flat_figures(figures)
    docs = host.ROOT / "docs"
    (docs / "backtest.json").write_text(json.dumps(flat, indent=2) + "\n", encoding="utf-8")
    (docs / "backtest.md").write_text(report(figures, backtest), encoding="utf-8")
    (docs / "similarity.md").write_text(officer_page(flat), encoding="utf-8")
    (docs / "backtest.svg").write_text(figure(figures), encoding="utf-8")
    for name in (
        "events",
        "plr_at_0_2",
        "plr_at_1",
        "plr_at_2",
        "control_at_1",
        "alerts_general",
        "alerts_medicines",
        "weighed_medium",
        "shipped_tonnes_medium",
    ):
        print(f"{name:<20} {flat[name]}")
