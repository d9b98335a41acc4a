"""PDF as programs lay it out: boxes, grounds, rules between columns alone, texts of several lines, side by side."""

from __future__ import annotations

from typing import Final

import pytest

from tests.manifests.papers.writing import typeset
from tests.manifests.test_accounts import accounted
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import manifest_from_upload

pytestmark = pytest.mark.servers

LONG: Final = (
    "Acetic anhydride, for synthesis, in drums of stainless steel with plastic inner lining, each with seal, "
    "sent at the risk of the buyer and with papers"
)
LAYOUTS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "a header of two rows": (
        """
= COMMERCIAL INVOICE
#table(columns: 6, table.cell(rowspan:2)[No.], table.cell(rowspan:2)[Description of goods],
table.cell(rowspan:2)[CAS No.], table.cell(colspan:2)[Weight (kg)], table.cell(rowspan:2)[Amount],
[net],[gross],
[1],[Acetone],[67-64-1],[160],[180],[200.00],[2],[Toluene],[108-88-3],[320],[350],[300.00])
""",
        ("Acetone", "Toluene"),
    ),
    "parties side by side, one text of many lines": (
        """
= Invoice
#grid(columns:(1fr,1fr), [*Exporter* \\ Brightwater Chemicals B.V. \\ Havenweg 3 \\ Rotterdam],
[*Consignee* \\ Lakeshore Coatings Inc. \\ 12 Dock Rd \\ Chicago])
#v(6pt)
#grid(columns:(1fr,1fr), [Invoice No.: 4711], [Date of shipment: 2026-11-12])
#v(6pt)
#table(columns:(auto,1fr,auto,auto,auto), stroke:none, align:(left,left,left,right,right),
table.hline(), [No.],[Description of goods],[HS Code],[Quantity (kg)],[Amount (USD)], table.hline(),
[1],
[Acetic anhydride, for synthesis, in drums of stainless steel with plastic inner lining, each with seal,
sent at the risk of the buyer and with papers],[2915.24],[1 200],[3,400.00],
[2],[Anthranilic acid],[2922.43],[50],[900.00], table.hline(), [],[Total],[],[1 250],[4,300.00])
Signature: #box(width:3cm, repeat[.])
""",
        (
            LONG,
            "Anthranilic acid",
        ),
    ),
    "a form of boxes": (
        """
#table(columns:(1fr,1fr,1fr,1fr), table.cell(colspan:2)[Shipper \\ Brightwater Chemicals B.V. \\
Rotterdam], table.cell(colspan:2)[Bill of Lading No. \\ NHL-77120],
table.cell(colspan:2)[Consignee \\ Lakeshore Coatings Inc.\\ Chicago],
table.cell(colspan:2)[Booking No. \\ B-99],
table.cell(colspan:2)[Port of loading \\ Rotterdam], table.cell(colspan:2)[Port of discharge \\ Houston],
[Marks and Nos.],[Number and kind of packages],[Description of goods],[Gross weight (kg)],
[LC 1-80],[80 drums],[ACETONE UN 1090],[14240],[LC 81],[1 drum],[PIPERONAL],[27],
table.cell(colspan:4)[SHIPPED on board in apparent good order])
""",
        ("ACETONE UN 1090", "PIPERONAL"),
    ),
    "rows on a ground, a paragraph below": (
        """
= Packing List
Consignee: Aspen Labs Ltd
#table(columns:4, stroke:none, fill:(x,y)=>if calc.odd(y){luma(230)}, [Item],[Goods],[Packages],
[Net weight (kg)],[1],[Ephedrine hydrochloride],[2 drums],[50],[2],[Lactose],[4 bags],[100],[3],
[Red phosphorus],[1 drum],[25])
#lorem(30)
""",
        ("Ephedrine hydrochloride", "Lactose", "Red phosphorus"),
    ),
    "two columns": (
        """
= Delivery note
#table(columns:2, [Article],[Quantity], [Acetone],[10 L],[Hydrochloric acid 37 %],[5 L])
""",
        ("Acetone", "Hydrochloric acid 37 %"),
    ),
    "a CAS number below the table": (
        """
= Invoice
#table(columns:3, [No.],[Description of goods],[Quantity (kg)], [1],[Acetone],[10])
Sample enclosed free of charge: 4-anilino-N-phenethylpiperidine, CAS 21409-26-7, 5 g
""",
        ("Acetone", "Sample enclosed free of charge: 4-anilino-N-phenethylpiperidine, CAS 21409-26-7, 5 g"),
    ),
    "no title": (
        """
#table(columns:3, [Pos],[Product],[Qty], [1],[Acetone],[10 kg],[2],[Ether],[5 kg])
""",
        ("Acetone", "Ether"),
    ),
    "lines between columns alone": (
        """
= Invoice
#table(columns:4, [No.],[Description of goods],[CAS No.],[Quantity (kg)],
[1 \\ 2 \\ 3],[Acetone \\ Toluene \\ Red phosphorus],[67-64-1 \\ 108-88-3 \\ 7723-14-0],[100 \\ 200 \\ 5])
""",
        ("Acetone", "Toluene", "Red phosphorus"),
    ),
    "texts of two lines": (
        """
= Invoice
#table(columns:(1cm,3cm,2cm,3cm), [No.],[Description of goods],[Packages],[Quantity (kg)],
[1],[Acetone of technical grade for export],[4 fibre drums with liner],[100],[2],
[Methyl ethyl ketone in drums],[2 drums],[320])
""",
        ("Acetone of technical grade for export", "Methyl ethyl ketone in drums"),
    ),
    "texts set in the middle": (
        """
= Invoice
#table(columns:(1cm,5cm,3cm,3cm), align:center+horizon, stroke:none, [No.],[Description of goods],
[Packages],[Quantity (kg)],
[1],[Acetone of technical grade for export, kept dry and cool],[4 fibre drums],[100],[2],
[Methyl ethyl ketone],[2 drums],[320])
""",
        ("Acetone of technical grade for export, kept dry and cool", "Methyl ethyl ketone"),
    ),
}
"""Typst of each layout, and the goods that stand on it."""


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_good_is_found_however_a_page_is_laid_out(name: str) -> None:
    source, goods = LAYOUTS[name]
    manifest = manifest_from_upload("a.pdf", typeset(source))
    assert tuple(line.fields.get("name") for line in manifest.lines) == goods
    accounted(manifest)


@pytest.mark.parametrize("name", ["parties side by side, one text of many lines", "a form of boxes"])
def test_what_stands_below_its_label_is_read(name: str) -> None:
    head = manifest_from_upload("a.pdf", typeset(LAYOUTS[name][0])).head
    assert head["consignor"].startswith("Brightwater Chemicals B.V.")
    assert head["consignee"].startswith("Lakeshore Coatings Inc.")
    assert head["reference"] in ("4711", "B-99")


FORM: Final = """
= EXPORT DECLARATION
#table(columns: 3 * (1fr,), table.cell(colspan: 2)[2 Exporter \\ Brightwater Chemicals B.V.], [Reference \\ MRN-77],
table.cell(colspan: 2)[8 Consignee \\ Lakeshore Coatings Inc.], [17 Country of destination \\ US],
table.cell(colspan: 2)[31 Packages and description of goods \\ ACETONE], [33 Commodity code \\ 29141100],
[35 Gross mass (kg) \\ 1424], [38 Net mass (kg) \\ 1280], [46 Statistical value \\ 1760],
table.cell(colspan: 2)[31 Packages and description of goods \\ PIPERONAL], [33 Commodity code \\ 29329300],
[35 Gross mass (kg) \\ 27], [38 Net mass (kg) \\ 25], [46 Statistical value \\ 900])
"""
LETTER: Final = """
= Proforma invoice
Consignee: Lakeshore Coatings Inc.

Description of goods: Acetic anhydride, 99 %

HS code: 2915.24

Quantity: 400 kg
"""


def test_a_form_without_a_table_of_goods_is_read_box_by_box() -> None:
    manifest = manifest_from_upload("a.pdf", typeset(FORM))
    found = [(line.fields["name"], line.fields["hs_code"], line.fields["quantity"]) for line in manifest.lines]
    assert found == [("ACETONE", "29141100", "1280"), ("PIPERONAL", "29329300", "25")]
    assert [manifest.head[name] for name in ("consignor", "destination")] == ["Brightwater Chemicals B.V.", "US"]
    [line] = manifest_from_upload("a.pdf", typeset(LETTER)).lines
    assert line.fields == {"name": "Acetic anhydride, 99 %", "hs_code": "2915.24", "quantity": "400 kg"}


def test_a_table_that_is_not_understood_is_never_passed_over_for_what_stands_beside_it() -> None:
    table = "#table(columns: 3, [Zeug], [Zahl], [Preis], [Safrole], [5], [1], [Ether], [7], [2])"
    with pytest.raises(ManifestError, match="no header is understood"):
        manifest_from_upload("a.pdf", typeset(f"{LETTER}{table}"))
