"""Papers of one shipment name the same goods once; what may be another substance, strength or shipment stays a line."""

from __future__ import annotations

from time import process_time
from typing import Final

import pytest

from tests.manifests.papers.contents import Paper, Rows
from tests.manifests.papers.writing import xlsx
from tests.manifests.test_accounts import accounted
from watchlist.engine.reading.columns import SheetHeading
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest, SheetAccount
from watchlist.engine.reading.readers import manifest_from_upload
from watchlist.engine.reading.readers.reconciling import reconciled
from watchlist.engine.reading.tables import LineTable

pytestmark = pytest.mark.servers

HEADERS: Final = ("Description of goods", "CAS No.", "HS Code", "Concentration (%)", "Quantity", "Unit")


def _read(first: Rows, second: Rows, above: tuple[str, str] = ("", "")) -> DeclaredManifest:
    titles = ("Commercial Invoice", "Packing List")
    papers = [
        Paper(title, title, tuple(head.split("\n")), HEADERS, rows, (), ())
        for title, head, rows in zip(titles, above, (first, second), strict=True)
    ]
    manifest = manifest_from_upload("a.xlsx", xlsx(*papers))
    accounted(manifest)
    return manifest


RAW: Final = "Pharmaceutical raw material"
APART: Final[dict[str, tuple[Rows, Rows, int]]] = {
    "two substances of one name": (
        ((RAW, "", "", "", "100", "kg"),),
        ((RAW, "50-78-2", "", "", "60", "kg"), (RAW, "299-42-3", "", "", "40", "kg")),
        2,
    ),
    "two names of one number": ((("Acetone", "67-64-1"),), (("Safrole", "67-64-1"),), 2),
    "two codes of one name": ((("Acetone", "", "2914.11"),), (("Acetone", "", "2939.41"),), 2),
    "two strengths of one number": (
        (("Hydrochloric acid", "7647-01-0", "", "5"),),
        (("Hydrochloric acid", "7647-01-0", "", "37"),),
        2,
    ),
    "two strengths in the names": ((("Hydrochloric acid 5 %",),), (("Hydrochloric acid 37 %",),), 2),
    "one strength, one grade": ((("Hydrochloric acid 37 %",),), (("Hydrochloric acid, technical", "", "", "37"),), 1),
    "more digits of a code": ((("Acetone", "", "2914.11"),), (("Acetone", "67-64-1", "29141100"),), 1),
}
"""The rows of an invoice, those of its packing list, and how many goods they are."""


@pytest.mark.parametrize("name", APART)
def test_goods_that_may_be_others_stay_lines(name: str) -> None:
    invoice, packing, lines = APART[name]
    manifest = _read(invoice, packing)
    assert len(manifest.lines) == lines
    numbers = {row[1] for row in (*invoice, *packing) if len(row) > 1 and row[1]}
    assert {line.fields["cas"] for line in manifest.lines if "cas" in line.fields} == numbers


@pytest.mark.parametrize(
    ("ours", "theirs", "taken"),
    [
        (("5 kg", ""), [("500 kg", "")], "500 kg"),
        (("500", "kg"), [("0.5", "t")], None),
        (("1", "drum"), [("200", "kg")], "200 kg"),
        (("200", "kg"), [("1", "drum")], "200 kg"),
        (("200", "kg"), [("200", "L")], "200 kg"),
        (("1,600", "kg"), [("1600", "kg")], "1600 kg"),
        (("1,600", "kg"), [("1,600", "kg")], None),
        (("100", "kg"), [("60", "kg"), ("40", "kg")], None),
        (("100 kg", ""), [("60 kg", ""), ("40 kg", "")], None),
        (("100", "kg"), [("60", "kg"), ("400", "kg")], "460 kg"),
        (("2", "drums"), [("2", "drums")], None),
    ],
)
def test_quantities_that_are_not_surely_equal_are_a_problem(
    ours: tuple[str, str], theirs: list[tuple[str, str]], taken: str | None
) -> None:
    rows = tuple(("Acetone", "67-64-1", "", "", *stated) for stated in theirs)
    [line] = _read((("Acetone", "67-64-1", "", "", *ours),), rows).lines
    found = [(problem.code, problem.field) for problem in line.problems]
    assert found == ([] if taken is None else [("fields_differ", "quantity")])
    assert f"{line.fields['quantity']} {line.fields.get('unit', '')}".strip() == (taken or " ".join(ours).strip())


@pytest.mark.parametrize(
    ("above", "lines"),
    [
        (("Invoice reference: A-1", "Shipment reference: B-2"), 2),
        (("Invoice reference: A-1", "Shipment reference: A-1"), 1),
        (("Invoice reference: A-1", ""), 1),
        (("Buyer: Aspen\nInvoice No.: A-1", "Buyer: Aspen\nInvoice No.: A-1\nPacking list No.: P-9"), 1),
        (("Buyer: Aspen\nInvoice No.: A-1", "Buyer: Aspen\nRechnungs-Nr.: A-10"), 2),
        (("Buyer: Aspen\nReference: A-1", "Buyer: Aspen\nReference: B-2"), 2),
        (("Buyer: Aspen\nShipment: S-1\nInvoice No.: A-1", "Buyer: Aspen\nShipment: S-2\nInvoice No.: A-1"), 2),
        (("Buyer: Aspen\nOrder No.: 1", "Buyer: Aspen\nOrder No.: 2"), 1),
        (("Invoice No. and date: GS-5510 / 2026-11-02", "Invoice No.: GS 5510, GS 5511"), 2),
        (("Invoice No. and date: GS-5510 / 2026-11-02", "Invoice No.: GS-5510"), 1),
    ],
)
def test_papers_of_another_number_of_one_thing_stay_apart(above: tuple[str, str], lines: int) -> None:
    """So do those of another reference that share no party."""
    assert len(_read((("Acetone",),), (("Acetone",),), above).lines) == lines


def test_a_paper_that_bears_a_number_of_its_own_is_of_the_shipment_and_its_number_is_told() -> None:
    above = ("Buyer: Aspen\nInvoice No.: A-1", "Buyer: Aspen\nPacking list No.: P-9")
    [line] = _read((("Acetone",),), (("Acetone",),), above).lines
    assert line.declared["reference (packing list)"] == "P-9"


@pytest.mark.parametrize("names", [1, 20_000])
def test_long_lists_take_no_square_of_time(names: int) -> None:
    lines = [
        DeclaredLine(at, f"L{at}", {"Name": "x"}, {"name": f"Solvent {at % names}", "quantity": str(at)}, ())
        for at in range(1, 20_001)
    ]
    table = LineTable(SheetHeading("", "", ()), tuple(lines), SheetAccount(rows=20_000, lines=20_000))
    before = process_time()
    found = reconciled([("invoice", table), ("packing list", table)])
    assert process_time() - before < 10
    assert sum(map(len, (each.lines for each in found))) == 20_000
