"""Text documents (.docx) as five offices write them: merged heads, tabs in place of a table, nested tables, fields."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import docx

from tests.manifests.papers.workbook_layouts import Good


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A document: who writes it, and what must be found in it."""

    name: str
    write: Callable[[Any], None]
    goods: tuple[Good, ...]
    head: dict[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    totals: int = 0

    def data(self) -> bytes:
        """Return it as a file."""
        document = docx.Document()
        self.write(document)
        document.save(out := io.BytesIO())
        return out.getvalue()


def _fill(table: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                table.cell(at, column).text = text


def _two_levels(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "Brightwater Chemicals B.V. - Rotterdam"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 1"
    document.add_heading("PACKING LIST")
    parties = document.add_table(1, 2)
    parties.cell(0, 0).text = "Shipper\nBrightwater Chemicals B.V.\nRotterdam"
    parties.cell(0, 1).text = "Consignee\nLakeshore Coatings Inc.\nChicago"
    document.add_paragraph("Packing list no.: PL-2601\tDate of shipment: 2026-11-12")
    rows = (
        ("No.", "Description of goods", "CAS No.", "Weight (kg)", ""),
        ("", "", "", "Net", "Gross"),
        ("1", "Acetone, technical grade", "67-64-1", "12800", "14240"),
        ("2", "Potassium permanganate", "7722-64-7", "250", "265"),
        ("", "Total", "", "13050", "14505"),
    )
    table = document.add_table(len(rows), 5)
    _fill(table, rows)
    for column in range(3):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 3).merge(table.cell(0, 4))
    document.add_paragraph("Marks and numbers: LC 1-85")
    document.add_paragraph("Authorised signature: ____________")


def _tabs(document: Any) -> None:
    for line in (
        "FACTURA COMERCIAL",
        "Exportador: Químicas Altamar S.L.",
        "Destinatario: Curtidos Andinos S.A.",
        "Referencia: ALT-26-311",
        "Nº\tDescripción de la mercancía\tNº CAS\tCantidad (kg)\tImporte (EUR)",
        "1\tÁcido fenilacético\t103-82-2\t50\t450,00",
        "2\tPiperonal\t120-57-0\t25\t900,00",
        "Total\t\t\t75\t1.350,00",
        "Datos bancarios: Banco del Turia, IBAN ES91 2100 0418 4502 0005 1332",
        "Firma: ____________",
    ):
        document.add_paragraph(line)


def _bilingual(document: Any) -> None:
    document.add_heading("商业发票 COMMERCIAL INVOICE")
    document.add_paragraph("发货人 Shipper: Ningbo Farsea Chemical Co., Ltd.")
    document.add_paragraph("收货人 Consignee: Curtidos Andinos S.A.")
    document.add_paragraph("发票号 Invoice No.: NF26-1103")
    rows = (
        ("货物名称\nDescription of goods", "CAS号\nCAS No.", "数量\nQuantity", "单位\nUnit", "金额\nAmount (USD)"),
        ("盐酸\nHydrochloric acid 33 %", "7647-01-0", "11600", "kg", "1392.00"),
        ("高锰酸钾\nPotassium permanganate", "7722-64-7", "500", "kg", "1450.00"),
        ("合计 TOTAL", "", "12100", "kg", "2842.00"),
    )
    _fill(document.add_table(len(rows), 5), rows)
    document.add_paragraph("SAY US DOLLARS TWO THOUSAND EIGHT HUNDRED AND FORTY-TWO ONLY")
    document.add_paragraph("开户银行 Bank: 宁波海港银行")
    document.add_paragraph("签字 Signature: ____________")


def _two_tables(document: Any) -> None:
    document.add_heading("Handelsrechnung")
    document.add_paragraph("Empfänger: Aspen Labs Ltd")
    document.add_paragraph("Rechnungs-Nr.: 90017782")
    for delivery, rows in (
        ("Lieferung 80012", (("10", "Essigsäureanhydrid", "108-24-7", "1.250,00", "kg"),)),
        (
            "Lieferung 80013",
            (("20", "Diethylether", "60-29-7", "160,50", "kg"), ("30", "Anthranilsäure", "118-92-3", "25", "kg")),
        ),
    ):
        document.add_paragraph(delivery)
        every = (("Pos.", "Bezeichnung", "CAS-Nr.", "Menge", "ME"), *rows)
        _fill(document.add_table(len(every), 5), every)
    document.add_paragraph("Zahlungsbedingungen: 30 Tage netto")
    document.add_paragraph("Bankverbindung: Rheinbank, IBAN DE02 1203 0000 0000 2020 51")
    document.add_paragraph("Unterschrift: ____________")


def _form(document: Any) -> None:
    document.add_heading("BILL OF LADING")
    frame = document.add_table(4, 2)
    frame.cell(0, 0).text = "Shipper\nOrchid Intermediates Pvt. Ltd."
    frame.cell(0, 1).text = "Booking No.\nNSA9024417"
    frame.cell(1, 0).text = "Consignee\nHallberg Chemie GmbH"
    frame.cell(1, 1).text = "Vessel\nMV Indus Star"
    frame.cell(2, 0).text = "Port of loading\nNhava Sheva"
    frame.cell(2, 1).text = "Port of discharge\nHamburg"
    rows = (
        ("Marks and Nos.", "Packages", "Description of goods", "Net weight (kg)", "Gross weight (kg)"),
        ("HB 1", "1 drum", "PHENYLACETIC ACID", "50", "53"),
        ("HB 2-41", "40 bags", "CALCIUM CARBONATE", "1000", "1010"),
    )
    box = frame.cell(3, 0).merge(frame.cell(3, 1))
    _fill(box.add_table(len(rows), 5), rows)
    document.add_paragraph("Shipped on board in apparent good order and condition")
    document.add_paragraph("Signed for the carrier: ____________")


TEXT_DOCUMENTS: Final = (
    TextDocument(
        "merged heads, a page head and foot",
        _two_levels,
        (("Acetone, technical grade", "67-64-1", "12800 kg"), ("Potassium permanganate", "7722-64-7", "250 kg")),
        {"reference": "PL-2601", "export_date": "2026-11-12"},
        ("marks", "signature"),
        1,
    ),
    TextDocument(
        "tabs in place of a table",
        _tabs,
        (("Ácido fenilacético", "103-82-2", "50 kg"), ("Piperonal", "120-57-0", "25 kg")),
        {"consignor": "Químicas Altamar S.L.", "consignee": "Curtidos Andinos S.A.", "reference": "ALT-26-311"},
        ("bank details", "signature"),
        1,
    ),
    TextDocument(
        "two languages",
        _bilingual,
        (
            ("盐酸 Hydrochloric acid 33 %", "7647-01-0", "11600 kg"),
            ("高锰酸钾 Potassium permanganate", "7722-64-7", "500 kg"),
        ),
        {
            "consignor": "Ningbo Farsea Chemical Co., Ltd.",
            "consignee": "Curtidos Andinos S.A.",
            "reference": "NF26-1103",
        },
        ("amount in words", "bank details", "signature"),
        1,
    ),
    TextDocument(
        "a table for each delivery",
        _two_tables,
        (
            ("Essigsäureanhydrid", "108-24-7", "1.250,00 kg"),
            ("Diethylether", "60-29-7", "160,50 kg"),
            ("Anthranilsäure", "118-92-3", "25 kg"),
        ),
        {"consignee": "Aspen Labs Ltd", "reference": "90017782"},
        ("terms", "bank details", "signature"),
    ),
    TextDocument(
        "a form whose last box holds a table",
        _form,
        (("PHENYLACETIC ACID", "", "50 kg"), ("CALCIUM CARBONATE", "", "1000 kg")),
        {
            "consignor": "Orchid Intermediates Pvt. Ltd.",
            "consignee": "Hallberg Chemie GmbH",
            "reference": "NSA9024417",
        },
        ("declaration", "signature"),
    ),
)
