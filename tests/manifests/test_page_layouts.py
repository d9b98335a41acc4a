"""Papers on pages, as the programs of many firms lay them out: each good with how much, and all else accounted for."""

from __future__ import annotations

from itertools import product

import pytest

from tests.manifests.papers.drawing import drawn
from tests.manifests.papers.page_layouts import BILLS_OF_LADING, INVOICES, PACKING_LISTS, Layout
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


@pytest.mark.parametrize("layout", [*INVOICES, *PACKING_LISTS, *BILLS_OF_LADING], ids=lambda layout: layout.name)
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
