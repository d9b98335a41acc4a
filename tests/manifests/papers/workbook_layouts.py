"""Sheets as five programs lay them out: merged headers of two rows, boxes of parties, groups, pages that end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

Good = tuple[str, str, str]
"""A good that a reader must find: its name, its CAS number ("" where none is stated), its quantity with the unit."""
Merged = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows, which ranges of cells are one (top, left, bottom, right), and what must be found on it.

    `skipped` are the reasons for which rows below the goods are no goods, in order; `totals` counts the rows of totals.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    goods: tuple[Good, ...]
    merged: tuple[Merged, ...] = ()
    totals: int = 0
    skipped: tuple[str, ...] = ()
    head: dict[str, str] = field(default_factory=dict)


SHEETS: Final = (
    Sheet(
        "packing list, two levels",
        (
            ("PACKING LIST",),
            ("Shipper", "Brightwater Chemicals B.V.", "", "", "Consignee", "Lakeshore Coatings Inc."),
            ("Packing list no.", "PL-2601", "", "", "Date of shipment", "2026-11-12"),
            (),
            ("No.", "Description of goods", "CAS No.", "Packages", "", "Weight (kg)", ""),
            ("", "", "", "Number", "Kind", "Net", "Gross"),
            ("1", "Acetone, technical grade", "67-64-1", "80", "steel drums", "12800", "14240"),
            ("2", "Toluene", "108-88-3", "4", "steel drums", "688", "760"),
            ("Subtotal", "", "", "84", "", "13488", "15000"),
            ("3", "Potassium permanganate", "7722-64-7", "5", "fibre drums", "250", "265"),
            ("4", "Sodium chloride", "7647-14-5", "10", "bags", "250", "253"),
            ("Subtotal", "", "", "15", "", "500", "518"),
            ("Grand total", "", "", "99", "", "13988", "15518"),
            (),
            ("Shipping marks: LC CHICAGO 1-99",),
            ("Authorised signature: ____________",),
        ),
        (
            ("Acetone, technical grade", "67-64-1", "12800 kg"),
            ("Toluene", "108-88-3", "688 kg"),
            ("Potassium permanganate", "7722-64-7", "250 kg"),
            ("Sodium chloride", "7647-14-5", "250 kg"),
        ),
        ((4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 5, 2), (4, 3, 4, 4), (4, 5, 4, 6)),
        3,
        ("marks", "signature"),
        {
            "consignor": "Brightwater Chemicals B.V.",
            "consignee": "Lakeshore Coatings Inc.",
            "reference": "PL-2601",
            "export_date": "2026-11-12",
        },
    ),
    Sheet(
        "bilingual invoice",
        (
            ("宁波远海化工有限公司\nNINGBO FARSEA CHEMICAL CO., LTD.",),
            ("商业发票 COMMERCIAL INVOICE",),
            ("发货人 Shipper:", "Ningbo Farsea Chemical Co., Ltd.", "", "", "发票号 Invoice No.:", "NF26-1103"),
            ("收货人 Consignee:", "Curtidos Andinos S.A.", "", "", "日期 Date:", "2026-11-03"),
            (
                "唛头\nMarks",
                "货物名称\nDescription of goods",
                "CAS号\nCAS No.",
                "数量\nQuantity",
                "单位\nUnit",
                "单价 (USD)\nUnit price",
                "金额 (USD)\nAmount",
            ),
            ("N/M", "盐酸 33% Hydrochloric acid 33 %", "7647-01-0", "11600", "kg", "0.12", "1392.00"),
            ("N/M", "高锰酸钾 Potassium permanganate", "7722-64-7", "500", "kg", "2.90", "1450.00"),
            ("N/M", "过氧化氢 35% Hydrogen peroxide 35 %", "7722-84-1", "4520", "kg", "0.40", "1808.00"),
            ("合计 TOTAL:", "", "", "16620", "kg", "", "4650.00"),
            ("SAY US DOLLARS FOUR THOUSAND SIX HUNDRED AND FIFTY ONLY",),
            ("开户银行 Bank: 宁波海港银行 Ningbo Harbour Bank", "", "", "SWIFT: NBHBCNBN"),
            ("银行账号 Account no.: 3301 0000 1234 5678",),
            ("签字 Signature: ____________",),
        ),
        (
            ("盐酸 33% Hydrochloric acid 33 %", "7647-01-0", "11600 kg"),
            ("高锰酸钾 Potassium permanganate", "7722-64-7", "500 kg"),
            ("过氧化氢 35% Hydrogen peroxide 35 %", "7722-84-1", "4520 kg"),
        ),
        ((0, 0, 0, 6), (1, 0, 1, 6), (9, 0, 9, 6)),
        1,
        ("amount in words", "bank details", "bank details", "signature"),
        {
            "consignor": "Ningbo Farsea Chemical Co., Ltd.",
            "consignee": "Curtidos Andinos S.A.",
            "reference": "NF26-1103",
            "date": "2026-11-03",
        },
    ),
    Sheet(
        "rechnung with groups",
        (
            ("Hallberg Chemie GmbH", "", "", "", "", "", "Seite 1 von 2"),
            ("Handelsrechnung",),
            ("Rechnungs-Nr.: 90017781", "", "", "Rechnungsdatum: 12.11.2026"),
            ("Empfänger:", "Solventes del Sur S.A."),
            (),
            ("Pos.", "Bezeichnung", "CAS-Nr.", "Menge", "ME", "Einzelpreis EUR", "Betrag EUR"),
            ("10", "Essigsäureanhydrid", "108-24-7", "1.250,00", "kg", "3,00", "3.750,00"),
            ("20", "Diethylether", "60-29-7", "160,50", "kg", "3,80", "609,90"),
            ("", "Übertrag", "", "", "", "", "4.359,90"),
            ("Pos.", "Bezeichnung", "CAS-Nr.", "Menge", "ME", "Einzelpreis EUR", "Betrag EUR"),
            ("", "Übertrag", "", "", "", "", "4.359,90"),
            ("30", "Anthranilsäure", "118-92-3", "25,00", "kg", "18,00", "450,00"),
            ("", "Zwischensumme", "", "", "", "", "4.809,90"),
            ("", "Frachtkosten", "", "", "", "", "120,00"),
            ("", "Endbetrag", "", "", "", "", "4.929,90"),
            (),
            ("Zahlungsbedingungen: 30 Tage netto",),
            ("Bankverbindung: Rheinbank", "", "IBAN DE02 1203 0000 0000 2020 51", "", "BIC: RHBKDEFF"),
            ("Unterschrift: ____________",),
        ),
        (
            ("Essigsäureanhydrid", "108-24-7", "1.250,00 kg"),
            ("Diethylether", "60-29-7", "160,50 kg"),
            ("Anthranilsäure", "118-92-3", "25,00 kg"),
        ),
        (),
        4,
        ("charge", "terms", "bank details", "signature"),
        {"consignee": "Solventes del Sur S.A.", "reference": "90017781"},
    ),
    Sheet(
        "lista de empaque, tall cells",
        (
            ("Químicas Altamar S.L.",),
            ("LISTA DE EMPAQUE",),
            ("Exportador: Químicas Altamar S.L.", "", "", "Destinatario: Curtidos Andinos S.A."),
            ("Referencia: ALT-26-312",),
            ("Pallet", "Descripción de la mercancía", "Nº CAS", "Bultos", "", "Peso (kg)", ""),
            ("", "", "", "Cantidad", "Clase", "Neto", "Bruto"),
            ("P-1", "Permanganato de potasio", "7722-64-7", "10", "tambores", "500", "530"),
            ("", "Ácido fenilacético", "103-82-2", "2", "cajas", "50", "54"),
            ("P-2", "Ácido sulfúrico 98 %", "7664-93-9", "4", "IBC", "7360", "7600"),
            ("Total general", "", "", "16", "", "7910", "8184"),
            ("Firma y sello: ____________",),
        ),
        (
            ("Permanganato de potasio", "7722-64-7", "500 kg"),
            ("Ácido fenilacético", "103-82-2", "50 kg"),
            ("Ácido sulfúrico 98 %", "7664-93-9", "7360 kg"),
        ),
        ((4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 5, 2), (4, 3, 4, 4), (4, 5, 4, 6), (6, 0, 7, 0)),
        1,
        ("signature",),
        {"consignor": "Químicas Altamar S.L.", "consignee": "Curtidos Andinos S.A.", "reference": "ALT-26-312"},
    ),
    Sheet(
        "groups above the header",
        (
            ("ORCHID INTERMEDIATES PVT. LTD.",),
            ("TAX INVOICE",),
            ("Buyer", "Hallberg Chemie GmbH", "", "Invoice No.", "OI/26-27/0419"),
            ("", "Goods", "", "", "Despatched", "", "Value in USD", ""),
            ("S. No.", "Description of goods", "HSN code", "CAS No.", "Qty", "UoM", "Rate", "Taxable value"),
            ("1", "Phenylacetic acid", "29163400", "103-82-2", "50", "kg", "9.00", "450.00"),
            ("2", "Piperonal", "29329300", "120-57-0", "25", "kg", "36.00", "900.00"),
            ("3", "Methylamine hydrochloride", "29211100", "593-51-1", "0.5", "t", "2100.00", "1050.00"),
            ("", "Total", "", "", "", "", "", "2400.00"),
            ("", "IGST 18 %", "", "", "", "", "", "432.00"),
            ("", "Grand Total", "", "", "", "", "", "2832.00"),
            ("Amount in words: US dollars two thousand eight hundred and thirty-two only",),
            ("Bank details: Malabar Bank, A/c no. 1002003004, IFSC MLBR0000417",),
            ("For and on behalf of Orchid Intermediates Pvt. Ltd.", "", "", "", "", "Authorised signatory"),
        ),
        (
            ("Phenylacetic acid", "103-82-2", "50 kg"),
            ("Piperonal", "120-57-0", "25 kg"),
            ("Methylamine hydrochloride", "593-51-1", "0.5 t"),
        ),
        ((0, 0, 0, 7), (3, 1, 3, 3), (3, 4, 3, 5), (3, 6, 3, 7)),
        2,
        ("charge", "amount in words", "bank details", "signature"),
        {"reference": "OI/26-27/0419"},
    ),
)
