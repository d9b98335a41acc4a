from __future__ import annotations

import json
from pathlib import Path

import pytest

from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_payload, read_manifest


def read(text: str, folder: Path, suffix: str = ".json") -> DeclaredManifest:
    path = folder / f"goods{suffix}"
    path.write_text(text, encoding="utf-8")
    return read_manifest(str(path))


def test_a_body_has_lines_beside_the_fields_they_inherit() -> None:
    manifest = manifest_from_payload(
        {
            "reference": "R-1",
            "as_of": "2026-01-01",
            "date": "2026-03-04",
            "Country of origin": "US",
            "transit": ["PA", "CR"],
            "vessel": "Alta",
            "lines": [{"key": "a", "name": "Acetone", "origin": "CA"}, {"Description of goods": "Toluene"}],
        }
    )
    assert manifest.shipment == {"date": "2026-03-04", "origin": "US", "transit": "PA, CR"}
    assert manifest.ignored_columns == ("vessel",)
    assert [(line.key, line.fields["name"]) for line in manifest.lines] == [("a", "Acetone"), ("L2", "Toluene")]
    assert [manifest.fields_of(line)["origin"] for line in manifest.lines] == ["CA", "US"]


def test_values_that_are_no_text_become_text(tmp_path: Path) -> None:
    lines = (
        '[{"name": "a", "quantity": 160.0, "unit": null, "hs_code": 2914110000, "remarks": true}, {"quantity": 1e5}]'
    )
    parsed = manifest_from_payload(json.loads(lines)).lines
    assert parsed[0].fields == {
        "name": "a",
        "quantity": "160",
        "hs_code": "2914110000",
        "remarks": "true",
        "remarked_goods": "true",
    }
    assert "unit" not in parsed[0].declared
    written = read(lines, tmp_path).lines
    assert [line.fields["quantity"] for line in written] == ["160.0", "100000"]


def test_a_nested_value_is_kept_and_not_read() -> None:
    line = manifest_from_payload([{"name": {"en": "Acetone"}, "cas": "67-64-1"}]).lines[0]
    assert line.declared["name"] == '{"en": "Acetone"}'
    assert line.fields == {"cas": "67-64-1"}
    assert [(problem.code, problem.field) for problem in line.problems] == [("nested_value", "name")]


def test_a_quantity_or_a_party_that_is_an_object_is_read_part_by_part() -> None:
    given = {"goodsDescription": "Acetone", "netWeight": {"value": 25, "uom": "kg"}, "shipper": {"name": "A", "id": 7}}
    line = manifest_from_payload([given]).lines[0]
    assert line.fields == {"name": "Acetone", "quantity": "25", "unit": "kg", "consignor": "A"}
    assert line.declared == {
        "goodsDescription": "Acetone",
        "netWeight.value": "25",
        "netWeight.uom": "kg",
        "shipper.name": "A",
        "shipper.id": "7",
    }
    assert line.problems == ()


@pytest.mark.parametrize("name", ["items", "goods", "goodsItems", "goods_items", "products", "positions"])
def test_lines_are_found_under_their_usual_names(name: str) -> None:
    goods = [{"casNumber": "67-64-1", "hsCode": "291411", "grossWeight": 30, "countryOfOrigin": "US"}]
    for document in ({name: goods, "date": "2026-03-04"}, {"manifest": {name: goods}, "date": "2026-03-04"}):
        manifest = manifest_from_payload(document)
        assert manifest.lines[0].fields == {"cas": "67-64-1", "hs_code": "291411", "origin": "US"}
        assert manifest.shipment == {"date": "2026-03-04"}
        assert manifest.ignored_columns == ("grossWeight",)


def test_a_list_beside_the_lines_is_named_and_not_taken_for_them() -> None:
    manifest = manifest_from_payload({"products": [{"name": "b"}], "lines": [{"name": "a"}]})
    assert [line.fields["name"] for line in manifest.lines] == ["a"]
    assert manifest.ignored_columns == ("products",)


def test_what_is_wrong_with_the_shipment_is_a_problem_of_every_line() -> None:
    manifest = manifest_from_payload({"origin": {"code": "US"}, "lines": [{"name": "a"}, {"name": "b"}]})
    assert [[problem.field for problem in line.problems] for line in manifest.lines] == [["origin"], ["origin"]]


def test_a_line_that_is_no_object_is_answered_among_its_neighbours() -> None:
    lines = manifest_from_payload([{"name": "a"}, "acetone", None, {}, 7]).lines
    assert [line.declared for line in lines[1:]] == [
        {"column 1": '"acetone"'},
        {"column 1": "null"},
        {},
        {"column 1": "7"},
    ]
    assert [[problem.code for problem in line.problems] for line in lines] == [
        [],
        ["line_unreadable"],
        ["line_unreadable"],
        [],
        ["line_unreadable"],
    ]


def test_a_row_that_is_no_json_is_answered_among_its_neighbours(tmp_path: Path) -> None:
    lines = read('{"name": "a"}\n\n{"name": \n{"name": "b"}\r\n', tmp_path, ".jsonl").lines
    assert [line.fields.get("name") for line in lines] == ["a", None, "b"]
    assert lines[1].problems[0].code == "line_unreadable"


def test_a_repeated_key_loses_nothing(tmp_path: Path) -> None:
    line = read('[{"name": "Acetone", "name": "Toluene"}]', tmp_path).lines[0]
    assert line.declared == {"name": "Acetone", "name (2)": "Toluene"}
    assert [problem.code for problem in line.problems] == ["fields_differ"]


def test_a_lone_surrogate_can_be_stored() -> None:
    line = manifest_from_payload(json.loads('[{"name": "a\\ud800", "b\\ud800": "\\u0000"}]')).lines[0]
    assert line.declared == {"name": "a\ufffd", "b\ufffd": "\ufffd"}
    assert [problem.code for problem in line.problems] == ["control_characters", "control_characters"]
