"""The names of the seeds: what the papers of each script call the precursors of the tables of 1988."""

from __future__ import annotations

import pytest

from watchlist.conf import seeds_dir
from watchlist.engine.law.text.rows import EventRow, NameRow
from watchlist.engine.law.text.text import read_seeds


@pytest.mark.parametrize("language", ["ja", "ru", "zh"])
def test_what_the_united_nations_list_is_named_in_every_script(language: str) -> None:
    text = read_seeds(seeds_dir())
    listed = {row.entry for row in text.rows(EventRow) if row.id.startswith("un-table-")}
    named = {row.substance for row in text.rows(NameRow) if row.language == language}
    assert listed - named == set()
    assert len(listed) >= 40
