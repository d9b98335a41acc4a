"""The page for officers says what was measured, and nothing that was measured once."""

from __future__ import annotations

import json

from tests.backtest.officer_page import officer_page
from watchlist.engine.host import ROOT

DOCS = ROOT / "docs"


def test_the_page_holds_the_figures_that_the_backtest_wrote() -> None:
    """Otherwise: make backtest."""
    flat = json.loads((DOCS / "backtest.json").read_text(encoding="utf-8"))
    assert (DOCS / "similarity.md").read_text(encoding="utf-8") == officer_page(flat)
