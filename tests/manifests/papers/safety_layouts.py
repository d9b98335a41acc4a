"""Safety data sheets as five programs lay them out, in Typst, with the sections that name other substances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class SafetyLayout:
    """A sheet in Typst, its product, and of section 3 each component: name, CAS number, share."""

    name: str
    source: str
    product: str
    components: tuple[tuple[str, str, str], ...]


SAFETY_LAYOUTS: Final = (
    SafetyLayout(
        "European, several texts in a box, running heads",
        """
#set page(header: [#set text(size: 7pt); Safety data sheet #h(1fr) Kestrel Thinner 21 #h(1fr) Version 4.0],
footer: context [Page #counter(page).display() of 3 #h(1fr) Kestrel Paints Ltd])
= SAFETY DATA SHEET
according to Regulation (EC) No. 1907/2006

== SECTION 1: Identification of the substance/mixture and of the company/undertaking
*1.1 Product identifier* \\ Trade name: Kestrel Thinner 21 \\ UFI: A100-B0C0-D00E-F00G

*1.2 Relevant identified uses* \\ Thinner for paints. Not for use with acetic anhydride.

*1.3 Details of the supplier* \\ Kestrel Paints Ltd, Felixstowe
== SECTION 2: Hazards identification
Contains: Toluene. Danger. H225, H361d, H304.
#pagebreak()
== SECTION 3: Composition/information on ingredients
*3.2 Mixtures*
#table(columns: (4cm, 4.4cm, 5cm, 2.6cm), [Chemical name], [Identification], [Classification], [Concentration (% w/w)],
[Toluene], [CAS No.: 108-88-3 \\ EC No.: 203-625-9 \\ Index No.: 601-021-00-3],
[Flam. Liq. 2, H225 \\ Repr. 2, H361d], [50 - 70],
[Acetone], [CAS No.: 67-64-1 \\ EC No.: 200-662-2 \\ Index No.: 606-001-00-8],
[Flam. Liq. 2, H225 \\ Eye Irrit. 2, H319], [20 - 30],
[Butan-2-one], [CAS No.: 78-93-3 \\ EC No.: 201-159-0 \\ Index No.: 606-002-00-3], [Flam. Liq. 2, H225], [5 - 10])
For the full text of the H-statements see section 16.
== SECTION 4: First aid measures
Rinse with water.
#pagebreak()
== SECTION 8: Exposure controls/personal protection
#table(columns: (4cm, 3cm, 4cm, 3cm), [Substance], [CAS No.], [Limit value], [Source], [Ethanol], [64-17-5],
[1000 ppm], [EH40],
[Xylene], [1330-20-7], [50 ppm], [EH40])
== SECTION 10: Stability and reactivity
10.5 Incompatible materials: potassium permanganate, chromium trioxide 1333-82-0
""",
        "Kestrel Thinner 21",
        (("Toluene", "108-88-3", "50 - 70"), ("Acetone", "67-64-1", "20 - 30"), ("Butan-2-one", "78-93-3", "5 - 10")),
    ),
    SafetyLayout(
        "American, letter paper, labels with colons in a column of their own",
        """
#set page(paper: "us-letter")
#set text(size: 8.5pt)
#align(center)[= SAFETY DATA SHEET]
#line(length: 100%)
*Section 1. Identification*
#grid(columns: (5cm, 0.5cm, 1fr), row-gutter: 5pt, [Product name], [:], [Hudson Reducer 100], [Product code], [:],
[HR-100],
[Other means of identification], [:], [Not available.], [Supplier's details], [:], [Sterling Reagents LLC, Albany, NY])
*Section 2. Hazards identification*
#grid(columns: (5cm, 0.5cm, 1fr), row-gutter: 5pt, [OSHA/HCS status], [:], [This material is considered hazardous.])
*Section 3. Composition/information on ingredients*
#grid(columns: (5cm, 0.5cm, 1fr), row-gutter: 5pt, [Substance/mixture], [:], [Mixture])
#v(4pt)
#table(columns: (7cm, 3cm, 3cm), stroke: (x, y) => (bottom: 0.5pt), [Ingredient name], [%], [CAS number],
[Hydrochloric acid], [≥30 - ≤40], [7647-01-0], [Phosphoric acid], [≤5], [7664-38-2])
Any concentration shown as a range is to protect confidentiality or is due to batch variation.

*Section 4. First aid measures*
#grid(columns: (5cm, 0.5cm, 1fr), row-gutter: 5pt, [Eye contact], [:], [Flush eyes with water.])
*Section 8. Exposure controls/personal protection*
#table(columns: (7cm, 7cm), stroke: (x, y) => (bottom: 0.5pt), [Ingredient name], [Exposure limits],
[Formic acid 64-18-6], [TWA 5 ppm])
""",
        "Hudson Reducer 100",
        (("Hydrochloric acid", "7647-01-0", "≥30 - ≤40"), ("Phosphoric acid", "7664-38-2", "≤5")),
    ),
    SafetyLayout(
        "German, a substance by itself, labels alone",
        """
= SICHERHEITSDATENBLATT
gemäß Verordnung (EG) Nr. 1907/2006 #h(1fr) Druckdatum: 12.11.2026

== ABSCHNITT 1: Bezeichnung des Stoffs beziehungsweise des Gemischs und des Unternehmens
1.1 Produktidentifikator

Handelsname: Essigsäureanhydrid zur Synthese

1.3 Einzelheiten zum Lieferanten: Hallberg Chemie GmbH, Mannheim
== ABSCHNITT 2: Mögliche Gefahren
Gefahr. H226, H302, H314, H330
== ABSCHNITT 3: Zusammensetzung/Angaben zu Bestandteilen
3.1 Stoffe

Stoffname: Essigsäureanhydrid

CAS-Nr.: 108-24-7

EG-Nr.: 203-564-8

Gehalt: > 99 %
== ABSCHNITT 4: Erste-Hilfe-Maßnahmen
Mit Wasser spülen.
== ABSCHNITT 10: Stabilität und Reaktivität
10.5 Unverträgliche Materialien: Chromtrioxid 1333-82-0, Ethanol 64-17-5
""",
        "Essigsäureanhydrid zur Synthese",
        (),
    ),
    SafetyLayout(
        "Chinese, in parts, the share before the number",
        """
#align(center)[= 化学品安全技术说明书]
产品名称：远海稀释剂 #h(1fr) 版本：2.1

== 第一部分 化学品及企业标识
化学品中文名：远海稀释剂

化学品英文名：Farsea Thinner

企业名称：宁波远海化工有限公司
== 第二部分 危险性概述
高度易燃液体和蒸气。
== 第三部分 成分/组成信息
#table(columns: (1fr, 1fr, 1fr), [组分], [浓度或浓度范围（质量分数，%）], [CAS No.],
[甲苯], [60], [108-88-3], [丙酮], [30], [67-64-1], [丁酮], [10], [78-93-3])
== 第四部分 急救措施
用水冲洗。
== 第八部分 接触控制和个体防护
乙醇 64-17-5: 1000 ppm
""",
        "远海稀释剂",
        (("甲苯", "108-88-3", "60"), ("丙酮", "67-64-1", "30"), ("丁酮", "78-93-3", "10")),
    ),
    SafetyLayout(
        "Spanish, no lines, names of two lines",
        """
= FICHA DE DATOS DE SEGURIDAD
== SECCIÓN 1: Identificación de la sustancia o la mezcla y de la sociedad o la empresa
1.1. Identificador del producto

Nombre comercial: Decapante Turia 5

1.3. Datos del proveedor: Químicas Altamar S.L.
== SECCIÓN 2: Identificación de los peligros
Peligro. H290, H314.
== SECCIÓN 3: Composición/información sobre los componentes
3.2. Mezclas
#table(columns: (6cm, 3cm, 3cm, 3cm), stroke: none, inset: (x: 3pt, y: 4pt), [Nombre químico], [Nº CAS], [Nº CE],
[Concentración (%)],
[Ácido clorhídrico, \\ disolución acuosa], [7647-01-0], [231-595-7], [15 - 25],
[Ácido sulfúrico], [7664-93-9], [231-639-5], [< 5])
== SECCIÓN 4: Primeros auxilios
Lavar con agua.
== SECCIÓN 8: Controles de exposición/protección individual
Etanol 64-17-5: 1000 ppm
""",
        "Decapante Turia 5",
        (("Ácido clorhídrico, disolución acuosa", "7647-01-0", "15 - 25"), ("Ácido sulfúrico", "7664-93-9", "< 5")),
    ),
)
