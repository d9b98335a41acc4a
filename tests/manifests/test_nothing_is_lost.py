"""Goods that stand where a reader may not look: each is a line, or what holds it is named as not read."""

from __future__ import annotations

import io
from email.message import EmailMessage
from typing import Final

import docx
import pytest
from PIL import Image

from tests.manifests.papers.contents import INVOICES, SAFETY_SHEETS, Paper
from tests.manifests.papers.writing import archive, page, pdf, safety_pdf, typeset, word, xlsx
from tests.manifests.test_accounts import accounted
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_upload

pytestmark = pytest.mark.servers

INVOICE: Final = INVOICES[0]
SAFROLE: Final = "Safrole 94-59-7"
FOREIGN: Final = ("Zeug", "Zahl", "Preis")
UNKNOWN: Final = (("Ether", "7", "2"), (SAFROLE, "5", "1"))
CSV: Final = b"Name,CAS No.\nAcetone,67-64-1\n"


def _names(manifest: DeclaredManifest) -> list[str]:
    accounted(manifest)
    return [line.fields.get("name", "") for line in manifest.lines]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_a_second_paper_that_is_not_understood_is_named_and_its_numbers_are_lines(ruled: bool) -> None:
    packing = Paper("packing", "Packing List", (), FOREIGN, UNKNOWN, (), ())
    manifest = manifest_from_upload("a.pdf", pdf(INVOICE, packing, ruled=ruled))
    assert _names(manifest) == [*INVOICE.goods, f"{SAFROLE} 5 1"]
    assert manifest.account.not_read == ("page 2, packing list (no goods were understood in it)",)
    manifest = manifest_from_upload("a.docx", word(INVOICE, packing))
    assert _names(manifest) == [*INVOICE.goods, f"{SAFROLE} 5 1"]
    assert len(manifest.account.not_read) == 1


def test_a_table_before_the_goods_that_is_not_understood_is_named() -> None:
    unknown = Paper("x", "Invoice", (), FOREIGN, UNKNOWN, (), ())
    source = f"{page(unknown, ruled=True)}\n\n{page(INVOICE, ruled=True)}"
    manifest = manifest_from_upload("a.pdf", typeset(source))
    assert _names(manifest) == [*INVOICE.goods, f"{SAFROLE} 5 1"]
    (named,) = manifest.account.not_read
    assert named == "page 1, the table that begins 'Zeug | Zahl | Preis' (its header is not understood)"


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_a_text_between_two_parts_of_one_table_is_read(ruled: bool) -> None:
    first = Paper("x", "Invoice", (), INVOICE.headers, INVOICE.rows[:1], (), ())
    second = Paper("x", "Invoice", (f"Free of charge: {SAFROLE}",), INVOICE.headers, INVOICE.rows[1:], (), ())
    manifest = manifest_from_upload("a.pdf", pdf(first, second, ruled=ruled))
    assert _names(manifest) == [*INVOICE.goods, f"Free of charge: {SAFROLE}"]


def test_a_form_says_the_numbers_beside_its_goods_too() -> None:
    source = f"= Invoice\n\nDescription of goods: Acetone\n\nQuantity: 5 kg\n\nWith it: {SAFROLE}, 1 g\n\n"
    assert _names(manifest_from_upload("a.pdf", typeset(source))) == ["Acetone", f"With it: {SAFROLE}, 1 g"]


HEADERS: Final = ("No.", "Description of goods", "Quantity", "Unit")


@pytest.mark.parametrize(
    "between",
    [
        (("", "Subtotal", "5", ""),),
        (("", "Signature Collection remover", "20", "kg"),),
        (("Page: 1/3", "", "", ""),),
        (("", "Subtotal", "5", ""), ("Signature: ______", "", "", "")),
    ],
    ids=["a subtotal", "goods like a footer", "the number of a page", "a subtotal and a signature"],
)
def test_a_table_without_lines_goes_on_below_a_total_and_a_footer(between: tuple[tuple[str, ...], ...]) -> None:
    rows = (("1", "Acetone", "5", "kg"), *between, ("2", "Ephedrine", "7", "kg"))
    paper = Paper("x", "Invoice", (), HEADERS, rows, ("Signature: ______", "We thank you for your order"), ())
    found = _names(manifest_from_upload("a.pdf", pdf(paper, ruled=False)))
    assert found[0] == "Acetone"
    assert found[-1] == "Ephedrine"
    assert len(found) == 2 + (between[0][2] == "20")


def test_an_invoice_that_encloses_a_safety_data_sheet_is_an_invoice() -> None:
    rows = (("Acetone", "67-64-1", "5 kg"), ("Safrole", "94-59-7", "1 kg"))
    headers = ("Product", "CAS No.", "Qty")
    paper = Paper("x", "COMMERCIAL INVOICE No. 4711", (), headers, rows, ("Safety data sheet enclosed",), ())
    for ruled in (True, False):
        assert _names(manifest_from_upload("a.pdf", pdf(paper, ruled=ruled))) == ["Acetone", "Safrole"]


def test_a_list_of_goods_behind_a_safety_data_sheet_is_read() -> None:
    sheet = SAFETY_SHEETS[0]
    source = (
        f"= {sheet.title}\n\n== {sheet.section_1}\n\n{sheet.identifier}\n\n== SECTION 8: Exposure controls\n\n"
        "#table(columns: 2, [Chemical name], [CAS No.], [Ethanol], [64-17-5])\n\n"
        "== SECTION 16: Other information\n\n#pagebreak()\n= Packing list No. 5\n\n"
        "#table(columns: 2, [Goods], [Net weight (kg)], [Safrole], [5], [Ether], [7])"
    )
    assert _names(manifest_from_upload("a.pdf", typeset(source))) == [sheet.product, "Safrole", "Ether"]
    assert len(manifest_from_upload("a.pdf", safety_pdf(sheet)).lines) == 4


def _letter(kind: str, *parts: EmailMessage) -> EmailMessage:
    letter = EmailMessage()
    letter["Content-Type"] = f"multipart/{kind}; boundary={kind}0"
    letter["Subject"] = "Papers"
    letter.set_payload(list(parts))
    return letter


def _part(kind: str, data: bytes, name: str = "", disposition: str = "inline") -> EmailMessage:
    part = EmailMessage()
    maintype, _, subtype = kind.partition("/")
    part.set_content(data, maintype=maintype, subtype=subtype, disposition=disposition, filename=name or None)
    return part


def test_each_file_of_a_letter_is_read_wherever_it_stands_and_its_text_is_named() -> None:
    body = _part("text/plain", b"Please add 5 kg of safrole.")
    invoice = _part("application/octet-stream", CSV, "invoice.csv", "attachment")
    letters = {
        "related": _letter("mixed", body, _letter("related", _part("text/html", b""), invoice)),
        "alternative": _letter("alternative", body, _letter("mixed", _part("text/html", b"<p>x</p>"), invoice)),
        "inline": _letter("mixed", body, _part("text/plain", b"Acetone, 67-64-1\n", "packing.txt")),
        "nameless": _letter("mixed", body, _part("application/pdf", pdf(INVOICE), "", "attachment")),
    }
    for name, letter in letters.items():
        manifest = manifest_from_upload("a.eml", letter.as_bytes())
        assert _names(manifest)[0].startswith("Acetone"), name
        assert manifest.account.not_read == ("the text of the letter (goods are read from its files)",), name


def test_a_word_between_the_lines_of_a_table_and_none_is_read() -> None:
    cells = f"[Description of goods], [Quantity (kg)], [Acetone], table.cell(stroke: none)[{SAFROLE}]"
    strokes = "stroke: (x, y) => if x == 1 and y == 1 { none } else { 0.5pt }"
    manifest = manifest_from_upload("a.pdf", typeset(f"= Invoice\n\n#table(columns: 2, {strokes}, {cells})"))
    assert any(SAFROLE in text for line in manifest.lines for text in line.declared.values())


def _form(fields: str, annots: str) -> bytes:
    """Return a PDF of one page with the text "Invoice" and a form."""
    text, fonts = b"BT /F 12 Tf 50 800 Td (Invoice) Tj ET", "<</Font<</F 5 0 R>>>>"
    objects = (
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Contents 4 0 R/Annots[{annots}]/Resources{fonts}>>",
        f"<</Length {len(text)}>>stream\n{text.decode()}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        fields,
        "<</Type/Annot/Subtype/Widget/Parent 6 0 R/Rect[50 700 300 715]>>",
        "<</Type/Annot/Subtype/Widget/FT/Tx/V(Quantity: 5 kg)/Rect[50 680 300 695]>>",
        "<</Type/Annot/Subtype/Widget/FT/Btn/V/On/Rect[50 660 60 670]>>",
    )
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, text_of in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text_of}\nendobj\n".encode())
    start = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer<</Size {size}/Root 1 0 R>>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def test_what_was_typed_into_the_fields_of_a_form_is_read() -> None:
    data = _form("<</FT/Tx/T(a)/V(Description of goods: Acetone)/Kids[7 0 R]>>", "7 0 R 8 0 R 9 0 R")
    [line] = manifest_from_upload("a.pdf", data).lines
    assert (line.fields["name"], line.fields["quantity"]) == ("Acetone", "5 kg")


def test_pictures_are_named_where_they_may_be_scans() -> None:
    picture = (
        'image(bytes((0, 255, 0, 255)), format: (encoding: "luma8", width: 2, height: 2), width: 100%, height: 90%)'
    )
    source = f"{page(INVOICE, ruled=True)}#pagebreak()\n#{picture}\nPage 2 of 3"
    manifest = manifest_from_upload("a.pdf", typeset(source))
    assert manifest.account.not_read == ("page 2 (a picture covers most of it; what it shows was not read)",)
    Image.new("L", (2, 2)).save(scan := io.BytesIO(), "PNG")
    scan.seek(0)
    document = docx.Document(io.BytesIO(word(INVOICE)))
    document.add_picture(scan)
    document.save(out := io.BytesIO())
    manifest = manifest_from_upload("a.docx", out.getvalue())
    assert manifest.account.not_read == ("pictures, 1 in number (what they show was not read)",)


def test_goods_beside_a_word_of_a_footer_and_behind_one_are_lines() -> None:
    rows = (
        ("1", "Acetone", "5 kg"),
        ("Bank details:", "Nordhaven Bank", ""),
        ("2", "Toluene", "7 kg"),
        ("", "Loose goods", ""),
        ("Shipping marks: ABC", "EPHEDRINE HCL", "25 kg gross"),
    )
    paper = Paper("x", "Invoice", (), ("Marks", "Description of goods", "Remarks"), rows, (), ())
    found = _names(manifest_from_upload("a.xlsx", xlsx(paper)))
    assert found == ["Acetone", "Toluene", "Loose goods", "EPHEDRINE HCL"]


def test_of_an_archive_only_what_a_system_added_is_passed_over_unnamed() -> None:
    parts = (
        ("__MACOSX/invoice.csv", CSV),
        ("__MACOSX/._invoice.csv", b"\x00\x05\x16\x07" + bytes(50)),
        ("._hidden.csv", b"Name\nSafrole\n"),
        ("x.Thumbs.db", b"x"),
        ("a/Thumbs.db", b"x"),
        ("a/.DS_Store", b"x"),
    )
    manifest = manifest_from_upload("a.zip", archive(*parts))
    assert _names(manifest) == ["Acetone", "Safrole"]
    assert manifest.account.not_read == ("x.Thumbs.db (files of this kind are not read)",)
