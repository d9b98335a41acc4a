"""One entry of an invented list, and a small tree of seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.law_store.law import open_an_entry
from tests.law_store.seed_tree import SeedTree
from watchlist.law_store.models import ListEntry


@pytest.fixture
def entry(db: None) -> ListEntry:
    return open_an_entry()


@pytest.fixture
def tree(tmp_path: Path) -> SeedTree:
    return SeedTree(tmp_path / "seeds")
