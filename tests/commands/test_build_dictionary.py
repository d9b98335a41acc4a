"""The dictionary is made before it is needed, and that of a version that still runs may be left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from watchlist.engine.identification.dictionary import dictionary_path


@pytest.mark.django_db
@pytest.mark.parametrize(("keep", "left"), [(True, True), (False, False)])
def test_the_dictionary_of_another_version_goes_unless_it_is_to_be_kept(
    keep: bool, left: bool, settings: Any, tmp_path: Path
) -> None:
    settings.BUILD_DIR = tmp_path
    mine, other = dictionary_path(tmp_path), tmp_path / "dictionary-another.sqlite3"
    mine.touch()
    other.touch()
    call_command("build_dictionary", keep=keep)
    assert (mine.exists(), other.exists()) == (True, left)
