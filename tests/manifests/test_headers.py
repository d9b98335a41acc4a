from __future__ import annotations

import pytest

from watchlist.engine.reading.columns import HEADERS, MAPPABLE, header_key, read_column, read_columns
from watchlist.engine.reading.data_tables import rows_of

HEADER_ROWS = rows_of("headers.csv")
LANGUAGES = {"en", "zh", "es", "de", "fr", "pt", "ru", "ja"}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("CAS No.", "cas"),
        ("  cas-no  ", "cas"),
        ("\ufeffDescription of goods", "name"),
        ("ＣＡＳ号", "cas"),
        ("品名", "name"),
        ("Descripción de la mercancía", "name"),
        ("DESCRIPCION DE LA MERCANCIA", "name"),
        ("Warenbezeichnung", "name"),
        ("Désignation des marchandises", "name"),
        ("Descrição da mercadoria", "name"),
        ("Наименование товара", "name"),
        ("Код ТН ВЭД", "hs_code"),
        ("KN-Code", "cn_code"),
        ("N° ONU", "un_number"),
        ("Empfänger", "consignee"),
        ("Грузоотправитель", "consignor"),
        ("目的国（地区）", "destination"),
        ("export_date", "export_date"),
        ("Date of supply", "date"),
        ("ETA", "arrival_date"),
        ("SMILES / InChI", "structure"),
        ("SMILES/InChI", "structure"),
        ("SMILES or InChI", "structure"),
        ("Structure", "structure"),
        ("№ п/п", "line"),
        ("#", "line"),
        ("Name (English)", "name"),
        ("CAS番号", "cas"),
        ("輸出統計品目番号", "hs_code"),
        ("仕向国", "destination"),
        ("荷送人", "consignor"),
        ("备注", "remarks"),
        ("申报要素", "declaration_elements"),
        ("casNumber", "cas"),
        ("goods_description", "name"),
        ("country-of-origin", "origin"),
        ("品名/Description", "name"),
        ("品名Description of goods", "name"),
        ("HS编码 HS Code", "hs_code"),
        ("Import date / Export date", None),
        ("Gross weight", None),
        ("grossWeight", None),
        ("Weight (gross)", None),
        ("Gewicht (brutto, kg)", None),
        ("毛重(KG)", None),
        ("総重量", None),
        ("Net / gross weight", None),
        ("Bank details", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_a_header_is_known_in_the_languages_of_trade(header: str, field: str | None) -> None:
    assert read_column(header).field == field


@pytest.mark.parametrize(
    ("header", "field", "unit"),
    [
        ("Quantity (kg)", "quantity", "kg"),
        ("Quantity [KGS]", "quantity", "KGS"),
        ("数量（公斤）", "quantity", "公斤"),
        ("Menge in kg", "quantity", "kg"),
        ("Кол-во, кг", "quantity", "кг"),
        ("Net weight kg", "quantity", "kg"),
        ("Quantity (net)", "quantity", None),
        ("netWeightKg", "quantity", "Kg"),
        ("net_weight_kg", "quantity", "kg"),
        ("数量 Quantity (KGS)", "quantity", "KGS"),
        ("数量・単位", "quantity", None),
        ("数量（キログラム）", "quantity", "キログラム"),
        ("Purity (%)", "concentration", "%"),
        ("Purity %", "concentration", "%"),
        ("Quantity unit", "unit", None),
        ("Quantity / Unit", "quantity", None),
    ],
)
def test_a_header_may_state_the_unit(header: str, field: str, unit: str | None) -> None:
    column = read_column(header)
    assert (column.field, column.unit) == (field, unit)


def test_a_repeated_or_missing_header_gets_a_name_of_its_own() -> None:
    names = [column.name for column in read_columns(["Name", "Name", "", "Name (2)", "Name"])]
    assert names == ["Name", "Name (3)", "column 3", "Name (2)", "Name (4)"]
    assert [column.name for column in read_columns(["Name", "Name"])] == ["Name", "Name (2)"]


def test_no_header_means_two_things() -> None:
    assert len({header_key(row["header"]) for row in HEADER_ROWS}) == len(HEADER_ROWS) == len(HEADERS)


@pytest.mark.parametrize("field", MAPPABLE)
def test_every_field_is_known_by_its_own_name_and_in_every_language(field: str) -> None:
    assert read_column(field).field == field
    spoken = {row["language"] for row in HEADER_ROWS if row["field"] == field}
    # Latin names and abbreviations that several languages share stand once in the table.
    assert len(spoken) >= 5
    assert spoken <= LANGUAGES
