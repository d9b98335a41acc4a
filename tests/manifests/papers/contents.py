"""What stands on the papers: twenty documents of invented firms, and the goods that a reader must find, no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: what stands above its table, the table, and what stands below it.

    `goods` are the names, in order, that a reader must find; `head`, by field, what it must read above the table.
    """

    name: str
    title: str
    above: tuple[str, ...]
    headers: tuple[str, ...]
    rows: Rows
    below: tuple[str, ...]
    goods: tuple[str, ...]
    head: dict[str, str] = field(default_factory=dict)
    language: str = "en"


BANK: Final = (
    "Bank details: Nordhaven Bank, IBAN NL91 ABNA 0417 1643 00, SWIFT ABNANL2A",
    "Payment: 30 days net",
    "Signature: ______________________",
)

INVOICES: Final = (
    Paper(
        "invoice_lakeshore",
        "Commercial Invoice",
        (
            "Exporter: Brightwater Chemicals B.V., Rotterdam",
            "Consignee: Lakeshore Coatings Inc., Chicago",
            "Invoice reference: BW-2026-0117",
            "Country of origin: NL",
            "Country of destination: US",
            "Date of shipment: 2026-11-12",
        ),
        ("No.", "Description of goods", "CAS No.", "HS Code", "Quantity (kg)", "Unit price", "Amount"),
        (
            ("1", "Acetone, technical grade", "67-64-1", "2914.11", "1600", "1.10", "1760.00"),
            ("2", "Toluene", "108-88-3", "2902.30", "800", "0.95", "760.00"),
            ("3", "Potassium permanganate", "7722-64-7", "2841.61", "250", "3.20", "800.00"),
            ("", "Total", "", "", "2650", "", "3320.00"),
        ),
        BANK,
        ("Acetone, technical grade", "Toluene", "Potassium permanganate"),
        {"origin": "NL", "destination": "US", "export_date": "2026-11-12", "reference": "BW-2026-0117"},
    ),
    Paper(
        "rechnung_hallberg",
        "Handelsrechnung",
        (
            "Versender: Hallberg Chemie GmbH, Mannheim",
            "Empfänger: Solventes del Sur S.A., Sevilla",
            "Referenz: HB-7781",
        ),
        ("Pos.", "Warenbezeichnung", "CAS-Nr.", "Zolltarifnummer", "Menge (kg)", "Betrag"),
        (
            ("10", "Essigsäureanhydrid", "108-24-7", "29152400", "400", "1200,00"),
            ("20", "Diethylether", "60-29-7", "29091100", "160", "610,00"),
            ("", "Gesamtsumme", "", "", "560", "1810,00"),
        ),
        ("Bankverbindung: Rheinbank, IBAN DE02 1203 0000 0000 2020 51", "Unterschrift: ____________"),
        ("Essigsäureanhydrid", "Diethylether"),
        {"consignor": "Hallberg Chemie GmbH, Mannheim", "reference": "HB-7781"},
        "de",
    ),
    Paper(
        "fapiao_ningbo",
        "商业发票",
        ("发货人: 宁波远海化工有限公司", "收货人: Lakeshore Coatings Inc.", "申报日期: 2026-11-03"),
        ("序号", "品名", "CAS号", "海关编码", "数量(千克)", "金额"),
        (
            ("1", "丙酮", "67-64-1", "2914110000", "12000", "13200.00"),
            ("2", "甲苯", "108-88-3", "2902300000", "8000", "7600.00"),
            ("", "合计", "", "", "20000", "20800.00"),
        ),
        ("开户银行: 宁波海港银行", "签名: ________"),
        ("丙酮", "甲苯"),
        {"consignor": "宁波远海化工有限公司", "consignee": "Lakeshore Coatings Inc.", "date": "2026-11-03"},
        "zh",
    ),
    Paper(
        "factura_altamar",
        "Factura comercial",
        (
            "Exportador: Químicas Altamar S.L., Valencia",
            "Destinatario: Curtidos Andinos S.A.",
            "Referencia: ALT-26-311",
        ),
        ("Nº", "Descripción de la mercancía", "Nº CAS", "Código HS", "Cantidad (kg)", "Importe"),
        (
            ("1", "Ácido clorhídrico 37 %", "7647-01-0", "280610", "1200", "540,00"),
            ("2", "Ácido sulfúrico 98 %", "7664-93-9", "280700", "1840", "610,00"),
            ("3", "Permanganato de potasio", "7722-64-7", "284161", "100", "310,00"),
            ("", "Total general", "", "", "3140", "1460,00"),
        ),
        ("Datos bancarios: Banco del Turia, IBAN ES91 2100 0418 4502 0005 1332", "Firma: ____________"),
        ("Ácido clorhídrico 37 %", "Ácido sulfúrico 98 %", "Permanganato de potasio"),
        {"consignor": "Químicas Altamar S.L., Valencia", "reference": "ALT-26-311"},
        "es",
    ),
    Paper(
        "facture_beauval",
        "Facture commerciale",
        ("Expéditeur : Beauval Arômes SAS, Grasse", "Destinataire : Lakeshore Fragrances Inc.", "Référence : BV-0420"),
        ("N°", "Désignation des marchandises", "N° CAS", "Code SH", "Quantité (kg)", "Montant"),
        (
            ("1", "Pipéronal", "120-57-0", "2932.93", "25", "900,00"),
            ("2", "Vanilline", "121-33-5", "2912.41", "50", "1100,00"),
            ("", "Total général", "", "", "75", "2000,00"),
        ),
        ("Coordonnées bancaires : Banque des Alpes, IBAN FR14 2004 1010 0505 0001 3M02 606", "Signature : ________"),
        ("Pipéronal", "Vanilline"),
        {"consignor": "Beauval Arômes SAS, Grasse", "reference": "BV-0420"},
        "fr",
    ),
)

PACKING_LISTS: Final = tuple(
    Paper(
        f"packing_{at}",
        "Packing List",
        (f"Shipper: {shipper}", f"Consignee: {consignee}", f"Shipment reference: PL-{at:03}"),
        ("Item", "Goods", "Packages", "Net weight (kg)", "Gross weight (kg)"),
        (*((str(n), *row) for n, row in enumerate(rows, start=1)), ("", "Total", *total)),
        ("Marks and numbers: as addressed", "Authorised signature: ____________"),
        tuple(row[0] for row in rows),
        {"consignor": shipper, "consignee": consignee, "reference": f"PL-{at:03}"},
    )
    for at, (shipper, consignee, rows, total) in enumerate(
        (
            (
                "Brightwater Chemicals B.V.",
                "Lakeshore Coatings Inc.",
                (("Acetone", "8 drums", "1280", "1424"), ("Toluene", "4 drums", "688", "760")),
                ("12 drums", "1968", "2184"),
            ),
            (
                "Hallberg Chemie GmbH",
                "Aspen Labs Ltd",
                (
                    ("Ephedrine hydrochloride", "2 fibre drums", "50", "58"),
                    ("Lactose monohydrate", "40 bags", "1000", "1020"),
                ),
                ("42 packages", "1050", "1078"),
            ),
            (
                "Orchid Intermediates Pvt. Ltd.",
                "Hallberg Chemie GmbH",
                (
                    ("N-Phenethyl-4-piperidone (NPP)", "1 carton", "5", "6"),
                    ("4-Methoxyphenylacetone", "1 drum", "25", "28"),
                    ("Sodium chloride", "10 bags", "250", "253"),
                ),
                ("12 packages", "280", "287"),
            ),
            (
                "Ningbo Farsea Chemical Co., Ltd.",
                "Curtidos Andinos S.A.",
                (
                    ("Hydrochloric acid 33 %, food grade, in intermediate bulk containers", "10 IBC", "11600", "12200"),
                    ("Sulphuric acid 98 %", "6 IBC", "11000", "11360"),
                    ("Hydrogen peroxide 35 %", "4 IBC", "4520", "4760"),
                ),
                ("20 IBC", "27120", "28320"),
            ),
            (
                "Beauval Arômes SAS",
                "Lakeshore Fragrances Inc.",
                (
                    ("Heliotropin (piperonal)", "1 drum", "25", "27"),
                    ("Safrole-free sassafras note", "2 cans", "10", "11"),
                ),
                ("3 packages", "35", "38"),
            ),
        ),
        start=1,
    )
)

BILLS_OF_LADING: Final = tuple(
    Paper(
        f"bill_{at}",
        "BILL OF LADING",
        (
            f"Shipper: {shipper}",
            f"Consignee: {consignee}",
            "Notify party: same as consignee",
            f"Booking No.: {booking}",
            f"Port of loading: {loading}",
            f"Port of discharge: {discharge}",
        ),
        (
            "Marks and Nos.",
            "Number and kind of packages",
            "Description of goods",
            "Gross weight (kg)",
            "Measurement (m3)",
        ),
        rows,
        (
            "SHIPPED on board in apparent good order and condition",
            "Freight prepaid",
            "Signed for the carrier: ____________",
        ),
        tuple(row[2] for row in rows),
        {"consignor": shipper, "consignee": consignee, "reference": booking},
    )
    for at, (shipper, consignee, booking, loading, discharge, rows) in enumerate(
        (
            (
                "Brightwater Chemicals B.V.",
                "Lakeshore Coatings Inc.",
                "NHL4471020",
                "Rotterdam",
                "Houston",
                (("BW 1-80", "80 drums", "ACETONE UN 1090 CLASS 3 PG II", "14240", "18.4"),),
            ),
            (
                "Ningbo Farsea Chemical Co., Ltd.",
                "Curtidos Andinos S.A.",
                "NGB2611873",
                "Ningbo",
                "Callao",
                (
                    ("CA-1/20", "20 IBC", "HYDROCHLORIC ACID UN 1789", "24400", "22.0"),
                    ("CA-21/30", "10 drums", "POTASSIUM PERMANGANATE UN 1490", "530", "0.9"),
                ),
            ),
            (
                "Orchid Intermediates Pvt. Ltd.",
                "Hallberg Chemie GmbH",
                "NSA9024417",
                "Nhava Sheva",
                "Hamburg",
                (
                    ("HB 1", "1 drum", "PHENYLACETIC ACID", "53", "0.1"),
                    ("HB 2-41", "40 bags", "CALCIUM CARBONATE", "1010", "1.2"),
                    ("HB 42-45", "4 drums", "ANTHRANILIC ACID", "106", "0.3"),
                ),
            ),
            (
                "Gulf Solvents FZE",
                "Kestrel Paints Ltd",
                "JEA5510342",
                "Jebel Ali",
                "Felixstowe",
                (("KP 1-4", "4 ISO tanks", "METHYL ETHYL KETONE IN BULK", "80000", "96.0"),),
            ),
            (
                "Beauval Arômes SAS",
                "Lakeshore Fragrances Inc.",
                "LEH7718200",
                "Le Havre",
                "New York",
                (
                    ("LF 1", "1 drum", "PIPERONAL", "27", "0.1"),
                    ("LF 2-11", "10 cans", "LAVENDER OIL", "108", "0.4"),
                ),
            ),
        ),
        start=1,
    )
)


@dataclass(frozen=True, slots=True)
class SafetySheet:
    """A safety data sheet: the product of section 1, and of section 3 each component with its CAS number and share."""

    name: str
    title: str
    section_1: str
    identifier: str
    product: str
    section_3: str
    headers: tuple[str, ...]
    components: Rows
    language: str = "en"


SAFETY_SHEETS: Final = (
    SafetySheet(
        "sds_thinner",
        "SAFETY DATA SHEET",
        "SECTION 1: Identification of the substance/mixture and of the company/undertaking",
        "Product identifier: Kestrel Thinner 21",
        "Kestrel Thinner 21",
        "SECTION 3: Composition/information on ingredients",
        ("Chemical name", "CAS No.", "EC No.", "Concentration (%)"),
        (
            ("Toluene", "108-88-3", "203-625-9", "50 - 70"),
            ("Acetone", "67-64-1", "200-662-2", "20 - 30"),
            ("Butan-2-one", "78-93-3", "201-159-0", "5 - 10"),
        ),
    ),
    SafetySheet(
        "sdb_essigsaeureanhydrid",
        "SICHERHEITSDATENBLATT",
        "ABSCHNITT 1: Bezeichnung des Stoffs beziehungsweise des Gemischs und des Unternehmens",
        "Produktidentifikator: Essigsäureanhydrid zur Synthese",
        "Essigsäureanhydrid zur Synthese",
        "ABSCHNITT 3: Zusammensetzung/Angaben zu Bestandteilen",
        ("Stoffname", "CAS-Nr.", "EG-Nr.", "Gehalt (%)"),
        (("Essigsäureanhydrid", "108-24-7", "203-564-8", "> 99"),),
        "de",
    ),
    SafetySheet(
        "fds_nettoyant",
        "FICHE DE DONNÉES DE SÉCURITÉ",
        "RUBRIQUE 1 : Identification de la substance/du mélange et de la société/l'entreprise",
        "Nom du produit : Décapant Alpes 5",
        "Décapant Alpes 5",
        "RUBRIQUE 3 : Composition/informations sur les composants",
        ("Désignation", "N° CAS", "N° CE", "Concentration (%)"),
        (
            ("Acide chlorhydrique", "7647-01-0", "231-595-7", "15 - 25"),
            ("Acide sulfurique", "7664-93-9", "231-639-5", "5"),
        ),
        "fr",
    ),
    SafetySheet(
        "fds_permanganato",
        "FICHA DE DATOS DE SEGURIDAD",
        "SECCIÓN 1: Identificación de la sustancia o la mezcla y de la sociedad o la empresa",
        "Nombre del producto: Permanganato Turia P",
        "Permanganato Turia P",
        "SECCIÓN 3: Composición/información sobre los componentes",
        ("Nombre químico", "Nº CAS", "Nº CE", "Concentración (%)"),
        (
            ("Permanganato de potasio", "7722-64-7", "231-760-3", "97"),
            ("Dióxido de manganeso", "1313-13-9", "215-202-6", "3"),
        ),
        "es",
    ),
    SafetySheet(
        "sds_ningbo",
        "化学品安全技术说明书",
        "第一部分 化学品及企业标识",
        "产品名称: 远海稀释剂",
        "远海稀释剂",
        "第三部分 成分/组成信息",
        ("组分名称", "CAS号", "EC号", "浓度(%)"),
        (("甲苯", "108-88-3", "203-625-9", "60"), ("丙酮", "67-64-1", "200-662-2", "40")),
        "zh",
    ),
)
