from __future__ import annotations

import io

import pytest

from watchlist.engine.answer_codec import as_mapping
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import read_manifest


def read(text: str) -> DeclaredManifest:
    return read_manifest("-", stdin=io.BytesIO(text.encode()))


def names(manifest: DeclaredManifest) -> list[str | None]:
    return [line.fields.get("name") for line in manifest.lines]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("Name,CAS\nAcetone,1\n", "comma"),
        ("Name;Menge\nAcetone;2,5\n", "semicolon"),
        ("Name\tCAS\nAcetone\t1\n", "tab"),
        ("Name|CAS\nAcetone|1\n", "stroke"),
        ("'Name','Remarks'\n'Acetone','a, ''b'''\n", "comma, single quotes"),
        ("Name\nAcetone\n", "one column"),
    ],
)
def test_the_dialect_is_found_and_told(text: str, dialect: str) -> None:
    manifest = read(text)
    assert manifest.account.dialect == dialect
    assert names(manifest) == ["Acetone"]


def test_a_list_of_names_that_hold_delimiters_is_one_column() -> None:
    assert read("Name\n1,4-butanediol\nSalt\n1,2,3-trichloropropane\n").account.dialect == "one column"


def test_single_quotes_hold_what_they_stand_around() -> None:
    assert read("'Name','Remarks'\n'1,4-dioxane','a ''b'''\n").lines[0].fields == {
        "name": "1,4-dioxane",
        "remarks": "a 'b'",
        "remarked_goods": "a 'b'",
    }


def test_an_apostrophe_in_a_name_is_no_quote() -> None:
    assert names(read("Name,CAS\n'2-nitro',1\n2'-deoxy,2\n")) == ["'2-nitro'", "2'-deoxy"]


@pytest.mark.parametrize("stated", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_delimiter_that_a_spreadsheet_states_is_a_title(stated: str) -> None:
    manifest = read(f"{stated}\r\nName;Menge (kg)\r\nAceton;2,5\r\n")
    assert manifest.lines[0].fields == {"name": "Aceton", "quantity": "2,5", "unit": "kg"}
    assert manifest.account.sheets[0].titles == 1


def test_line_ends_may_differ_within_a_file() -> None:
    assert names(read("Name,CAS\ra,1\r\nb,2\nc,3\r")) == ["a", "b", "c"]


def test_a_header_that_a_page_break_repeats_is_no_line() -> None:
    manifest = read("Packing list\nName,CAS\na,1\n\n NAME , cas,\nb,2\nName,\n")
    assert names(manifest) == ["a", "b", "Name"]
    sheet = as_mapping(manifest.account.as_record().sheets[0])
    assert sheet == {"name": "", "rows": 7, "titles": 1, "headers": 2, "blank": 1, "lines": 3}


def test_a_trailing_delimiter_makes_no_column() -> None:
    manifest = read("Name,CAS,\nAcetone,67-64-1,\n")
    assert manifest.lines[0].declared == {"Name": "Acetone", "CAS": "67-64-1"}
    assert [column.name for column in manifest.columns] == ["Name", "CAS"]
