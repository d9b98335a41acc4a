"""Papers on pages, as the programs of many firms lay them out: each good with how much, and all else accounted for."""

from __future__ import annotations

from itertools import product

import pytest

from tests.manifests.papers.drawing import drawn
from tests.manifests.papers.page_layouts import BILLS_OF_LADING, INVOICES, PACKING_LISTS, TABLES, Layout
from tests.manifests.papers.safety_layouts import SAFETY_LAYOUTS, SafetyLayout
from tests.manifests.papers.workbook_layouts import Good
from tests.manifests.papers.writing import typeset
from tests.manifests.test_accounts import accounted
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_upload

pytestmark = pytest.mark.servers


def goods_of(manifest: DeclaredManifest) -> tuple[Good, ...]:
    """Return name, CAS number and quantity with its unit of each line."""
    fields = [line.fields for line in manifest.lines]
    return tuple(
        (each.get("name", ""), each.get("cas", ""), f"{each.get('quantity', '')} {each.get('unit', '')}".strip())
        for each in fields
    )


def reasons_in(manifest: DeclaredManifest) -> set[str]:
    """Return why rows and texts were no goods."""
    return {text.partition(":")[0] for sheet in manifest.account.sheets for text in sheet.skipped_texts}


@pytest.mark.parametrize(
    "layout", [*INVOICES, *PACKING_LISTS, *BILLS_OF_LADING, *TABLES], ids=lambda layout: layout.name
)
def test_each_good_of_a_page_is_found_with_how_much(layout: Layout) -> None:
    manifest = manifest_from_upload("a.pdf", typeset(layout.source))
    assert goods_of(manifest) == layout.goods
    assert {field: manifest.head.get(field) for field in layout.head} == layout.head
    assert set(layout.skipped) <= reasons_in(manifest)
    assert sum(sheet.total_rows for sheet in manifest.account.sheets) == layout.totals
    accounted(manifest)


@pytest.mark.parametrize("layout", SAFETY_LAYOUTS, ids=lambda layout: layout.name)
def test_a_safety_data_sheet_of_any_layout_is_its_product_and_its_components(layout: SafetyLayout) -> None:
    product_line, *components = manifest_from_upload("a.pdf", typeset(layout.source)).lines
    assert product_line.fields["name"] == layout.product
    found = [[line.fields[field] for field in ("name", "cas", "concentration")] for line in components]
    assert [(name, cas, share.removesuffix(" %")) for name, cas, share in found] == list(layout.components)
    if not layout.components:
        assert (product_line.fields["cas"], product_line.fields["concentration"]) == ("108-24-7", "> 99 %")


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_turned(degrees: int, stroke: str) -> None:
    table = f"""#table(columns: (1cm, 5cm, 3cm, 3cm), stroke: {stroke}, [No.], [Description of goods], [CAS No.],
[Quantity (kg)], [1], [Acetone], [67-64-1], [100], [2], [Toluene], [108-88-3], [320])"""
    source = f"#rotate({degrees}deg, reflow: true)[#block(width: 15cm)[= Invoice\nConsignee: Aspen Labs Ltd\n{table}]]"
    manifest = manifest_from_upload("a.pdf", typeset(source))
    assert goods_of(manifest) == (("Acetone", "67-64-1", "100 kg"), ("Toluene", "108-88-3", "320 kg"))
    assert manifest.head == {"consignee": "Aspen Labs Ltd"}


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
def test_a_small_table_whose_header_is_not_understood_is_read_by_its_values(stroke: str) -> None:
    """What states no CAS number is told with the texts below the goods."""
    source = f"""= Invoice
#table(columns: 3, [No.], [Description of goods], [Quantity (kg)], [1], [Acetone], [10])
Enclosed free of charge:
#table(columns: (4cm, 4cm, 3cm), stroke: {stroke}, [Zeug], [Zahl], [Teil], [Safrole], [94-59-7], [5 g],
[Vanillin], [-], [2 g])"""
    manifest = manifest_from_upload("a.pdf", typeset(source))
    assert goods_of(manifest) == (("Acetone", "", "10 kg"), ("Safrole", "94-59-7", "5 g"))
    told = (*manifest.account.not_read, *(text for sheet in manifest.account.sheets for text in sheet.skipped_texts))
    assert any("Vanillin" in text for text in told)


CHINESE = (
    ("序号", "品名", "CAS号", "数量", "单位", "金额(USD)"),
    ("1", "盐酸", "7647-01-0", "11600", "千克", "1392.00"),
    ("2", "高锰酸钾 Potassium permanganate", "7722-64-7", "500", "千克", "1450.00"),
    ("", "合计", "", "12100", "千克", "2842.00"),
)


@pytest.mark.parametrize(("ruled", "turned", "by_columns"), [*product((True, False), (0, 90), (False, True))])
def test_a_chinese_invoice_whose_font_is_in_no_file_is_read_however_it_is_put_down(
    ruled: bool, turned: int, by_columns: bool
) -> None:
    above = (
        "商业发票 COMMERCIAL INVOICE",
        "发货人：宁波远海化工有限公司",
        "收货人：Curtidos Andinos S.A.",
        "发票号：NF26-1103",
    )
    below = ("开户银行：宁波海港银行", "签字：________")
    lefts = (40, 80, 240, 320, 380, 430)
    page = drawn(above, CHINESE, lefts, below, ruled=ruled, turned=turned, by_columns=by_columns)
    manifest = manifest_from_upload("a.pdf", page)
    assert goods_of(manifest) == (
        ("盐酸", "7647-01-0", "11600 千克"),
        ("高锰酸钾 Potassium permanganate", "7722-64-7", "500 千克"),
    )
    assert manifest.head["consignor"] == "宁波远海化工有限公司"
    assert reasons_in(manifest) == {"bank details", "signature"}
    accounted(manifest)
