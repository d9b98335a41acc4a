"""Goods that are named where an amount or a code belongs: they are read as remarks are, and no line hides them."""

from __future__ import annotations

import io
from itertools import product

import pytest

from tests.promises.asking import answered
from watchlist.engine.reading.lines import FIGURE_FIELDS, DeclaredLine
from watchlist.engine.reading.readers import manifest_from_payload, read_manifest


def declared(**fields: str) -> DeclaredLine:
    (line,) = manifest_from_payload({"lines": [{"name": "sodium chloride", **fields}]}).lines
    return line


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("quantity", "5 kg of safrole in drums", "safrole"),
        ("quantity", "25kg acetone", "acetone"),
        ("quantity", "5 P2P", "P2P"),
        ("quantity", "5 kg 3-MMC", "3-MMC"),
        ("unit", "1,4-BDO", "1,4-BDO"),
        ("quantity", "5 kg\N{LINE SEPARATOR}Fentanyl", "Fentanyl"),
        ("unit", "kg 1,4-butanediol", "1,4-butanediol"),
        ("concentration", "98 % fentanyl", "fentanyl"),
        ("product_form", "fentanyl powder", "fentanyl"),
        ("hs_code", "2914.11 acetone", "acetone"),
        ("un_number", "UN1090 acetone", "acetone"),
    ],
)
def test_words_beside_a_figure_are_read_as_remarks(field: str, text: str, words: str) -> None:
    assert words in declared(**{field: text}).fields["remarked_goods"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("quantity", "2,450"),
        ("quantity", "2450 KGS"),
        ("quantity", "25kg"),
        ("quantity", "40 drums of 25 kg"),
        ("quantity", "1000 tablets x 60 mg"),
        ("unit", "short ton"),
        ("unit", "Zentner"),
        ("unit", "таблеток"),
        ("concentration", "98 % w/w"),
        ("product_form", "medicine"),
        ("hs_code", "HS 2914.11"),
        ("cn_code", "2914 11 00"),
        ("un_number", "UN1090"),
        ("line", "12"),
        ("line", "A-1"),
    ],
)
def test_what_belongs_there_says_nothing_of_goods(field: str, text: str) -> None:
    assert "remarked_goods" not in declared(**{field: text}).fields


@pytest.mark.usefixtures("law")
def test_no_line_hides_what_is_listed_in_another_field() -> None:
    named = ("safrole", "Fentanyl", "acetic anhydride", "麻黄碱", "94-59-7")
    lines = [{"name": "sodium chloride", field: f"5 {name}"} for field, name in product(FIGURE_FIELDS, named)]
    quiet = [line for line, record in zip(lines, answered(lines), strict=True) if record["verdict"] == "no_match"]
    assert quiet == []


@pytest.mark.parametrize(
    "above",
    [
        "Safrole; 94-59-7",
        "Name, CAS\nSafrole, 94-59-7\nPiperidine, 110-89-4\n",
        "Invoice for safrole (94-59-7)",
    ],
)
def test_a_row_above_the_header_that_holds_a_number_is_no_title(above: str) -> None:
    table = f"ACME Ltd\n{above}\nProduct; CAS; Quantity\nSodium chloride; 7647-14-5; 5\n"
    manifest = read_manifest("-", stdin=io.BytesIO(table.encode()))
    written = [" ".join(line.declared.values()) for line in manifest.lines]
    assert all(any(number in text for text in written) for number in ("94-59-7", "7647-14-5"))
    (sheet,) = manifest.account.sheets
    assert (sheet.lines, sheet.titles) == (len(written), table.count("\n") - len(written) - 1 - above.endswith("\n"))
