"""The structures of a line, drawn with the atoms that its findings speak of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from chemistry.depict_marks import limb_colour
from chemistry.errors import StructureError
from watchlist.engine.reports.records import Record, place, unique
from watchlist.engine.reports.text import clip
from watchlist.engine.reports.words import field_name

MOST = 3  # structures drawn for one line
LONGEST = 120  # characters of a name under a picture
NAMED = "These atoms are the substance that is listed"
MEANINGS = {
    "class_member": "These atoms are what the class describes",
    "near_boundary": "These atoms are what it shares with the class",
    "analogue": "These atoms are what it shares",
}
RINGED = "ringed where it fails"
LETTERS = "ABCDEF"  # as many as there are colours that stay apart


class Draw(Protocol):
    """Draws a structure as SVG text with marked and failing atoms (`chemistry.depict`). Raises StructureError."""

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
class Picture:
    """One structure: its drawing, or `refused` where it could not be drawn."""

    name: str
    read_from: str
    inchikey: str
    svg: Svg | None
    refused: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A letter on a drawing in its colour, and what its atoms are; without a letter, what is not marked or fails."""

    letter: str
    colour: str
    heading: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pictures of a line and the legend to their marks."""

    pictures: tuple[Picture, ...]
    marks: tuple[Mark, ...]


def drawn(line: Record, draw: Draw, elsewhere: Collection[str] = ()) -> Drawn:
    """The structures of a line, at most MOST of them, with the atoms that findings without a trace speak of.

    Those of `elsewhere` are drawn beside their traces, and here only where they are marked.
    """
    structures = dict(islice(structures_of(line).items(), MOST))
    sets = _atom_sets(line, structures)
    lettered = dict(zip(sets, LETTERS, strict=False))
    shown = structures.keys() - (set(elsewhere) - {drawing for drawing, _ in lettered})
    pictures = tuple(
        picture(smiles, found, draw, marks=_on(smiles, lettered))
        for smiles, found in structures.items()
        if smiles in shown
    )
    marks = tuple(_mark(letter, sets[place]) for place, letter in lettered.items())
    return Drawn(pictures, marks if all(picture.svg for picture in pictures) else ())


def structures_of(line: Record) -> dict[str, list[Record]]:
    """SMILES to the resolutions that gave it."""
    structures: dict[str, list[Record]] = {}
    for found in line["resolution"]:
        if found.get("smiles"):
            structures.setdefault(found["smiles"], []).append(found)
    return structures


def drawing_of(line: Record, finding: Record) -> str:
    """Return the SMILES in which the atoms of a finding count.

    It is empty where an older record does not say it, and its field was read as several structures, or as none.
    """
    if "smiles" in finding:
        return finding["smiles"] or ""
    read = {found["smiles"] for found in line["resolution"] if found["from"] == finding.get("read_from")}
    return next(iter(read)) or "" if len(read) == 1 else ""


def is_traced(finding: Record) -> bool:
    """Whether the finding says how it came about, site by site or by the relative. Old records do not."""
    return "sites" in (finding.get("rule") or {}) or bool(finding.get("evidence"))


def picture(
    smiles: str,
    found: list[Record],
    draw: Draw,
    *,
    marks: Mapping[str, Collection[int]] | None = None,
    failing: Collection[int] = (),
    like: str | None = None,
) -> Picture:
    """The drawing of a structure that resolutions gave; `like`: the structure after which it is turned."""
    svg, refused = None, ""
    name = clip(", ".join(unique(each.get("name") or "" for each in found)), LONGEST)
    title = "; ".join(filter(None, (name or "Structure", _marked(marks or {}), RINGED if failing else "")))
    try:
        svg = Svg(draw(smiles, marks=marks or None, failing=failing, title=title, like=like))
    except StructureError as error:
        refused = error.detail
    return Picture(
        name=name,
        read_from=clip(_read_from(found), LONGEST),
        inchikey=next((each["inchikey"] for each in found if each.get("inchikey")), ""),
        svg=svg,
        refused=refused,
    )


def _marked(marks: Mapping[str, Collection[int]]) -> str:
    return f"marked {', '.join(marks)}" if marks else ""


def _atom_sets(line: Record, structures: Mapping[str, list[Record]]) -> dict[tuple[str, tuple[int, ...]], list[Record]]:
    """The sets of atoms that findings mark, each with the structure in which its numbers count, to those findings."""
    sets: dict[tuple[str, tuple[int, ...]], list[Record]] = {}
    for finding in line["findings"]:
        drawing = drawing_of(line, finding)
        if finding.get("atoms") and drawing in structures and not is_traced(finding):
            sets.setdefault((drawing, tuple(finding["atoms"])), []).append(finding)
    return sets


def _on(smiles: str, lettered: Mapping[tuple[str, tuple[int, ...]], str]) -> dict[str, tuple[int, ...]]:
    return {letter: atoms for (drawing, atoms), letter in lettered.items() if drawing == smiles}


def _mark(letter: str, findings: list[Record]) -> Mark:
    names = " or ".join(unique(finding.get("substance") or "" for finding in findings))
    # A form outside the reach of an entry holds the substance listed; only a class has an outside of its own.
    meanings = MEANINGS if findings[0].get("rule") or findings[0]["tier"] == "analogue" else {}
    meaning = meanings.get(findings[0]["tier"], NAMED)
    where = ", ".join(unique(map(place, findings)))
    return Mark(letter, limb_colour(letter), names, (f"{meaning}: {where}.",))


def _read_from(found: list[Record]) -> str:
    return ", ".join(unique(f"{field_name(each['from'])} {each['value']}" for each in found if each["from"] == "cas"))
