"""Tables of names that were kept find what those find that were made now, and stand for no other names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.resolution.test_fuzzy import rows
from watchlist.conf import build_dir
from watchlist.engine.identification import Dictionary, kept_tables, other_goods
from watchlist.engine.identification.fuzzy import FuzzyNames
from watchlist.engine.identification.kept_tables import KEPT, name_tables
from watchlist.engine.identification.other_forms import OtherForms
from watchlist.engine.identification.resolver import Resolver
from watchlist.engine.kept import _packed
from watchlist.engine.law import CompiledLaw

BUILD = build_dir()
OTHER_FORMS = ("bezwodnika octowego", "uksusny angidrid", "ryusan", "acido clorhidrico fumante", "efedrina clorhidrato")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.BUILD_DIR = tmp_path
    return tmp_path


def test_what_was_kept_finds_what_is_found_anew(law: CompiledLaw, monkeypatch: pytest.MonkeyPatch) -> None:
    made = name_tables(law)
    monkeypatch.setattr(kept_tables, "FiledNames", lambda law: pytest.fail("made anew"))
    kept = name_tables(law)
    assert kept is not made
    fuzzy = [FuzzyNames(law, tables.nearness, tables.counterions) for tables in (made, kept)]
    forms = [OtherForms(law, tables.filed) for tables in (made, kept)]
    for row in rows("misspellings.csv"):
        assert fuzzy[0].find(row["written"]) == fuzzy[1].find(row["written"]), row["written"]
    found = [[each.find(text) for text in OTHER_FORMS] for each in forms]
    assert found[0] == found[1]
    assert any(found[0])


def test_names_that_are_others_are_not_looked_up_in_what_was_kept(law: CompiledLaw, folder: Path) -> None:
    few = replace(law, names=dict(list(law.names.items())[:20]))
    name_tables(few)
    fewer = replace(law, names=dict(list(few.names.items())[:19]))
    assert len(name_tables(fewer).nearness._spellings) < len(name_tables(few).nearness._spellings)
    assert len(list(folder.glob(KEPT.pattern.format(digest="*")))) == 2


@pytest.mark.parametrize("broken", [b"", b"no table", _packed("another thing"), _packed("cut")[:-1]])
def test_a_broken_file_is_made_anew(law: CompiledLaw, folder: Path, broken: bytes) -> None:
    few = replace(law, names=dict(list(law.names.items())[:20]))
    whole = name_tables(few)
    (file,) = folder.glob(KEPT.pattern.format(digest="*"))
    file.write_bytes(broken)
    assert name_tables(few).nearness._spellings == whole.nearness._spellings
    assert file.read_bytes() != broken


def test_a_folder_that_takes_nothing_is_told_of_once(
    law: CompiledLaw, folder: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.BUILD_DIR = folder / "no-folder"
    (folder / "no-folder").write_text("")
    for size in (5, 6):
        assert name_tables(replace(law, names=dict(list(law.names.items())[:size]))).nearness._spellings
    assert sum("Nothing can be kept" in record.getMessage() for record in caplog.records) == 1


def test_loading_the_words_keeps_all_tables(law: CompiledLaw, folder: Path) -> None:
    other_goods._table.cache_clear()
    Resolver(law, Dictionary(BUILD)).load_words()
    kept = {path.name.partition("-")[0] for path in folder.glob("*.pickle")}
    assert kept == {"goods", "names"}
    found = other_goods._table()
    other_goods._table.cache_clear()
    assert other_goods._table() == found
