"""The tutorials lead to what is there, and who begins finds them; that they are true, tests/browser and others walk."""

from __future__ import annotations

from typing import Final

import pytest

from tests.docs.naming import is_there, linked, named
from watchlist.engine.host import ROOT

FOLDER: Final = "docs/tutorials/"
BEGUN_FROM: Final = {"officer": "docs/workbench.md", "curator": "docs/curating.md", "program": "docs/api.md"}


@pytest.mark.parametrize(("name", "page"), BEGUN_FROM.items())
def test_a_tutorial_is_found_by_who_begins_and_leads_on(name: str, page: str) -> None:
    tutorial, others = f"{FOLDER}{name}.md", BEGUN_FROM.keys() - {name}
    text = (ROOT / tutorial).read_text(encoding="utf-8")
    assert tutorial in linked((ROOT / "README.md").read_text(encoding="utf-8"), folder="")
    assert tutorial in linked((ROOT / page).read_text(encoding="utf-8"))
    assert {f"{FOLDER}{other}.md" for other in others} <= {*linked(text, FOLDER)}
    assert [place for place in (*linked(text, FOLDER), *named(text)) if not is_there(place)] == []
