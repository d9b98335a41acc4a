from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import DeclaredLine
from watchlist.engine.reading.readers import read_manifest
from watchlist.engine.reading.readers.free_text import read_free_text

FIXTURES = Path(__file__).parents[2] / "fixtures" / "manifests"


def read(text: str) -> tuple[DeclaredLine, ...]:
    return read_free_text(text.encode()).lines


def test_each_row_that_is_not_blank_is_a_good() -> None:
    manifest = read_manifest(str(FIXTURES / "pasted.txt"))
    assert [line.number for line in manifest.lines] == list(range(1, 11))
    assert manifest.lines[0].fields == {"name": "Packing list, week 14"}
    assert manifest.lines[3].fields == {"name": "CAS 67-64-1 acetone 20 kg"}
    assert manifest.lines[3].declared == {"numbering": "-", "text": "CAS 67-64-1 acetone 20 kg"}


@pytest.mark.parametrize(
    ("row", "mark", "name"),
    [
        ("1. Acetone", "1.", "Acetone"),
        ("12) Acetone", "12)", "Acetone"),
        ("(3) Acetone", "(3)", "Acetone"),
        ("a) Acetone", "a)", "Acetone"),
        ("- Acetone", "-", "Acetone"),
        ("•Acetone", "•", "Acetone"),
        ("①丙酮", "①", "丙酮"),
        ("2、丙酮", "2、", "丙酮"),
        ("1.4-dioxane", None, "1.4-dioxane"),
        ("1,4-butanediol", None, "1,4-butanediol"),
        ("2-butanone", None, "2-butanone"),
        ("-40 °C coolant", None, "-40 °C coolant"),
        ("(R)-carvone", None, "(R)-carvone"),
        ("67-64-1", None, "67-64-1"),
        ("20 kg acetone", None, "20 kg acetone"),
        ("-", None, "-"),
        ("1.", None, "1."),
    ],
)
def test_numbering_is_taken_off_and_declared(row: str, mark: str | None, name: str) -> None:
    [line] = read(f"\n{row}\n")
    assert (line.declared.get("numbering"), line.fields["name"]) == (mark, name)


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_a_table_with_a_header_is_read_as_one(separator: str) -> None:
    lines = read(f"Name{separator}CAS\nAcetone{separator}67-64-1\n")
    assert [line.fields for line in lines] == [{"name": "Acetone", "cas": "67-64-1"}]


def test_a_table_whose_header_is_not_understood_is_read_row_by_row() -> None:
    assert [line.fields["name"] for line in read("Foo;Bar\nAcetone;20\n")] == ["Foo;Bar", "Acetone;20"]


def test_goods_that_hold_commas_are_never_cut_into_cells() -> None:
    rows = ["Name,Quantity,Unit", "Sodium chloride, ephedrine, 5 kg", "Anhydride, acetic, 5 kg"]
    assert [line.fields["name"] for line in read("\n".join(rows))] == rows


def test_a_name_is_read_to_its_two_thousandth_character() -> None:
    [line] = read("x" * 5_000)
    assert len(line.fields["name"]) == 2_000
    assert [problem.code for problem in line.problems] == ["field_too_long"]


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "it is empty"), (b" \n\t\n", "it is empty"), (b"\0\1\2\3", "no text")]
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ManifestError, match=reason):
        read_free_text(data)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace"))))
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    with suppress(ManifestError):
        read_free_text(data)


@given(st.lists(st.text(alphabet="1a.)-•① ,丙", max_size=8)))
def test_every_row_is_answered_and_nothing_of_it_is_lost(rows: list[str]) -> None:
    written = [row.strip() for row in rows if row.strip()]
    if written:
        lines = read("\n".join(rows))
        assert ["".join("".join(line.declared.values()).split()) for line in lines] == [
            "".join(row.split()) for row in written
        ]
