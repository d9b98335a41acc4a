from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from msgspec import UNSET

from watchlist.engine.reading.dates import DateOrder
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.engine.reading.readers import read_manifest

FIXTURES = Path(__file__).parents[2] / "fixtures" / "manifests"


def read(text: str | bytes) -> DeclaredManifest:
    data = text.encode() if isinstance(text, str) else text
    return read_manifest("-", stdin=io.BytesIO(data))


def codes(line: DeclaredLine) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in line.problems]


def test_the_sample_is_read_whole() -> None:
    manifest = read_manifest(str(FIXTURES / "sample.csv"))
    assert manifest.source == "sample.csv"
    assert manifest.sha256 == hashlib.sha256((FIXTURES / "sample.csv").read_bytes()).hexdigest()
    assert [line.fields["line"] for line in manifest.lines] == [str(number) for number in range(1, 23)]
    assert manifest.ignored_columns == ()
    assert not any(line.problems for line in manifest.lines)
    assert manifest.lines[12].fields["smiles"] == "CC(C)(C)OC(=O)N1CCC(CC1)Nc1ccccc1"
    assert manifest.lines[8].declared["Description of goods"] == "Piperonal, sample"


def test_a_german_delivery_note_is_read_below_its_title() -> None:
    manifest = read_manifest(str(FIXTURES / "lieferschein.csv"))
    assert [line.key for line in manifest.lines] == ["L1", "L2", "L3"]
    assert manifest.lines[1].fields["name"] == "Salzsäure; rauchend"
    assert (manifest.lines[0].fields["quantity"], manifest.lines[0].fields["unit"]) == ("200,5", "kg")
    assert manifest.lines[2].fields["concentration"] == "99,5 %"
    assert manifest.ignored_columns == ("Zollnotiz",)
    assert manifest.lines[0].declared["Zollnotiz"] == "Gebinde 4"


def test_a_chinese_packing_list_is_read() -> None:
    line = read_manifest(str(FIXTURES / "zhuangxiangdan.csv")).lines[1]
    assert (line.fields["name"], line.fields["cas"], line.fields["unit"]) == ("高锰酸钾", "7722-64-7", "公斤")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1251"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_the_encoding_and_the_line_end_are_found(delimiter: str, encoding: str, end: str) -> None:
    rows = [["Name", "CAS No.", "Remarks"], ["Ацетон", "67-64-1", "ok"], ["1,4-dioxane", "123-91-1", ""]]
    text = end.join(delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)
    manifest = read(text.encode(encoding))
    assert [line.fields["name"] for line in manifest.lines] == ["Ацетон", "1,4-dioxane"]
    assert manifest.lines[0].fields["cas"] == "67-64-1"


def test_a_list_of_names_is_one_column_whatever_it_holds() -> None:
    manifest = read("Name\n1,4-butanediol\nAcetone; technical\nSalt\n1,2,3-trichloropropane\n")
    names = [line.fields["name"] for line in manifest.lines]
    assert names == ["1,4-butanediol", "Acetone; technical", "Salt", "1,2,3-trichloropropane"]


def test_parties_in_a_title_block_are_no_header() -> None:
    manifest = read("Consignor,Consignee\nACME,BETA\n\nProduct,CAS\nAcetone,67-64-1\n")
    assert [line.fields["name"] for line in manifest.lines] == ["Acetone"]


def test_one_understood_header_among_many_is_taken_where_it_names_goods() -> None:
    manifest = read("Chemical,Hue,Mood\nAcetone,none,calm\n")
    assert manifest.lines[0].fields == {"name": "Acetone"}
    assert manifest.ignored_columns == ("Hue", "Mood")


def test_a_structure_column_holds_either_notation() -> None:
    lines = read("Name,Structure\na,CCO\nb,InChI=1S/CH4/h1H4\nc,LFQSCWFLJHTTHZ-UHFFFAOYSA-N\n").lines
    assert [sorted(set(line.fields) - {"name"}) for line in lines] == [["smiles"], ["inchi"], ["inchikey"]]


def test_every_row_that_is_not_blank_is_a_line_in_order() -> None:
    manifest = read("Name,CAS\na,1\n\n , \n,,,\nb,\nTotal\n")
    assert [(line.number, line.key, line.fields.get("name")) for line in manifest.lines] == [
        (1, "L1", "a"),
        (2, "L2", "b"),
        (3, "L3", "Total"),
    ]


def test_the_key_and_the_line_number_stay_as_declared() -> None:
    line = read("Line,Reference,Name\n40,INV-7/1,Acetone\n").lines[0]
    assert (line.number, line.key, line.declared["Line"]) == (1, "INV-7/1", "40")


def test_cells_beyond_the_header_are_kept_and_named() -> None:
    line = read("Name,CAS\nAcetone,technical,67-64-1,\n").lines[0]
    assert line.declared == {"Name": "Acetone", "CAS": "technical", "column 3": "67-64-1"}
    assert codes(line) == [("extra_cells", None)]


def test_of_two_columns_for_one_field_the_first_that_says_something_is_read() -> None:
    lines = read("Name,Name,CAS\n,Acetone,67-64-1\nAcetone,ACETONE,\nAcetone,Toluene,\n").lines
    assert lines[2].declared == {"Name": "Acetone", "Name (2)": "Toluene", "CAS": ""}
    assert [line.fields["name"] for line in lines] == ["Acetone", "Acetone", "Acetone"]
    assert [codes(line) for line in lines] == [[], [], [("fields_differ", "name")]]


def test_a_fallback_column_speaks_only_where_the_plain_one_is_silent() -> None:
    lines = read("Name,Seller,Exporter\na,S,E\nb,S,\n").lines
    assert [(line.fields["consignor"], line.problems) for line in lines] == [("E", ()), ("S", ())]


def test_the_unit_of_the_header_gives_way_to_a_unit_column() -> None:
    lines = read("Name,Quantity (kg),Unit\na,5,g\nb,5,\nc,,\n").lines
    assert [line.fields.get("unit") for line in lines] == ["g", "kg", None]


@pytest.mark.parametrize(("written", "read_as"), [("98", "98 %"), ("0.98", "0.98"), ("98 %", "98 %"), ("high", "high")])
def test_a_bare_share_takes_the_sign_of_its_header_unless_it_may_be_a_fraction(written: str, read_as: str) -> None:
    line = read(f"Name,Purity (%)\na,{written}\n").lines[0]
    assert (line.declared["Purity (%)"], line.fields["concentration"]) == (written, read_as)


def test_bytes_of_another_encoding_are_a_problem_of_their_line_alone() -> None:
    lines = read("Name,Remarks\nEau à l’éther,\nToluène,".encode() + b"\nAc\xe9tone,67-64-1\n").lines
    assert lines[2].declared["Name"] == "Ac\ufffdtone"
    assert [codes(line) for line in lines] == [[], [], [("undecodable_bytes", "name")]]


def test_control_characters_are_kept_as_declared_and_not_read() -> None:
    lines = read("Name,CAS\nAce\x07tone,1\nTolu\0ene,2\nWa\u200bter,3\n").lines
    assert [line.fields["name"] for line in lines] == ["Acetone", "Tolu\ufffdene", "Water"]
    assert [line.declared["Name"] for line in lines] == ["Ace\x07tone", "Tolu\ufffdene", "Wa\u200bter"]
    hidden = ("hidden_characters", "name")
    assert [codes(line) for line in lines] == [[("control_characters", "name")]] * 2 + [[hidden]]
    assert lines[2].problems[0].detail == "'Name' holds characters that nobody sees (U+200B)"


@pytest.mark.parametrize("length", [2_001, 12_000, 200_000])
def test_a_name_is_read_to_its_two_thousandth_character(length: int) -> None:
    line, neighbour = read(f"Name,CAS\n{'x' * length},1\nAcetone,67-64-1\n").lines
    assert len(line.fields["name"]) == 2_000
    assert len(line.declared["Name"]) == length
    assert codes(line) == [("field_too_long", "name")]
    assert neighbour.fields["name"] == "Acetone"


@pytest.mark.parametrize(
    ("header", "field", "most"),
    [("Quantity", "quantity", 2_000), ("CAS", "cas", 2_000), ("Consignee", "consignee", 2_000), ("Unit", "unit", 2_000),
     ("HS code", "hs_code", 2_000), ("Remarks", "remarks", 20_000), ("key", "key", 200)],
)  # fmt: skip
def test_no_field_is_read_beyond_its_length(header: str, field: str, most: int) -> None:
    line = read(f"Name,{header}\nAcetone,{'1' * (most + 1)}\n").lines[0]
    assert len(line.fields[field]) == most
    assert len(line.declared[header]) == most + 1
    assert codes(line) == [("field_too_long", field)]
    assert not read(f"Name,{header}\nAcetone,{'1' * most}\n").lines[0].problems


def test_a_structure_is_never_cut_to_another() -> None:
    line = read(f"Name,SMILES\nPolymer,{'C' * 30_000}\n").lines[0]
    assert len(line.fields["smiles"]) == 30_000
    assert not line.problems


def test_a_quoted_text_may_hold_delimiters_quotes_and_line_ends() -> None:
    line = read('Name,CAS\n"Acetone, ""pure""\nin drums",67-64-1\n').lines[0]
    assert line.declared["Name"] == 'Acetone, "pure"\nin drums'
    assert line.fields["name"] == 'Acetone, "pure" in drums'


def test_a_quotation_mark_left_open_swallows_no_line_below() -> None:
    lines = read('Name,CAS\n"Acetone,67-64-1\nToluene,108-88-3\n"Ether, pure",60-29-7\n').lines
    assert [line.fields["cas"] for line in lines] == ["67-64-1", "108-88-3", "60-29-7"]
    assert [codes(line) for line in lines] == [[("quotes_malformed", None)], [], []]


def test_a_quotation_mark_not_doubled_is_read_on_its_own_line() -> None:
    lines = read('Name,CAS\n"technical" acetone,67-64-1\n2"-prime,1\n').lines
    assert [line.fields["cas"] for line in lines] == ["67-64-1", "1"]
    assert [codes(line) for line in lines] == [[("quotes_malformed", None)], []]


def test_the_convention_of_the_dates_is_that_of_the_file() -> None:
    manifest = read("Name,Order date,Export date\na,04/05/2026,13/05/2026\n")
    assert manifest.date_convention.slashed is DateOrder.DAY_FIRST
    assert read("Name,Export date (MM/DD/YYYY)\na,04/05/2026\n").date_convention.slashed is DateOrder.MONTH_FIRST


def test_the_same_bytes_give_the_same_manifest() -> None:
    text = "Name,CAS,Hue\nAcetone,67-64-1,none\n"
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("2914.11", "2915.24"), "hs_code"),
        (("29141100", ""), "hs_code"),
        (("1", "2"), "line"),
        (("1001", "1002"), "line"),
        (("A-12", "2915.24"), "line"),
    ],
)
def test_a_partida_is_a_customs_code_where_its_values_are_and_else_the_number_of_the_line(
    values: tuple[str, str], field: str
) -> None:
    rows = "".join(f"{value};{name}\n" for value, name in zip(values, ("Acetona", "Tolueno"), strict=True))
    first = read(f"Partida;Mercancía\n{rows}").lines[0]
    assert first.fields[field] == values[0]
    assert not {"line", "hs_code"} - {field} & first.fields.keys()


def test_a_partida_beside_a_column_of_codes_numbers_the_lines() -> None:
    line = read("Partida;Código arancelario;Mercancía\n2914;2915.24;Acetona\n").lines[0]
    assert (line.fields["line"], line.fields["hs_code"]) == ("2914", "2915.24")


@pytest.mark.parametrize("total", ["TOTAL,,150,kg", "Gesamt:,,150,kg", ",,Suma total,150 kg", "合计,,150 kg,"])
def test_a_total_of_the_rows_above_is_no_line_and_the_account_says_so(total: str) -> None:
    manifest = read(f"name,cas,quantity,unit\nacetone,67-64-1,100,kg\ntoluene,,50,kg\n{total}\n")
    (sheet,) = manifest.account.sheets
    assert [line.fields["name"] for line in manifest.lines] == ["acetone", "toluene"]
    assert (sheet.total_rows, len(sheet.total_texts)) == (1, 1)
    assert sheet.as_record().total_rows == 1
    assert "150" in sheet.total_texts[0]


@pytest.mark.parametrize(
    "row",
    ["TOTAL,67-64-1,150,kg", "TOTAL acetone,,150,kg", "Total,,,", "TOTAL,,some,kg", "Total oil,,150,kg", "5,,150,kg"],
)
def test_a_row_that_may_name_goods_is_a_line_whatever_it_says_of_a_total(row: str) -> None:
    manifest = read(f"name,cas,quantity,unit\nacetone,67-64-1,100,kg\n{row}\n")
    assert len(manifest.lines) == 2
    assert manifest.account.sheets[0].as_record().total_rows is UNSET
