"""Letters and archives as five senders each make them: papers of many kinds, pictures, letters within letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final

from tests.manifests.papers.page_layouts import BILLS_OF_LADING, INVOICES, PACKING_LISTS
from tests.manifests.papers.safety_layouts import SAFETY_LAYOUTS
from tests.manifests.papers.sheet_writing import ods_sheet, xls_sheet, xlsb_sheet
from tests.manifests.papers.text_layouts import TEXT_DOCUMENTS
from tests.manifests.papers.workbook_layouts import SHEETS, Good
from tests.manifests.papers.writing import archive, letter, typeset

PICTURE: Final = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A letter or an archive: its name, its bytes, the goods on its papers, and beginnings of what is not read."""

    name: str
    file: str
    data: Callable[[], bytes]
    goods: tuple[Good, ...]
    not_read: tuple[str, ...] = ()
    reconciled: int = 0


def _html_letter() -> bytes:
    """Return a letter of a mail program: text and HTML, a picture in it, the paper under a name in Chinese."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "sales@example.com", "desk@example.org", "单据 / documents"
    message.set_content("Please find attached our invoice.\n\n-- \nNingbo Farsea Chemical\n")
    message.add_alternative("<p>Please find attached our invoice. <img src='cid:logo'></p>", subtype="html")
    _plain, html = message.iter_parts()
    html.add_related(PICTURE, "image", "png", cid="<logo>", filename="logo.png")
    invoice = typeset(INVOICES[1].source)
    message.add_attachment(invoice, maintype="application", subtype="pdf", filename="商业发票 NF26-1103.pdf")
    return message.as_bytes()


def _forwarded() -> bytes:
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = "sales@example.com", "forward@example.net", "Packing list"
    inner.set_content("See attachment.\n")
    inner.add_attachment(
        xls_sheet(SHEETS[0]), maintype="application", subtype="vnd.ms-excel", filename="packing list.xls"
    )
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "forward@example.net", "desk@example.org", "Fwd: Packing list"
    outer.set_content("For your files.\n")
    outer.add_attachment(inner)
    return outer.as_bytes()


def _named_in_gbk(name: str, data: bytes) -> bytes:
    """Return an archive as a Chinese system packs it: the name in its own encoding, and no word of which."""
    written = name.encode("gbk")
    plain = "x" * len(written)
    return archive((plain, data)).replace(plain.encode(), written)


def _without_quantities(goods: tuple[Good, ...]) -> tuple[Good, ...]:
    return tuple((name, cas, "") for name, cas, _ in goods)


_SHEET_GOODS: Final[tuple[Good, ...]] = (
    ("Kestrel Thinner 21", "", ""),
    *_without_quantities(SAFETY_LAYOUTS[0].components),
)
_SPANISH: Final = SHEETS[3]

LETTERS: Final = (
    Bundle(
        "an invoice and a picture, in a letter of two texts",
        "documents.eml",
        _html_letter,
        INVOICES[1].goods,
        ("the text of the letter", "logo.png"),
    ),
    Bundle("a letter that forwards another", "fwd.eml", _forwarded, SHEETS[0].goods, ("the texts of the letters",)),
    Bundle(
        "an invoice of pages and one of a sheet, each of its own shipment",
        "two.eml",
        lambda: letter(
            ("Rechnung 90017781.pdf", typeset(INVOICES[0].source)), ("OI-26-27-0419.xlsb", xlsb_sheet(SHEETS[4]))
        ),
        (*INVOICES[0].goods, *SHEETS[4].goods),
        ("the text of the letter",),
    ),
    Bundle(
        "a text document, conditions of trade that name no goods",
        "factura.eml",
        lambda: letter(
            ("factura.docx", TEXT_DOCUMENTS[1].data()),
            ("condiciones.pdf", typeset("= Condiciones generales\n#lorem(80)")),
        ),
        TEXT_DOCUMENTS[1].goods,
        ("the text of the letter", "condiciones.pdf"),
    ),
    Bundle(
        "an archive in a letter",
        "packed.eml",
        lambda: letter(("papers.zip", archive(("lista de empaque.ods", ods_sheet(_SPANISH))))),
        _SPANISH.goods,
        ("the text of the letter",),
    ),
)

ARCHIVES: Final = (
    Bundle(
        "an invoice, its sheet of safety, files of the system",
        "shipment.zip",
        lambda: archive(
            ("invoice.pdf", typeset(INVOICES[4].source)),
            ("sds/thinner.pdf", typeset(SAFETY_LAYOUTS[0].source)),
            ("__MACOSX/._invoice.pdf", b"\x00\x05\x16\x07"),
            (".DS_Store", b"\x00"),
            ("photo.jpg", b"\xff\xd8\xff"),
        ),
        (*INVOICES[4].goods, *_SHEET_GOODS),
        ("photo.jpg",),
    ),
    Bundle(
        "an invoice, its bill of lading, and a packing list of others",
        "ningbo.zip",
        lambda: archive(
            ("1 invoice.pdf", typeset(INVOICES[1].source)),
            ("2 packing list.pdf", typeset(PACKING_LISTS[2].source)),
            ("3 bill of lading.pdf", typeset(BILLS_OF_LADING[2].source)),
        ),
        (*INVOICES[1].goods, *PACKING_LISTS[2].goods),
        reconciled=len(BILLS_OF_LADING[2].goods),
    ),
    Bundle(
        "names in the encoding of a Chinese system",
        "单据.zip",
        lambda: _named_in_gbk("商业发票.xls", xls_sheet(SHEETS[1])),
        SHEETS[1].goods,
    ),
    Bundle(
        "workbooks of three programs in folders",
        "orders.zip",
        lambda: archive(
            ("a/rechnung.ods", ods_sheet(SHEETS[2])),
            ("b/invoice.xlsb", xlsb_sheet(SHEETS[4])),
            ("b/list.csv", b"Description of goods,CAS No.,Quantity (kg)\nSafrole,94-59-7,5\n"),
        ),
        (*SHEETS[2].goods, *SHEETS[4].goods, ("Safrole", "94-59-7", "5 kg")),
    ),
    Bundle(
        "two letters, a text document",
        "mail.zip",
        lambda: archive(
            ("1.eml", letter(("bl.docx", TEXT_DOCUMENTS[4].data()))),
            ("2.eml", letter(("sheet.pdf", typeset(SAFETY_LAYOUTS[2].source)))),
            ("rechnung.docx", TEXT_DOCUMENTS[3].data()),
        ),
        (*TEXT_DOCUMENTS[4].goods, *TEXT_DOCUMENTS[3].goods),
        ("1.eml: the text of the letter", "2.eml: the text of the letter"),
        # Of a substance by itself the sheet says what the invoice says.
        reconciled=1,
    ),
)
