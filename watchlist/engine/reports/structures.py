"""The structures of a line, drawn with the atoms that its findings speak of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from msgspec import UNSET

from chemistry import StructureError, components_beside, limb_colour
from watchlist.engine.answer import Finding, Line, Resolution
from watchlist.engine.reports.records import list_label, unique, where_set
from watchlist.engine.reports.text import clip
from watchlist.engine.reports.words import field_name
from watchlist.engine.vocabulary import LEGAL, FoundForm, IdentityField, Tier

MOST = 3  # structures drawn for one line
LONGEST = 120  # characters of a name under a picture
NAMED = "These atoms are the substance that is listed"
RESEMBLES = "These atoms are what it shares"
RINGED = "ringed where it fails"
HYDRATE_WORDS = "Changes nothing in law: counted as the same substance."
COMPONENT = "as a component: "
WATER = frozenset({"O", "[OH2]"})
ACIDS = {
    "Cl": "hydrogen chloride",
    "[Cl-]": "chloride",
    "Br": "hydrogen bromide",
    "[Br-]": "bromide",
    "I": "hydrogen iodide",
    "[I-]": "iodide",
    "[Na+]": "sodium",
    "[K+]": "potassium",
    "O=S(=O)(O)O": "sulphuric acid",
}
"""Names of what most salts are made with; any other stands as it is drawn."""
PARTS = frozenset({FoundForm.SALT, FoundForm.HYDRATE})
SENTENCES = re.compile(r"(?<=[.;])\s+")
Place = tuple[str, tuple[int, ...]]
"""A structure, and atoms of it."""
LETTERS = "ABCDEF"  # as many as there are colours that stay apart


class Draw(Protocol):
    """Draws a structure as SVG text with marked and failing atoms (`chemistry.pictures`). Raises StructureError."""

    def __call__(
        self,
        smiles: str,
        *,
        marks: Mapping[str, Collection[int]] | None = None,
        failing: Collection[int] = (),
        title: str = "",
        like: str | None = None,
    ) -> str: ...


class Svg(str):
    """A drawing of ours, its title escaped: whoever renders HTML takes it as markup, and escapes every other text."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the drawing as it stands in a page, by the protocol of templates and notebooks."""
        return str(self)


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under a picture: name, the number that it was read from, InChIKey; each may be empty."""

    name: str
    read_from: str = ""
    inchikey: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """One structure: its drawing, or `refused` where it could not be drawn."""

    name: str
    read_from: str
    inchikey: str
    svg: Svg | None
    refused: str


@dataclass(frozen=True, slots=True)
class LegendMark:
    """A letter on a drawing in its colour, and what its atoms are; without a letter, what is not marked or fails."""

    letter: str
    colour: str
    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawings:
    """The pictures of a line and the legend to their marks."""

    pictures: tuple[Picture, ...]
    marks: tuple[LegendMark, ...]


def drawings_of(line: Line, draw: Draw, elsewhere: Collection[str] = ()) -> Drawings:
    """Return the structures of a line, at most MOST, with the atoms that findings without a trace speak of.

    Those of `elsewhere` are drawn beside their traces, and here only where they are marked.
    """
    structures = dict(islice(structures_of(line).items(), MOST))
    sets = _atom_sets(line, structures)
    neighbours = _components_beside(line, structures, sets)
    lettered = dict(zip((*sets, *neighbours), LETTERS, strict=False))
    visible = structures.keys() - (set(elsewhere) - {drawing for drawing, _ in lettered})
    pictures = []
    for smiles in filter(visible.__contains__, structures):
        marks = {letter: atoms for (drawing, atoms), letter in lettered.items() if drawing == smiles}
        pictures.append(picture(smiles, caption(structures[smiles]), draw, marks=marks))
    legend = [
        _legend_mark(letter, sets[place])
        if place in sets
        else replace(neighbours[place], letter=letter, colour=limb_colour(letter))
        for place, letter in lettered.items()
    ]
    legend += _without_atoms(line)
    return Drawings(tuple(pictures), tuple(legend) if all(picture.svg for picture in pictures) else ())


def structures_of(line: Line) -> dict[str, list[Resolution]]:
    """Return SMILES to the resolutions that gave it."""
    structures: dict[str, list[Resolution]] = {}
    for reading in line.resolution:
        if reading.smiles:
            structures.setdefault(reading.smiles, []).append(reading)
    return structures


def drawing_of(line: Line, finding: Finding) -> str:
    """Return the SMILES in which the atoms of a finding count.

    It is empty where an older record does not say it, and its field was read as several structures, or as none.
    """
    read = {reading.smiles for reading in line.resolution if reading.from_ == finding.read_from}
    return where_set(finding.smiles, next(iter(read)) if len(read) == 1 else "") or ""


def is_traced(finding: Finding) -> bool:
    """Return whether the finding says how it came about: by a class, site by site, or by the relative."""
    return bool(finding.evidence) or (finding.rule is not None and finding.rule.sites is not UNSET)


def caption(readings: Sequence[Resolution]) -> Caption:
    """Return the caption of a structure that some readings gave."""
    numbers = (reading for reading in readings if reading.from_ == IdentityField.CAS)
    return Caption(
        name=", ".join(unique(reading.name for reading in readings)),
        read_from=", ".join(unique(f"{field_name(reading.from_)} {reading.value}" for reading in numbers)),
        inchikey=next((reading.inchikey for reading in readings if reading.inchikey), ""),
    )


def picture(
    smiles: str,
    caption: Caption,
    draw: Draw,
    *,
    marks: Mapping[str, Collection[int]] | None = None,
    failing: Collection[int] = (),
    like: str | None = None,
) -> Picture:
    """Return a structure drawn, with what stands under it; `like`: the structure after which it is turned."""
    svg, refused, name = None, "", clip(caption.name, LONGEST)
    marked = f"marked {', '.join(marks)}" if marks else ""
    title = "; ".join(filter(None, (name or "Structure", marked, RINGED if failing else "")))
    try:
        svg = Svg(draw(smiles, marks=marks or None, failing=failing, title=title, like=like))
    except StructureError as error:
        refused = error.detail
    return Picture(name, clip(caption.read_from, LONGEST), caption.inchikey, svg, refused)


def _atom_sets(line: Line, structures: Collection[str]) -> dict[tuple[str, tuple[int, ...]], list[Finding]]:
    """Return the sets of atoms that findings mark, each with the structure of their numbers, to those findings."""
    sets: dict[tuple[str, tuple[int, ...]], list[Finding]] = {}
    for finding in line.findings:
        drawing = drawing_of(line, finding)
        if finding.atoms and drawing in structures and not is_traced(finding):
            sets.setdefault((drawing, finding.atoms), []).append(finding)
    return sets


def _legend_mark(letter: str, findings: list[Finding]) -> LegendMark:
    names = " or ".join(unique(finding.substance for finding in findings))
    meaning = RESEMBLES if findings[0].tier == Tier.ANALOGUE else NAMED
    where = ", ".join(unique(map(list_label, findings)))
    return LegendMark(letter, limb_colour(letter), names, (f"{meaning}: {where}.",))


def _components_beside(
    line: Line, structures: Collection[str], sets: Mapping[Place, list[Finding]]
) -> dict[Place, LegendMark]:
    """Return what stands beside the listed substance of a salt or a hydrate, by its atoms, with the law's words on it.

    Of a mixture the other components are goods of their own, and are not explained as parts of one.
    """
    beside: dict[Place, list[tuple[str, tuple[int, ...]]]] = {}
    marks: dict[Place, LegendMark] = {}
    for (drawing, atoms), findings in sets.items():
        of_law = [finding for finding in findings if finding.tier in LEGAL or finding.tier == Tier.NEAR_BOUNDARY]
        formed = [finding for finding in of_law if not PARTS.isdisjoint(finding.forms or ())]
        if not formed or any(FoundForm.MIXTURE_COMPONENT in finding.forms for finding in formed):
            continue
        beside.setdefault((drawing, atoms), list(components_beside(drawing, atoms)))
        water = tuple(at for drawn, where in beside[drawing, atoms] if drawn in WATER for at in where)
        salt = [(drawn, where) for drawn, where in beside[drawing, atoms] if drawn not in WATER]
        if salt and any(FoundForm.SALT in finding.forms for finding in formed):
            names = ", ".join(unique(ACIDS.get(drawn, drawn) for drawn, _ in salt))
            place = (drawing, tuple(at for _, where in salt for at in where))
            marks[place] = LegendMark("", "", f"{names}: a salt", tuple(_words_on_salts(formed)))
        if water:
            marks[drawing, water] = LegendMark("", "", "water: a hydrate", (HYDRATE_WORDS,))
    return marks


def _words_on_salts(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield for each list what its words say of salts: that they are reached, and by which words, or are not."""
    for finding in findings:
        quoted = next((text for text in SENTENCES.split(finding.wording or "") if "salt" in text.casefold()), "")
        reached = "reaches salts" if finding.tier != Tier.NEAR_BOUNDARY else "does not reach salts"
        yield f"{list_label(finding)} {reached}" + (f": “{quoted.strip().rstrip('.')}”." if quoted else ".")


def _without_atoms(line: Line) -> list[LegendMark]:
    """Return what is explained of the goods and is no component of a drawing: bound water, a mixture."""
    findings = [finding for finding in line.findings if finding.tier in LEGAL and not is_traced(finding)]
    marks = []
    drawn = {part for smiles in structures_of(line) for part in smiles.split(".")}
    if drawn.isdisjoint(WATER) and any(FoundForm.HYDRATE in (finding.forms or ()) for finding in findings):
        marks.append(LegendMark("", "", "bound water: a hydrate", (HYDRATE_WORDS,)))
    mixed = [finding for finding in findings if FoundForm.MIXTURE_COMPONENT in (finding.forms or ())]
    for substance in unique(finding.substance for finding in mixed):
        says = next(finding.explanation for finding in mixed if finding.substance == substance)
        where = ", ".join(unique(list_label(finding) for finding in mixed if finding.substance == substance))
        component = says.partition(COMPONENT)[2].rstrip(".")
        marks.append(LegendMark("", "", f"{substance}: a component", (f"{component or substance}: {where}.",)))
    return marks
