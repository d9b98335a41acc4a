"""The structures of a line, drawn with the atoms that its findings speak of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

from chemistry.errors import StructureError
from watchlist.exports.records import Record, place, unique
from watchlist.exports.text import clip
from watchlist.exports.words import field_name

MOST = 3  # structures drawn for one line
LONGEST = 120  # characters of a name under a picture
NAMED = "These atoms are the substance that is listed"
MEANINGS = {
    "class_member": "These atoms are what the class describes",
    "near_boundary": "These atoms are what it shares with the class",
    "analogue": "These atoms are what it shares",
}
LETTERS = "ABCD"  # as many as there are colours that stay apart


class Draw(Protocol):
    """Draws a structure as SVG text with marked atoms (`chemistry.depict.depict`). Raises StructureError."""

    def __call__(self, smiles: str, *, marks: Mapping[str, Collection[int]] | None = None) -> str: ...


@dataclass(frozen=True, slots=True)
class Picture:
    """One structure: its drawing, or `refused` where it could not be drawn."""

    name: str
    read_from: str
    inchikey: str
    svg: SafeString | None
    refused: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A letter on the drawing and what its atoms are to the substance that the lists of `where` name."""

    letter: str
    substance: str
    meaning: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pictures of a line and the legend to their marks."""

    pictures: tuple[Picture, ...]
    marks: tuple[Mark, ...]


def drawn(line: Record, draw: Draw) -> Drawn:
    """The structures of a line, at most MOST of them, with the atoms that its findings speak of."""
    structures = dict(islice(_structures(line).items(), MOST))
    sets = _atom_sets(line, structures)
    lettered = dict(zip(sets, LETTERS, strict=False))
    pictures = tuple(_picture(smiles, found, _on(smiles, lettered), draw) for smiles, found in structures.items())
    marks = tuple(_mark(letter, sets[place]) for place, letter in lettered.items())
    return Drawn(pictures, marks if all(picture.svg for picture in pictures) else ())


def _structures(line: Record) -> dict[str, list[Record]]:
    """SMILES to the resolutions that gave it."""
    structures: dict[str, list[Record]] = {}
    for found in line["resolution"]:
        if found.get("smiles"):
            structures.setdefault(found["smiles"], []).append(found)
    return structures


def _atom_sets(line: Record, structures: Mapping[str, list[Record]]) -> dict[tuple[str, tuple[int, ...]], list[Record]]:
    """The sets of atoms that findings mark, each with the structure in which its numbers count, to those findings."""
    drawing_of = {found["from"]: smiles for smiles, each in structures.items() for found in each}
    sets: dict[tuple[str, tuple[int, ...]], list[Record]] = {}
    for finding in line["findings"]:
        drawing = drawing_of.get(finding.get("read_from"))
        if finding.get("atoms") and drawing:
            sets.setdefault((drawing, tuple(finding["atoms"])), []).append(finding)
    return sets


def _on(smiles: str, lettered: Mapping[tuple[str, tuple[int, ...]], str]) -> dict[str, tuple[int, ...]]:
    return {letter: atoms for (drawing, atoms), letter in lettered.items() if drawing == smiles}


def _mark(letter: str, findings: list[Record]) -> Mark:
    names = unique(finding.get("substance") or "" for finding in findings)
    # A form outside the reach of an entry holds the substance listed; only a class has an outside of its own.
    meanings = MEANINGS if findings[0].get("rule") or findings[0]["tier"] == "analogue" else {}
    meaning = meanings.get(findings[0]["tier"], NAMED)
    return Mark(letter, " or ".join(names), meaning, unique(map(place, findings)))


def _picture(smiles: str, found: list[Record], atoms: Mapping[str, Collection[int]], draw: Draw) -> Picture:
    svg, refused = None, ""
    try:
        svg = mark_safe(draw(smiles, marks=atoms or None))  # noqa: S308 - our own drawing, which holds no text of the line
    except StructureError as error:
        refused = error.detail
    return Picture(
        name=clip(", ".join(unique(each.get("name") or "" for each in found)), LONGEST),
        read_from=clip(_read_from(found), LONGEST),
        inchikey=found[0].get("inchikey") or "",
        svg=svg,
        refused=refused,
    )


def _read_from(found: list[Record]) -> str:
    return ", ".join(unique(f"{field_name(each['from'])} {each['value']}" for each in found if each["from"] == "cas"))
