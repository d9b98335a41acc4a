"""Real-looking papers in every format: each good on them is found, and none that is not on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.manifests.papers.contents import BILLS_OF_LADING, INVOICES, PACKING_LISTS, SAFETY_SHEETS, Paper, SafetySheet
from tests.manifests.papers.writing import (
    archive,
    grid,
    letter,
    ods,
    ods_cell,
    ods_of,
    pdf,
    safety_pdf,
    word,
    xls,
    xlsb,
    xlsx,
    xlsx_of,
)
from tests.manifests.test_accounts import accounted
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.preview import preview_file
from watchlist.engine.reading.readers import manifest_from_upload

pytestmark = pytest.mark.servers

PAPERS = (*INVOICES, *PACKING_LISTS, *BILLS_OF_LADING)
FORMATS: dict[str, Callable[[Paper], bytes]] = {
    ".xls": xls,
    ".ods": ods,
    ".xlsb": xlsb,
    ".docx": word,
    ".eml": lambda paper: letter((f"{paper.name}.xlsx", xlsx(paper)), ("logo.png", b"\x89PNG\r\n")),
    ".zip": lambda paper: archive((f"papers/{paper.name}.xls", xls(paper)), ("__MACOSX/._x.xls", b"")),
}


def _goods(manifest: DeclaredManifest) -> tuple[str | None, ...]:
    return tuple(line.fields.get("name") for line in manifest.lines)


def _holds(manifest: DeclaredManifest, paper: Paper) -> None:
    assert _goods(manifest) == paper.goods
    assert {field: manifest.head.get(field) for field in paper.head} == paper.head
    accounted(manifest)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("paper", [*INVOICES, *PACKING_LISTS], ids=lambda paper: paper.name)
def test_each_good_of_a_paper_is_found_and_none_invented(suffix: str, paper: Paper) -> None:
    manifest = manifest_from_upload(f"a{suffix}", FORMATS[suffix](paper))
    _holds(manifest, paper)
    of_table = [line.fields.get("cas") for line in manifest.lines]
    at = next((at for at, header in enumerate(paper.headers) if "CAS" in header), None)
    assert of_table == ([row[at] for row in paper.rows if row[at]] if at is not None else [None] * len(of_table))


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_each_good_of_a_pdf_is_found_and_none_invented(paper: Paper, ruled: bool) -> None:
    manifest = manifest_from_upload("a.pdf", pdf(paper, ruled=ruled))
    _holds(manifest, paper)
    for line in manifest.lines:
        assert line.declared["place in the file"].startswith("page 1, table row ")
        assert line.declared["boxes on the page"]


@pytest.mark.parametrize("paper", BILLS_OF_LADING, ids=lambda paper: paper.name)
def test_each_good_of_a_bill_of_lading_in_a_text_document_is_found(paper: Paper) -> None:
    manifest = manifest_from_upload("a.docx", word(paper))
    _holds(manifest, paper)
    assert next(iter(manifest.lines)).declared["place in the file"] == "table 1, row 2"


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
@pytest.mark.parametrize("sheet", SAFETY_SHEETS, ids=lambda sheet: sheet.name)
def test_a_safety_data_sheet_is_its_product_and_its_components(sheet: SafetySheet, ruled: bool) -> None:
    manifest = manifest_from_upload("a.pdf", safety_pdf(sheet, ruled=ruled))
    assert _goods(manifest) == (sheet.product, *(name for name, *_ in sheet.components))
    components = list(manifest.lines)[1:]
    assert [line.fields["cas"] for line in components] == [cas for _, cas, *_ in sheet.components]
    assert all(line.fields["concentration"] for line in components)
    assert {line.fields["remarks"] for line in components} == {f"component of {sheet.product} (safety data sheet)"}
    accounted(manifest)


def test_what_stands_below_the_goods_is_told_with_why() -> None:
    for data, suffix in ((xls(INVOICES[0]), "xls"), (pdf(INVOICES[0]), "pdf"), (word(INVOICES[0]), "docx")):
        (sheet,) = manifest_from_upload(f"a.{suffix}", data).account.sheets
        assert (sheet.total_rows, sheet.skipped_rows) == (1, 3)
        assert [text.partition(":")[0] for text in sheet.skipped_texts] == ["bank details", "terms", "signature"]


@pytest.mark.parametrize(
    "row",
    [
        ("Bank paper", "", "", "", "25"),
        ("Signature: safrole 94-59-7",),
        ("Freight container paint",),
        ("Swift fuel",),
        ("Signature", "", "", "", "5 kg"),
        ("Insurance", "67-64-1"),
        ("Lot 5 of safrole",),
        ("Delivery note 80012: safrole",),
        ("Order 7", "", "", "", "5 kg"),
        ("Total cleaner 5 L", "", "", "", "10"),
    ],
)
def test_goods_that_begin_like_a_footer_stay_lines(row: tuple[str, ...]) -> None:
    headers = ("Description of goods", "CAS No.", "HS Code", "Remarks", "Quantity (kg)")
    paper = Paper("p", "Papers", (), headers, (("Acetone", "67-64-1"), row), (), ())
    manifest = manifest_from_upload("a.xlsx", xlsx(paper))
    assert len(manifest.lines) == 2


INVOICE, PACKING, BILL = INVOICES[0], PACKING_LISTS[0], BILLS_OF_LADING[0]
TOGETHER: dict[str, Callable[[], tuple[str, bytes]]] = {
    "sheets of a workbook": lambda: ("a.xlsx", xlsx(INVOICE, PACKING)),
    "one sheet": lambda: ("a.xlsx", xlsx_of([*grid(INVOICE), (), *grid(PACKING)])),
    "sheets of an old workbook": lambda: ("a.xls", xls(INVOICE, PACKING)),
    "pages": lambda: ("a.pdf", pdf(PACKING, INVOICE, BILL)),
    "a text document": lambda: ("a.docx", word(INVOICE, PACKING, BILL)),
    "a letter": lambda: ("a.eml", letter(("invoice.pdf", pdf(INVOICE)), ("packing list.xls", xls(PACKING)))),
    "a letter in an archive": lambda: (
        "a.zip",
        archive(("1/letter.eml", letter(("invoice.pdf", pdf(INVOICE)))), ("2/packing_list.xlsx", xlsx(PACKING))),
    ),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_papers_of_one_shipment_are_reconciled_and_not_added(name: str) -> None:
    manifest = manifest_from_upload(*TOGETHER[name]())
    assert sorted(map(str, _goods(manifest))) == sorted(INVOICE.goods)
    acetone = next(line for line in manifest.lines if line.fields["cas"] == "67-64-1")
    assert acetone.fields["quantity"] == "1600"
    assert acetone.declared["Net weight (kg) (packing list)"] == "1280"
    assert [(problem.code, problem.field) for problem in acetone.problems] == [("fields_differ", "quantity")]
    assert sum(sheet.reconciled_rows for sheet in manifest.account.sheets) in (2, 3)
    accounted(manifest)
    assert manifest.head["reference"] in ("BW-2026-0117", "PL-001")


def test_goods_of_another_name_or_other_parties_stay_apart() -> None:
    other = Paper(
        "packing",
        "Packing List",
        ("Consignee: Somebody Else Ltd",),
        ("Goods", "Net weight (kg)"),
        (("Acetone", "5"),),
        (),
        (),
    )
    like = Paper("packing", "Packing List", (), ("Goods", "Net weight (kg)"), (("Toluene diisocyanate", "5"),), (), ())
    assert len(manifest_from_upload("a.xlsx", xlsx(INVOICE, other)).lines) == 4
    assert len(manifest_from_upload("a.xlsx", xlsx(INVOICE, like)).lines) == 4


@pytest.mark.parametrize(("at", "lines"), [(0, 3 + 4), (1, 2)])
def test_the_components_of_a_mixture_are_goods_beside_those_of_the_invoice(at: int, lines: int) -> None:
    """Of a substance by itself the sheet says what the invoice says; a mixture that holds acetone is another good."""
    invoice = INVOICES[at]
    data = archive(("invoice.xlsx", xlsx(invoice)), ("sheet.pdf", safety_pdf(SAFETY_SHEETS[at])))
    manifest = manifest_from_upload("a.zip", data)
    assert len(manifest.lines) == lines
    assert _goods(manifest)[: len(invoice.goods)] == invoice.goods
    accounted(manifest)


def test_a_table_goes_on_over_pages_and_its_header_is_no_good() -> None:
    rows = tuple((str(at), f"Solvent blend {at}", "67-64-1", "2914.11", "10", "1", "1") for at in range(1, 120))
    long = Paper("long", "Commercial Invoice", INVOICE.above, INVOICE.headers, rows, INVOICE.below, ())
    for ruled in (True, False):
        manifest = manifest_from_upload("a.pdf", pdf(long, ruled=ruled))
        assert _goods(manifest) == tuple(row[1] for row in rows)
        last = list(manifest.lines)[-1].declared["place in the file"]
        assert last.startswith("page 3, table row ")


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".zip"])
def test_columns_of_a_paper_that_are_not_understood_can_be_said(suffix: str) -> None:
    paper = Paper("x", "Papers", (), ("Ware X", "Zahl Y"), (("Acetone", "5"), ("Ether", "7")), (), ())
    data = {".pdf": pdf(paper), ".docx": word(paper), ".zip": archive(("a.pdf", pdf(paper)))}[suffix]
    look = preview_file(f"a{suffix}", data)
    assert not look.understood
    [table] = look.tables
    assert [column.values for column in table.columns] == [("Acetone", "Ether"), ("5", "7")]
    said = {table.shape: {"warex": "name"}}
    manifest = manifest_from_upload(f"a{suffix}", data, lambda shape: said.get(shape, {}))
    assert _goods(manifest) == ("Acetone", "Ether")


def test_merged_headers_of_an_open_document_name_their_columns_and_what_is_hidden_is_told() -> None:
    wide, tall = ' table:number-columns-spanned="2"', ' table:number-rows-spanned="2"'
    covered = "<table:covered-table-cell/>"
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    rows = (
        f"{ods_cell('Goods', tall)}{ods_cell('Weight (kg)', wide)}{covered}",
        f"{covered}{ods_cell('net')}{ods_cell('gross')}",
        f"{ods_cell('Acetone')}{ods_cell('160')}{ods_cell('180')}",
        f"{ods_cell('Ether')}{formula}{ods_cell('90')}",
    )
    hidden = f'<table:table-row table:visibility="collapse">{ods_cell("Safrole")}{ods_cell("5")}</table:table-row>'
    data = ods_of("".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + hidden)
    manifest = manifest_from_upload("a.ods", data)
    assert [(line.fields.get("name"), line.fields.get("quantity")) for line in manifest.lines] == [
        ("Acetone", "160"),
        ("Ether", None),
        ("Safrole", "5"),
    ]
    found = [[problem.code for problem in line.problems] for line in manifest.lines]
    assert found == [[], ["formula_without_value"], ["row_hidden"]]
    assert manifest.account.sheets[0].headers == 2
