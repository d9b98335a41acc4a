"""Each style sheet is read whole: a bracket left open puts what follows it under another rule, without an error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ASIDE = re.compile(r'/\*.*?\*/|"[^"]*"', re.DOTALL)
SHEETS = sorted(Path(finders.find("watchlist/admin.css")).parent.glob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_section_of_a_sheet_begins_outside_of_all_rules(sheet: Path) -> None:
    depth = 0
    for number, line in enumerate(ASIDE.sub("", sheet.read_text(encoding="utf-8")).splitlines(), 1):
        assert depth == 0 or not line.startswith((".wl {", "@media")), f"{line} ({number}) stands inside a rule"
        depth += line.count("{") - line.count("}")
    assert depth == 0
