"""The compiled dictionary."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chemistry.names.nomenclature import normalise_name
from watchlist.engine.identification import dictionary as compiled
from watchlist.engine.identification.dictionary import Dictionary


@pytest.mark.parametrize(
    ("cas", "name", "smiles"),
    [("67-64-1", "acetone", "CC(C)=O"), ("7722-64-7", "potassium permanganate", ""), ("7704-34-9", "sulfur", "[S]")],
)
def test_organics_inorganics_and_elements_are_held(dictionary: Dictionary, cas: str, name: str, smiles: str) -> None:
    entry = dictionary.by_cas(cas)
    assert entry is not None
    assert entry.name == name
    assert not smiles or entry.smiles in (smiles, "CC(=O)C")


def test_a_number_that_is_not_held_is_none(dictionary: Dictionary) -> None:
    assert dictionary.by_cas("9999999-99-5") is None


def test_the_common_name_of_one_chemical_is_not_a_synonym_of_another(dictionary: Dictionary) -> None:
    assert [entry.cas for entry in dictionary.by_names("methanol")] == ["67-56-1"]


def test_a_synonym_of_several_chemicals_stays_ambiguous(dictionary: Dictionary) -> None:
    assert len(dictionary.by_names(normalise_name("soda"))) > 1


def test_no_chemical_is_known_by_a_made_up_number_or_named_by_digits(dictionary: Dictionary) -> None:
    rows = sqlite3.connect(dictionary.path)
    assert rows.execute("SELECT count(*) FROM numbers WHERE length(cas) > 12").fetchone() == (0,)
    assert rows.execute("SELECT count(*) FROM names WHERE name NOT GLOB '*[^0-9,]*'").fetchone() == (0,)


def test_threads_share_a_dictionary(dictionary: Dictionary) -> None:
    numbers = ["67-64-1", "108-88-3", "64-17-5", "67-56-1"] * 8
    with ThreadPoolExecutor(4) as pool:
        names = list(pool.map(lambda cas: getattr(dictionary.by_cas(cas), "name", ""), numbers))
    assert names == ["acetone", "toluene", "ethanol", "methanol"] * 8


def test_the_file_cannot_be_written(dictionary: Dictionary) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        dictionary._connection().execute("DELETE FROM numbers")


def test_a_failed_compilation_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "TABLES", ("no such table.tsv",))
    with pytest.raises(FileNotFoundError):
        Dictionary(tmp_path).by_cas("67-64-1")
    assert list(tmp_path.iterdir()) == []


def test_the_engine_names_the_package_and_its_version(dictionary: Dictionary) -> None:
    assert dictionary.engine == "chemicals 1.5.2"
