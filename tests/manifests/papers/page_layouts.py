"""Papers as twenty programs lay them out on pages, in Typst: five of each kind, by invented firms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tests.manifests.papers.workbook_layouts import Good


@dataclass(frozen=True, slots=True)
class Layout:
    """A paper in Typst, and what must be found on it.

    `skipped` are reasons for which texts below the goods are no goods, each of which must be told; `totals` counts the
    rows of totals.
    """

    name: str
    source: str
    goods: tuple[Good, ...]
    head: dict[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    totals: int = 0


INVOICES: Final = (
    Layout(
        "a German system: no lines, texts below each position, carried forward",
        """
#set page(footer: [#set text(size: 7pt); Hallberg Chemie GmbH, Mannheim #h(1fr) Amtsgericht Mannheim HRB 700001])
#text(weight: "bold")[Hallberg Chemie GmbH] #h(1fr) Seite 1 / 2

Empfänger: Solventes del Sur S.A., Sevilla

= Handelsrechnung
#grid(columns: (1fr, 1fr), [Rechnungs-Nr.: 90017781], [Rechnungsdatum: 12.11.2026])
#v(8pt)
#table(columns: (1.2cm, 2.2cm, 7cm, 2cm, 1cm, 2cm, 2cm), stroke: none, inset: (x: 2pt, y: 4pt),
align: (left, left, left, right, left, right, right), table.hline(),
[Pos.], [Material], [Bezeichnung], [Menge], [ME], [Preis EUR], [Betrag EUR], table.hline(),
[10], [400112], [Essigsäureanhydrid, reinst \\ CAS-Nr.: 108-24-7 \\ Zolltarifnummer: 2915 24 00 \\ Charge: K-2207],
[1.250,00], [kg], [3,00], [3.750,00],
[20], [400265], [Diethylether, stabilisiert \\ CAS-Nr.: 60-29-7 \\ Zolltarifnummer: 2909 11 00 \\ Charge: D-1109],
[160,50], [kg], [3,80], [609,90],
[], [], [Übertrag], [], [], [], [4.359,90])
#pagebreak()
Rechnungs-Nr.: 90017781 #h(1fr) Seite 2 / 2
#table(columns: (1.2cm, 2.2cm, 7cm, 2cm, 1cm, 2cm, 2cm), stroke: none, inset: (x: 2pt, y: 4pt),
align: (left, left, left, right, left, right, right), table.hline(),
[Pos.], [Material], [Bezeichnung], [Menge], [ME], [Preis EUR], [Betrag EUR], table.hline(),
[30], [400377], [Anthranilsäure \\ CAS-Nr.: 118-92-3 \\ Zolltarifnummer: 2922 43 00], [25,00], [kg], [18,00], [450,00],
table.hline(), [], [], [Zwischensumme], [], [], [], [4.809,90], [], [], [MwSt. 0 %], [], [], [], [0,00],
[], [], [Endbetrag], [], [], [], [4.809,90])
Zahlungsbedingungen: 30 Tage netto

#grid(columns: (1fr, 1fr, 1fr), [Bankverbindung: Rheinbank], [IBAN DE02 1203 0000 0000 2020 51], [BIC: RHBKDEFF])

Unterschrift: #box(width: 4cm, line(length: 4cm))
""",
        (
            (
                "Essigsäureanhydrid, reinst CAS-Nr.: 108-24-7 Zolltarifnummer: 2915 24 00 Charge: K-2207",
                "",
                "1.250,00 kg",
            ),
            (
                "Diethylether, stabilisiert CAS-Nr.: 60-29-7 Zolltarifnummer: 2909 11 00 Charge: D-1109",
                "",
                "160,50 kg",
            ),
            ("Anthranilsäure CAS-Nr.: 118-92-3 Zolltarifnummer: 2922 43 00", "", "25,00 kg"),
        ),
        {"consignee": "Solventes del Sur S.A., Sevilla", "reference": "90017781"},
        ("terms", "bank details", "signature"),
        2,
    ),
    Layout(
        "two languages in each head, every cell ruled",
        """
#align(center)[*宁波远海化工有限公司* \\ *NINGBO FARSEA CHEMICAL CO., LTD.*]
#align(center)[= 商业发票 COMMERCIAL INVOICE]
#grid(columns: (1fr, 1fr), row-gutter: 6pt, [发货人 Shipper: Ningbo Farsea Chemical Co., Ltd.],
[发票号 Invoice No.: NF26-1103],
[收货人 Consignee: Curtidos Andinos S.A.], [日期 Date: 2026-11-03])
#table(columns: (1.4cm, 5cm, 2.2cm, 2.4cm, 1.6cm, 2.2cm, 2.6cm), stroke: 0.5pt,
[唛头 \\ Marks], [货物名称 \\ Description of goods], [CAS号 \\ CAS No.], [数量 \\ Quantity], [单位 \\ Unit],
[单价 (USD) \\ Unit price], [金额 (USD) \\ Amount],
[N/M], [盐酸 33% \\ Hydrochloric acid 33 %], [7647-01-0], [11,600.00], [kg], [0.12], [1,392.00],
[N/M], [高锰酸钾 \\ Potassium permanganate], [7722-64-7], [500.00], [kg], [2.90], [1,450.00],
[N/M], [过氧化氢 35% \\ Hydrogen peroxide 35 %], [7722-84-1], [4,520.00], [kg], [0.40], [1,808.00],
[合计 \\ TOTAL], [], [], [16,620.00], [kg], [], [4,650.00])
SAY US DOLLARS FOUR THOUSAND SIX HUNDRED AND FIFTY ONLY

开户银行 Bank: 宁波海港银行 Ningbo Harbour Bank

签字 Signature: #box(width: 4cm, line(length: 4cm))
""",
        (
            ("盐酸 33% Hydrochloric acid 33 %", "7647-01-0", "11,600.00 kg"),
            ("高锰酸钾 Potassium permanganate", "7722-64-7", "500.00 kg"),
            ("过氧化氢 35% Hydrogen peroxide 35 %", "7722-84-1", "4,520.00 kg"),
        ),
        {
            "consignor": "Ningbo Farsea Chemical Co., Ltd.",
            "consignee": "Curtidos Andinos S.A.",
            "reference": "NF26-1103",
            "date": "2026-11-03",
        },
        ("amount in words", "bank details", "signature"),
        1,
    ),
    Layout(
        "a book-keeping program on letter paper: how much stands first",
        """
#set page(paper: "us-letter", margin: 0.8in)
#set text(font: ("DejaVu Sans Mono"), size: 8pt)
#grid(columns: (1fr, 1fr), [*Sterling Reagents LLC* \\ 41 Canal St \\ Albany, NY], align(right)[= INVOICE
Invoice \\#: 10443 \\ Date: 11/12/2026])
#v(8pt)
#table(columns: (1fr, 1fr), [BILL TO \\ Aspen Labs Ltd \\ 3 Mill Lane \\ Leeds],
[SHIP TO \\ Aspen Labs Ltd \\ Dock 4 \\ Hull])
#v(4pt)
#table(columns: (1fr, 1fr, 1fr, 1fr), [P.O. NO.], [TERMS], [DUE DATE], [SHIP VIA], [AL-20], [Net 30], [12/12/2026],
[Ocean])
#v(4pt)
#table(columns: (1.2in, 1fr, 1in, 1in), align: (left, left, right, right), [QTY], [DESCRIPTION], [UNIT PRICE], [AMOUNT],
[400 kg], [Phenylacetic acid, CAS 103-82-2, fiber drums of 25 kg], [9.00], [3,600.00],
[12 x 1 L], [Safrole, 97 %, amber glass], [40.00], [480.00],
[25 kg], [Red phosphorus, amorphous, UN 1338], [31.00], [775.00])
#align(right, table(columns: (1in, 1in), [Subtotal], [4,855.00], [Tax 0 %], [0.00], [TOTAL], [USD 4,855.00]))
Remit to: Hudson Bank, ABA 021000000, account no. 00112233

Authorized signature: #box(width: 4cm, line(length: 4cm))
""",
        (
            ("Phenylacetic acid, CAS 103-82-2, fiber drums of 25 kg", "", "400 kg"),
            ("Safrole, 97 %, amber glass", "", "12 x 1 L"),
            ("Red phosphorus, amorphous, UN 1338", "", "25 kg"),
        ),
        {"reference": "10443"},
        ("signature",),
    ),
    Layout(
        "Spanish, head of two lines, a page ends within the table",
        """
#set page(height: 14cm)
= FACTURA COMERCIAL
Exportador: Químicas Altamar S.L., Valencia

Destinatario: Curtidos Andinos S.A.

Factura Nº: ALT-26-311 #h(2cm) Fecha: 2026-11-10

#table(columns: (1.2cm, 6cm, 2.4cm, 2.4cm, 2.2cm, 2.4cm), stroke: none, inset: (x: 3pt, y: 3pt),
align: (left, left, left, left, right, right),
table.header(table.hline(), [Nº], [Descripción de \\ la mercancía], [Nº \\ CAS], [Código \\ HS], [Cantidad \\ (kg)],
[Importe \\ (EUR)],
table.hline()),
[1], [Ácido clorhídrico 37 %, en bidones \\ de plástico de 25 litros, UN 1789], [7647-01-0], [280610], [1.200],
[540,00],
[2], [Ácido sulfúrico 98 %], [7664-93-9], [280700], [1.840], [610,00],
[3], [Permanganato de potasio], [7722-64-7], [284161], [100], [310,00],
[4], [Acetona técnica], [67-64-1], [291411], [320], [350,00],
[5], [Tolueno], [108-88-3], [290230], [160], [150,00],
[6], [Éter etílico estabilizado, en \\ latas de 5 litros], [60-29-7], [290911], [80], [410,00],
[7], [Metiletilcetona], [78-93-3], [291412], [320], [390,00],
[8], [Anhídrido acético], [108-24-7], [291524], [200], [620,00],
[9], [Piperonal], [120-57-0], [293293], [25], [900,00],
[10], [Cloruro de sodio], [7647-14-5], [250100], [1.000], [100,00],
[11], [Carbonato de calcio], [471-34-1], [283650], [500], [90,00],
table.hline(), [], [Total general], [], [], [5.745], [4.470,00])
Condiciones de pago: 60 días

Datos bancarios: Banco del Turia, IBAN ES91 2100 0418 4502 0005 1332

Firma y sello: #box(width: 4cm, line(length: 4cm))
""",
        (
            ("Ácido clorhídrico 37 %, en bidones de plástico de 25 litros, UN 1789", "7647-01-0", "1.200 kg"),
            ("Ácido sulfúrico 98 %", "7664-93-9", "1.840 kg"),
            ("Permanganato de potasio", "7722-64-7", "100 kg"),
            ("Acetona técnica", "67-64-1", "320 kg"),
            ("Tolueno", "108-88-3", "160 kg"),
            ("Éter etílico estabilizado, en latas de 5 litros", "60-29-7", "80 kg"),
            ("Metiletilcetona", "78-93-3", "320 kg"),
            ("Anhídrido acético", "108-24-7", "200 kg"),
            ("Piperonal", "120-57-0", "25 kg"),
            ("Cloruro de sodio", "7647-14-5", "1.000 kg"),
            ("Carbonato de calcio", "471-34-1", "500 kg"),
        ),
        {
            "consignor": "Químicas Altamar S.L., Valencia",
            "consignee": "Curtidos Andinos S.A.",
            "reference": "ALT-26-311",
            "date": "2026-11-10",
        },
        ("terms", "bank details", "signature"),
        1,
    ),
    Layout(
        "a page on its side, two currencies, head of two levels",
        """
#set page(flipped: true)
= COMMERCIAL INVOICE
#table(columns: (1fr, 1fr, 1fr), [Seller \\ Gulf Solvents FZE \\ Jebel Ali],
[Buyer \\ Kestrel Paints Ltd \\ Felixstowe],
[Invoice no. and date \\ GS-5510 / 2026-11-02])
#table(columns: (auto, 1fr, auto, auto, auto, auto, auto, auto, auto),
table.cell(rowspan: 2)[Item], table.cell(rowspan: 2)[Goods], table.cell(rowspan: 2)[CAS No.],
table.cell(rowspan: 2)[HS code],
table.cell(colspan: 2)[Weight (kg)], table.cell(rowspan: 2)[Price per kg], table.cell(colspan: 2)[Amount],
[Net], [Gross], [USD], [GBP],
[1], [Methyl ethyl ketone], [78-93-3], [2914.12], [80000], [84000], [1.20], [96000.00], [76000.00],
[2], [Toluene], [108-88-3], [2902.30], [20000], [21000], [0.95], [19000.00], [15000.00],
table.cell(colspan: 4)[Total], [100000], [105000], [], [115000.00], [91000.00])
#grid(columns: (1fr, 1fr), [Bank details \\ Gulf Trade Bank \\ IBAN AE07 0331 2345 6789 0123 456],
[For and on behalf of Gulf Solvents FZE \\ #v(1cm) Authorised signatory])
""",
        (("Methyl ethyl ketone", "78-93-3", "80000 kg"), ("Toluene", "108-88-3", "20000 kg")),
        {"consignor": "Gulf Solvents FZE, Jebel Ali", "consignee": "Kestrel Paints Ltd, Felixstowe"},
        ("bank details", "signature"),
        1,
    ),
)

PACKING_LISTS: Final = (
    Layout(
        "pallets in tall cells, subtotals",
        """
= PACKING LIST
Shipper: Brightwater Chemicals B.V. #h(1cm) Consignee: Lakeshore Coatings Inc.

Packing list No.: PL-2601 #h(1cm) Date of shipment: 2026-11-12

#table(columns: (1.5cm, 5cm, 2.2cm, 3cm, 2.2cm, 2.2cm),
table.cell(rowspan: 2)[Pallet], table.cell(rowspan: 2)[Description of goods], table.cell(rowspan: 2)[CAS No.],
table.cell(rowspan: 2)[Packages], table.cell(colspan: 2)[Weight (kg)], [Net], [Gross],
table.cell(rowspan: 2)[P-1], [Acetone], [67-64-1], [8 drums], [1280], [1424], [Toluene], [108-88-3], [4 drums],
[688], [760],
[], [Subtotal], [], [12 drums], [1968], [2184],
table.cell(rowspan: 2)[P-2], [Potassium permanganate], [7722-64-7], [5 drums], [250], [265], [Sodium chloride],
[7647-14-5],
[10 bags], [250], [253], [], [Subtotal], [], [15], [500], [518],
[], [Grand total], [], [27], [2468], [2702])
Marks and numbers: LC 1-27

Authorised signature: #box(width: 4cm, line(length: 4cm))
""",
        (
            ("Acetone", "67-64-1", "1280 kg"),
            ("Toluene", "108-88-3", "688 kg"),
            ("Potassium permanganate", "7722-64-7", "250 kg"),
            ("Sodium chloride", "7647-14-5", "250 kg"),
        ),
        {
            "consignor": "Brightwater Chemicals B.V.",
            "consignee": "Lakeshore Coatings Inc.",
            "reference": "PL-2601",
            "export_date": "2026-11-12",
        },
        ("marks", "signature"),
        3,
    ),
    Layout(
        "Chinese, no lines",
        """
#align(center)[= 装箱单]
发货人：宁波远海化工有限公司

收货人：Curtidos Andinos S.A.

箱单号：NF26-1103 #h(2cm) 日期：2026-11-03

#table(columns: (1.5cm, 4.5cm, 2.6cm, 2.6cm, 2.6cm, 2.6cm), stroke: none,
[序号], [品名], [CAS号], [件数], [净重(千克)], [毛重(千克)],
[1], [盐酸], [7647-01-0], [10桶], [11600], [12200],
[2], [高锰酸钾], [7722-64-7], [10桶], [500], [530],
[3], [麻黄碱盐酸盐], [50-98-6], [2箱], [50], [58],
[], [合计], [], [22件], [12150], [12788])
唛头：N/M

签字：#box(width: 4cm, line(length: 4cm))
""",
        (
            ("盐酸", "7647-01-0", "11600 千克"),
            ("高锰酸钾", "7722-64-7", "500 千克"),
            ("麻黄碱盐酸盐", "50-98-6", "50 千克"),
        ),
        {
            "consignor": "宁波远海化工有限公司",
            "consignee": "Curtidos Andinos S.A.",
            "reference": "NF26-1103",
            "date": "2026-11-03",
        },
        ("marks", "signature"),
        1,
    ),
    Layout(
        "letter paper, cartons from and to, heads of two lines",
        """
#set page(paper: "us-letter")
#set text(size: 8pt)
= PACKING LIST / WEIGHT LIST
#grid(columns: (1fr, 1fr), [*SHIPPER* \\ Orchid Intermediates Pvt. Ltd. \\ Vapi],
[*CONSIGNEE* \\ Hallberg Chemie GmbH \\ Mannheim])
#v(6pt)
#table(columns: (2.2cm, 6cm, 2.2cm, 2cm, 2.4cm, 2.4cm),
stroke: (x, y) => if y == 0 { (bottom: 1pt, top: 1pt) } else { none },
[CARTON \\ NOS.], [DESCRIPTION \\ OF GOODS], [CAS \\ NUMBER], [NO. OF \\ CARTONS], [NET WEIGHT \\ (KG)],
[GROSS WEIGHT \\ (KG)],
[1], [N-Phenethyl-4-piperidone (NPP)], [39742-60-4], [1], [5.00], [6.00],
[2 - 5], [4-Methoxyphenylacetone, for \\ synthesis, batch OI-2211], [122-84-9], [4], [100.00], [112.00],
[6 - 15], [Sodium chloride], [7647-14-5], [10], [250.00], [253.00],
[TOTAL], [], [], [15], [355.00], [371.00])
COUNTRY OF ORIGIN: INDIA

FOR ORCHID INTERMEDIATES PVT. LTD.

AUTHORISED SIGNATORY
""",
        (
            ("N-Phenethyl-4-piperidone (NPP)", "39742-60-4", "5.00 KG"),
            ("4-Methoxyphenylacetone, for synthesis, batch OI-2211", "122-84-9", "100.00 KG"),
            ("Sodium chloride", "7647-14-5", "250.00 KG"),
        ),
        {"consignor": "Orchid Intermediates Pvt. Ltd.", "consignee": "Hallberg Chemie GmbH"},
        ("signature",),
        1,
    ),
    Layout(
        "Packliste, lines between columns alone",
        """
= Packliste
#grid(columns: (1fr, 1fr), [Absender: Hallberg Chemie GmbH], [Empfänger: Aspen Labs Ltd])
Lieferschein-Nr.: 80012 #h(2cm) Versanddatum: 12.11.2026

#table(columns: (1.5cm, 6cm, 2.4cm, 3cm, 2.4cm, 2.4cm),
stroke: (x, y) => (left: 0.5pt, right: 0.5pt, top: if y < 2 { 0.5pt } else { 0pt }, bottom: 0.5pt),
[Kolli], [Bezeichnung], [CAS-Nr.], [Art der Verpackung], [Netto (kg)], [Brutto (kg)],
[1 \\ 2 \\ 3], [Ephedrinhydrochlorid \\ Lactose-Monohydrat \\ Roter Phosphor], [50-98-6 \\ 64044-51-5 \\ 7723-14-0],
[Fibertrommel \\ Sack \\ Trommel], [50 \\ 1000 \\ 25], [58 \\ 1020 \\ 28])
#table(columns: (1.5cm, 6cm, 2.4cm, 3cm, 2.4cm, 2.4cm), [], [Gesamt], [], [], [1075], [1106])
Stempel und Unterschrift: #box(width: 4cm, line(length: 4cm))
""",
        (
            ("Ephedrinhydrochlorid", "50-98-6", "50 kg"),
            ("Lactose-Monohydrat", "64044-51-5", "1000 kg"),
            ("Roter Phosphor", "7723-14-0", "25 kg"),
        ),
        {"consignor": "Hallberg Chemie GmbH", "consignee": "Aspen Labs Ltd", "reference": "80012"},
        ("signature",),
        1,
    ),
    Layout(
        "lista de empaque over pages, the head repeated",
        """
#set page(height: 11cm)
= LISTA DE EMPAQUE
Exportador: Químicas Altamar S.L.

Destinatario: Curtidos Andinos S.A.

#table(columns: (1.5cm, 6cm, 2.4cm, 3cm, 2.4cm, 2.4cm),
table.header([Bulto], [Descripción], [Nº CAS], [Tipo], [Peso neto (kg)], [Peso bruto (kg)]),
[1], [Permanganato de potasio, en \\ tambores de fibra con \\ bolsa interior de polietileno], [7722-64-7], [tambor],
[50], [53],
[2], [Ácido fenilacético], [103-82-2], [caja], [25], [27],
[3], [Piperonal], [120-57-0], [tambor], [25], [27],
[4], [Anhídrido acético], [108-24-7], [bidón], [30], [33],
[5], [Seudoefedrina sulfato], [7460-12-0], [caja], [10], [11],
[6], [Vainillina], [121-33-5], [caja], [25], [27],
[7], [Cloruro de sodio], [7647-14-5], [saco], [25], [25.5],
[Total], [], [], [7 bultos], [190], [203.5])
Firma: #box(width: 4cm, line(length: 4cm))
""",
        (
            (
                "Permanganato de potasio, en tambores de fibra con bolsa interior de polietileno",
                "7722-64-7",
                "50 kg",
            ),
            ("Ácido fenilacético", "103-82-2", "25 kg"),
            ("Piperonal", "120-57-0", "25 kg"),
            ("Anhídrido acético", "108-24-7", "30 kg"),
            ("Seudoefedrina sulfato", "7460-12-0", "10 kg"),
            ("Vainillina", "121-33-5", "25 kg"),
            ("Cloruro de sodio", "7647-14-5", "25 kg"),
        ),
        {"consignor": "Químicas Altamar S.L.", "consignee": "Curtidos Andinos S.A."},
        ("signature",),
        1,
    ),
)

BILLS_OF_LADING: Final = (
    Layout(
        "the form of a line, one box of goods",
        """
#set text(size: 8pt)
#align(right)[*BILL OF LADING*]
#table(columns: (1fr, 1fr, 1fr, 1fr),
table.cell(colspan: 2)[Shipper \\ Brightwater Chemicals B.V. \\ Havenweg 3, Rotterdam],
table.cell(colspan: 2)[B/L No. \\ NHLU4471020],
table.cell(colspan: 2)[Consignee \\ Lakeshore Coatings Inc. \\ 12 Dock Rd, Chicago],
table.cell(colspan: 2)[Booking No. \\ NHL4471020],
table.cell(colspan: 4)[Notify party \\ Same as consignee],
[Vessel \\ MV Nordhaven], [Voyage No. \\ 044W], [Port of loading \\ Rotterdam], [Port of discharge \\ Houston])
#table(columns: (2.4cm, 3cm, 1fr, 2.4cm, 2.2cm),
[Marks and Nos.], [No. and kind of packages], [Description of goods], [Gross weight (kg)], [Measurement (m3)],
[NHLU 123456-7 \\ Seal 88120], [80 drums], [ACETONE \\ UN 1090, CLASS 3, PG II \\ CAS 67-64-1 \\ HS CODE 2914.11],
[14240], [18.4],
[NHLU 123456-7], [5 fibre drums], [POTASSIUM PERMANGANATE \\ UN 1490, CLASS 5.1, PG II \\ CAS 7722-64-7], [265], [0.4],
[], [85 packages], [Total], [14505], [18.8])
Freight prepaid

SHIPPED on board in apparent good order and condition

Signed for the carrier: #box(width: 4cm, line(length: 4cm))
""",
        (
            ("ACETONE UN 1090, CLASS 3, PG II CAS 67-64-1 HS CODE 2914.11", "", ""),
            ("POTASSIUM PERMANGANATE UN 1490, CLASS 5.1, PG II CAS 7722-64-7", "", ""),
        ),
        {
            "consignor": "Brightwater Chemicals B.V., Havenweg 3, Rotterdam",
            "consignee": "Lakeshore Coatings Inc., 12 Dock Rd, Chicago",
            "reference": "NHL4471020",
        },
        ("declaration", "signature"),
        1,
    ),
    Layout(
        "no lines, several containers, net weights",
        """
= OCEAN BILL OF LADING
Shipper: Orchid Intermediates Pvt. Ltd., Vapi

Consignee: Hallberg Chemie GmbH, Mannheim

Booking No.: NSA9024417 #h(1cm) Port of loading: Nhava Sheva #h(1cm) Port of discharge: Hamburg

#table(columns: (3cm, 2.6cm, 6cm, 2.6cm, 2.8cm), stroke: none,
[Container No.], [Packages], [Description of goods], [Net weight (kg)], [Gross weight (kg)],
[OIPU 700101-3], [1 drum], [PHENYLACETIC ACID], [50], [53],
[OIPU 700101-3], [40 bags], [CALCIUM CARBONATE], [1000], [1010],
[OIPU 700102-9], [4 drums], [ANTHRANILIC ACID], [100], [106],
[], [45 packages], [Total], [1150], [1169])
Freight collect

In witness whereof the carrier has signed three original bills of lading

Signed by: Indus Lines as carrier
""",
        (
            ("PHENYLACETIC ACID", "", "50 kg"),
            ("CALCIUM CARBONATE", "", "1000 kg"),
            ("ANTHRANILIC ACID", "", "100 kg"),
        ),
        {
            "consignor": "Orchid Intermediates Pvt. Ltd., Vapi",
            "consignee": "Hallberg Chemie GmbH, Mannheim",
            "reference": "NSA9024417",
        },
        ("declaration", "signature"),
        1,
    ),
    Layout(
        "海运提单, two languages",
        """
#align(center)[= 海运提单 BILL OF LADING]
#table(columns: (1fr, 1fr), [发货人 Shipper \\ Ningbo Farsea Chemical Co., Ltd.], [提单号 B/L No. \\ NGB2611873],
[收货人 Consignee \\ Curtidos Andinos S.A., Lima], [船名 Vessel \\ MV Farsea Star])
#table(columns: (2.4cm, 3cm, 1fr, 2.6cm, 2.4cm),
[唛头 \\ Marks], [件数 \\ Packages], [货物名称 \\ Description of goods], [毛重(千克) \\ Gross weight (kg)],
[体积 \\ Measurement (m3)],
[CA-1/20], [20 IBC], [盐酸 HYDROCHLORIC ACID UN 1789], [24400], [22.0],
[CA-21/30], [10 桶], [高锰酸钾 POTASSIUM PERMANGANATE UN 1490], [530], [0.9])
运费预付 FREIGHT PREPAID

承运人签字 Signed for the carrier: #box(width: 4cm, line(length: 4cm))
""",
        (
            ("盐酸 HYDROCHLORIC ACID UN 1789", "", ""),
            ("高锰酸钾 POTASSIUM PERMANGANATE UN 1490", "", ""),
        ),
        {
            "consignor": "Ningbo Farsea Chemical Co., Ltd.",
            "consignee": "Curtidos Andinos S.A., Lima",
            "reference": "NGB2611873",
        },
    ),
    Layout(
        "an air waybill",
        """
#set text(size: 8pt)
= AIR WAYBILL
#table(columns: (1fr, 1fr), [Shipper's name and address \\ Beauval Arômes SAS \\ Grasse, France],
[AWB No. \\ 057-77182004], [Consignee's name and address \\ Lakeshore Fragrances Inc. \\ Newark, NJ],
[Issued by \\ Azur Air Cargo],
[Airport of departure \\ Nice], [Airport of destination \\ Newark])
#table(columns: (1.6cm, 2.2cm, 1cm, 1.6cm, 2.4cm, 2cm, 1fr),
[No. of pieces], [Gross weight (kg)], [Rate class], [Commodity item No.], [Chargeable weight], [Total],
[Nature and quantity of goods],
[1], [27.0], [Q], [], [27.0], [162.00], [PIPERONAL, 25 kg net, CAS 120-57-0],
[10], [108.0], [Q], [], [108.0], [648.00], [LAVENDER OIL, 10 cans of 10 kg])
Signature of shipper or his agent: #box(width: 4cm, line(length: 4cm))
""",
        (
            ("PIPERONAL, 25 kg net, CAS 120-57-0", "", ""),
            ("LAVENDER OIL, 10 cans of 10 kg", "", ""),
        ),
        {"reference": "057-77182004"},
        ("signature",),
    ),
    Layout(
        "a CMR, its boxes numbered",
        """
#set text(size: 8pt)
= FRACHTBRIEF
#table(columns: (1fr, 1fr), [1 Absender \\ Hallberg Chemie GmbH \\ Mannheim], [Referenz \\ CMR-2026-88],
[2 Empfänger \\ Aspen Labs Ltd \\ Leeds], [16 Frachtführer \\ Spedition Rheintal], [3 Auslieferungsort \\ Leeds],
[4 Ort der Übernahme \\ Mannheim])
#table(columns: (2.4cm, 2.2cm, 2.6cm, 1fr, 2.2cm, 2.2cm, 1.8cm),
[6 Kennzeichen und Nummern], [7 Anzahl der Packstücke], [8 Art der Verpackung], [9 Bezeichnung des Gutes],
[10 Statistiknummer],
[11 Bruttogewicht in kg], [12 Umfang in m3],
[AL 1-2], [2], [Fibertrommeln], [Ephedrinhydrochlorid], [29394200], [58], [0,2],
[AL 3-42], [40], [Säcke], [Lactose-Monohydrat], [17021100], [1020], [1,4],
[AL 43], [1], [Trommel], [Essigsäureanhydrid, UN 1715], [29152400], [220], [0,3])
22 Unterschrift und Stempel des Absenders #h(1cm) 23 Unterschrift und Stempel des Frachtführers
""",
        (
            ("Ephedrinhydrochlorid", "", ""),
            ("Lactose-Monohydrat", "", ""),
            ("Essigsäureanhydrid, UN 1715", "", ""),
        ),
        {
            "consignor": "Hallberg Chemie GmbH, Mannheim",
            "consignee": "Aspen Labs Ltd, Leeds",
            "reference": "CMR-2026-88",
        },
    ),
)

_GROUPED: Final = """[No.], [Description of goods], [CAS No.], [Quantity], [Amount USD],
table.cell(colspan: 5)[Delivery note 80012 of 12 Nov 2026], [1], [Acetone], [67-64-1], [1280 kg], [1424.00],
table.cell(colspan: 5)[Your order 4500012], [2], [Toluene], [108-88-3], [688 kg], [760.00],
[], [Batch no. K-2207, exp. 2028-01], [], [], [], table.cell(colspan: 4)[Total net weight: 1968 kg], [2184.00]"""
_TWO: Final[tuple[Good, ...]] = (("Acetone", "67-64-1", "1280 kg"), ("Toluene", "108-88-3", "688 kg"))

TABLES: Final = (
    Layout(
        "rows that say of which order the goods are, ruled",
        f"""
= INVOICE
Consignee: Aspen Labs Ltd
#table(columns: (1cm, 5cm, 3cm, 2.4cm, 2.4cm), {_GROUPED},
table.cell(colspan: 5)[Country of origin: NL])
""",
        _TWO,
        {"consignee": "Aspen Labs Ltd"},
        ("reference", "batch", "origin"),
        1,
    ),
    Layout(
        "rows that say of which order the goods are, without lines",
        f"""
= INVOICE
Consignee: Aspen Labs Ltd
#table(columns: (1cm, 5cm, 3cm, 2.4cm, 2.4cm), stroke: none, {_GROUPED})
""",
        _TWO,
        {"consignee": "Aspen Labs Ltd"},
        ("reference", "batch"),
    ),
    Layout(
        "a header of two levels without lines",
        """
= PACKING LIST
Consignee: Aspen Labs Ltd
#table(columns: (1cm, 5cm, 3cm, 2cm, 2cm), stroke: none, inset: 3pt, [No.], [Description of goods], [CAS No.],
table.cell(colspan: 2, align: center)[Weight (kg)], [], [], [], [Net], [Gross], [1], [Acetone], [67-64-1], [1280],
[1424], [2], [Toluene], [108-88-3], [688], [760], [], [Total 2 packages], [], [1968], [2184])
""",
        _TWO,
        totals=1,
    ),
    Layout(
        "units below the header",
        """
= INVOICE
#table(columns: (1cm, 5cm, 3cm, 2.4cm, 2.4cm), stroke: none, inset: 3pt, [No.], [Goods], [CAS No.], [Net weight],
[Amount], [], [], [], [(kg)], [(EUR)], [1], [Acetone], [67-64-1], [1280], [1424.00],
[2], [Toluene], [108-88-3], [688], [760.00])
""",
        _TWO,
    ),
    Layout(
        "lines below rows alone, a total by its price",
        """
= PROFORMA INVOICE
#table(columns: (1fr, 4fr, 2fr, 2fr, 2fr, 2fr), stroke: (x, y) => (bottom: 0.4pt),
fill: (x, y) => if y == 0 { navy }, align: (center, left, center, right, right, right),
..([Item], [Product description], [HTS code], [Qty (MT)], [Unit price (USD/MT)], [Total (USD)]).map(
head => text(fill: white)[#head]),
[1], [Toluene, nitration grade \\ Packing: ISO tank], [2902.30], [20.000], [USD 950.00], [USD 19,000.00],
[2], [Methyl ethyl ketone], [2914.12], [16.500], [USD 1,200.00], [USD 19,800.00],
[], [], [], [36.500], [Total FOB:], [USD 38,800.00])
Beneficiary: Ningbo Farsea Chemical
""",
        (("Toluene, nitration grade Packing: ISO tank", "", "20.000 MT"), ("Methyl ethyl ketone", "", "16.500 MT")),
        {},
        ("bank details",),
        1,
    ),
    Layout(
        "Chinese, words across the table below the goods",
        """
= 商业发票
#table(columns: (1cm, 5cm, 3cm, 2.4cm, 2.4cm), [序号], [货物名称及规格], [CAS号], [数量(KG)], [总价(USD)],
[1], [丙酮], [67-64-1], [1280], [1424.00], [], [总计], [], [1280], [1424.00],
table.cell(colspan: 5)[大写金额：壹仟肆佰贰拾肆美元整], table.cell(colspan: 5)[原产国：中国])
""",
        (("丙酮", "67-64-1", "1280 KG"),),
        {},
        ("amount in words", "origin"),
        1,
    ),
    Layout(
        "a bill of lading without lines, its marks and heads of two lines",
        """
= BILL OF LADING
Shipper: Orchid Intermediates Pvt. Ltd.
#table(columns: (3cm, 2.4cm, 6cm, 2.6cm, 2.4cm), stroke: none, inset: (x: 2pt, y: 3pt),
[Marks & Nos. \\ Container No.], [No. of \\ packages], [Description of goods], [Gross weight \\ (kg)],
[Measurement \\ (m3)],
[OIPU 700101-3 \\ SEAL 8812], [40 bags], [SAID TO CONTAIN \\ CALCIUM CARBONATE], [1010], [1.2],
[OIPU 700102-9], [4 drums], [ANTHRANILIC ACID \\ UN 3077], [106], [0.3])
""",
        (("SAID TO CONTAIN CALCIUM CARBONATE", "", ""), ("ANTHRANILIC ACID UN 3077", "", "")),
        {"consignor": "Orchid Intermediates Pvt. Ltd."},
    ),
)
