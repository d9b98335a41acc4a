"""The file of a house list is read strictly: what is wrong is named, and nothing is guessed."""

from __future__ import annotations

import pytest

from tests.internal_lists.conftest import FILE
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.workers.worker import Worker
from watchlist.internal_lists import list_file
from watchlist.internal_lists.list_file import read_house_list

HEADER = b"key,name,other_names,cas,smiles,inchikey,reason,note\n"


def test_an_entry_is_read_with_its_names_and_its_structure() -> None:
    caffeine, brand, *_, toluidine = read_house_list("a.csv", FILE).entries
    assert caffeine.other_names == "guaranine\nCoffein"
    assert caffeine.inchikey == "RYYVLZVUVIJVGH-UHFFFAOYSA-N"
    assert (brand.cas, brand.structure, brand.inchikey) == ("", "", "")
    assert toluidine.smiles == ""
    assert toluidine.structure == "Cc1ccccc1N"


def test_json_lines_say_the_same_as_a_table() -> None:
    line = b'{"key": "caffeine", "name": "Caffeine", "other_names": ["guaranine", "Coffein"], "cas": "CAS 58-08-2"}\n\n'
    (entry,) = read_house_list("a.jsonl", line).entries
    assert (entry.cas, entry.other_names) == ("58-08-2", "guaranine\nCoffein")


def test_two_files_are_examined_by_one_child(monkeypatch: pytest.MonkeyPatch) -> None:
    read_house_list("a.csv", FILE)
    monkeypatch.setattr(Worker, "_started", None)  # whoever starts another fails
    assert read_house_list("b.csv", HEADER + b"a,A,,,C1CC1,,,\n").entries[0].structure == "C1CC1"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"key,name,colour\n", "column 'colour' is not understood"),
        (HEADER + b"a,A,,58-08-3,,,,\n", "line 2: 58-08-3 should end in 2"),
        (HEADER + b"a,A,,,C1CC,,,\n", "entry a: 'C1CC' cannot be read as SMILES"),
        (HEADER + b"a,A,,,*CC,,,\n", "entry a: has attachment points"),
        (HEADER + b"a,A,,,,QQQ,,\n", "is not of the form of an InChIKey"),
        (HEADER + b"A b,A,,,,,,\n", "line 2: key 'A b' is not of small letters"),
        (HEADER + b"a,,,,,,,\n", "line 2: it has no name"),
        (HEADER + b"a,A,,,,,,,extra\n", "line 2: it has more cells than the header names"),
        (HEADER + b"a,A,,,,,,\na,B,,,,,,\n", "key a stands there twice"),
        (HEADER + b"a," + b"A" * 301 + b",,,,,,\n", "name has 301 characters"),
        (b"\xff", "not in UTF-8"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_named(file: bytes, said: str) -> None:
    with pytest.raises(CorrectTheData, match="(?s)" + said.replace("'", ".").replace("*", ".")):
        read_house_list("a.csv", file)


@pytest.mark.parametrize("line", [b"[1]", b"{", b'{"key": "a", "name": 7}', b'{"key": "a", "colour": "red"}'])
def test_a_line_of_json_that_is_no_entry_is_refused(line: bytes) -> None:
    with pytest.raises(CorrectTheData):
        read_house_list("a.jsonl", line)


def test_a_number_and_a_structure_that_disagree_are_noted_and_both_kept() -> None:
    read = read_house_list("a.csv", HEADER + b"a,A,,58-08-2,CCO,,,\nb,B,,,CCO,RYYVLZVUVIJVGH-UHFFFAOYSA-N,,\n")
    assert [note.split(":")[0] for note in read.notes] == ["entry a", "entry b"]
    assert read.entries[0].cas == "58-08-2"
    assert read.entries[0].structure == "CCO"


def test_a_file_of_too_many_entries_is_given_up_where_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_file, "MOST_ENTRIES", 2)
    rows = [b"a,A,,,,,,\n", b"b,B,,,,,,\n", b"C c,,,,,,,\n", b'd,"never read']
    assert len(read_house_list("a.csv", HEADER + b"".join(rows[:2])).entries) == 2
    with pytest.raises(CorrectTheData, match="more than 2 entries"):
        read_house_list("a.csv", HEADER + b"".join(rows))
