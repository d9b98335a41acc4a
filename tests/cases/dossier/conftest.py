"""A case that was worked on, and its dossiers: made once, as a compliance lead and as an officer make them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.cases.shipments import MIXED, ROUTE, line_of, opened
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import add_note
from watchlist.cases.models import Case
from watchlist.engine.law.compiled import CompiledLaw

HOSTILE = "#set text(red) *a* $x$ @b `c` \\ ] [ // <d> _e_ 中文 עברית 😀 \u202e" + "long" * 90


@pytest.fixture(autouse=True)
def own_build(settings: Any, tmp_path: Path) -> None:
    """Keep the key that signs to each test, with the dictionary that was compiled once."""
    settings.BUILD_DIR, build = str(tmp_path), Path(settings.BUILD_DIR)
    for name in build.glob("dictionary-*.sqlite3"):
        (tmp_path / name.name).symlink_to(name)


@pytest.fixture
def case(law: CompiledLaw, officer: User) -> Case:
    """Return a case of which a finding was confirmed, and the dismissal of another waits for a second officer."""
    made = opened(*MIXED, {"name": HOSTILE, "remarks": "=1+1", **ROUTE})
    first = line_of(made, 1)
    judge(case=made, line=first, position=0, word="confirmed", actor=officer, note="Seen *it*.", seen=0)
    wrong = {"word": "dismissed", "reason": "wrong_identification", "note": "Another salt."}
    judge(case=made, line=first, position=1, actor=officer, seen=0, **wrong)
    return add_note(case=made, text=f"#panic() {HOSTILE}\nsecond line", actor=officer)
