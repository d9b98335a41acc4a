"""Structures as SVG that follows the page's theme: ink is currentColor, marks are CSS variables, each with its letter.

Components are laid out here, because RDKit stacks hydrogen chloride and water on the parent: drawn ones side by side,
small inorganic ones as text in pills at their right.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final
from xml.sax.saxutils import escape

from rdkit import Chem, Geometry
from rdkit.Chem import rdDepictor, rdMolDescriptors
from rdkit.Chem.Draw import rdMolDraw2D

from chemistry.identity import parse_structure
from chemistry.pictures.marks import AtomMark, Canvas, Point, cross_tag, free_spot, halo, is_sign, letter_tag, ring
from chemistry.pictures.pills import PILL_HEIGHT, Pill, formula_pill, pill_of, text_line

CARD_BOND: Final = 30.0
"""In pixels to the angstrom, which makes bonds of 45 pixels in a card; large structures are drawn smaller."""
THUMB_BOND: Final = 15.0
THUMB_HEIGHT: Final = 100
"""Below this height a picture is a thumb: half the bond length."""
STROKE: Final = 1.8
GAP: Final = 2.4
"""Between drawn components, in the units of RDKit's coordinates (a bond is 1.5)."""
PILL_GAP: Final = 20.0
LINE_HEIGHT: Final = 12.0
"""Of the text under a thumb."""

SHAPE: Final = re.compile(r"<(path|ellipse|text|polygon|line)\b.*?(?:/>|</\1>)", re.DOTALL)
LABEL: Final = re.compile(r"<path class='atom-(\d+)' d='([^']*)'")
BOND: Final = re.compile(r"(<path class='bond-\d+ atom-(\d+) atom-(\d+)'[^>]*?stroke-width:)[\d.]+")
NUMBERS: Final = re.compile(r"(-?[\d.]+)[ ,](-?[\d.]+)")


def depict(
    smiles: str,
    *,
    width: int = 330,
    height: int = 214,
    marks: Mapping[str, Collection[int]] | None = None,
    failing: Collection[int] = (),
    heavy: Collection[int] = (),
    title: str = "",
    like: str | None = None,
) -> str:
    """The structure as an SVG element of `width` by `height` pixels, without background or script.

    `marks`: sign ("A", "4", "iv") to atom indices of the SMILES; halos have the class "limb limb-a" and so on.
    `failing`: the atoms of the condition that fails, in a dashed ring with a cross. `heavy`: atoms whose
    bonds to each other are drawn twice as wide. `title` is what a screen reader
    says, else the formula. `like`: SMILES of a substance after which the parent is turned.
    Raises StructureError; ValueError for a mark on an atom that is not there.
    """
    mol = parse_structure(smiles, "smiles")
    wanted = {letter: frozenset(atoms) for letter, atoms in (marks or {}).items()}
    fails = frozenset(failing)
    _refuse_marks(wanted, fails, mol)
    scene = _scene(mol, (float(width), float(height)), like, fails.union(*wanted.values()), frozenset(heavy))
    limbs = [AtomMark(letter, atoms) for letter, atoms in wanted.items() if atoms]
    halos = [halo(mark, scene.canvas) for mark in limbs]
    words = _line(scene) if height < THUMB_HEIGHT else [*_pills(scene, limbs), *_tags(scene, limbs, fails)]
    body = "".join([*halos, *scene.lines, ring(fails, scene.canvas), *words])
    named = escape(title or f"Structure of {rdMolDescriptors.CalcMolFormula(mol)}")
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="mol" role="img" {size}><title>{named}</title>{body}</svg>'


@dataclass(frozen=True, slots=True)
class _Scene:
    """RDKit's shapes, where they stand, and the pills at their right."""

    lines: list[str]
    canvas: Canvas
    pills: list[Pill]


def _refuse_marks(marks: Mapping[str, frozenset[int]], fails: frozenset[int], mol: Chem.Mol) -> None:
    for letter in marks:
        if not is_sign(letter):
            raise ValueError(f"a mark is a letter or a number, not {letter!r}")
    missing = sorted(atom for atom in fails.union(*marks.values()) if not 0 <= atom < mol.GetNumAtoms())
    if missing:
        raise ValueError(f"marks on atoms {missing} of {mol.GetNumAtoms()}")


def _scene(mol: Chem.Mol, size: Point, like: str | None, marked: frozenset[int], heavy: frozenset[int]) -> _Scene:
    width, height = size
    is_thumb = height < THUMB_HEIGHT
    components, pills = _sorted_out(mol, marked)
    if not components:
        return _Scene([], Canvas({}, {}, [], [], size), pills)
    if is_thumb:
        pills, components = [*(formula_pill(mol, copies) for copies in components[1:]), *pills], components[:1]
        height -= LINE_HEIGHT if pills else 0.0
        column = 0.0
    else:
        column = PILL_GAP + max((pill.width for pill in pills), default=-PILL_GAP)
    drawn, origin = _laid_out(mol, [copies[0] for copies in components], like)
    drawer = _drawer(int(width - column), int(height), THUMB_BOND if is_thumb else CARD_BOND)
    drawer.DrawMolecule(drawn)
    points = [drawer.GetDrawCoords(atom) for atom in range(drawn.GetNumAtoms())]
    drawer.FinishDrawing()
    shapes = SHAPE.finditer(drawer.GetDrawingText())
    lines = [_thick(shape[0].replace("#000000", "currentColor"), origin, heavy) for shape in shapes]
    places = {origin[atom]: (point.x, point.y) for atom, point in enumerate(points)}
    bonds = [(origin[bond.GetBeginAtomIdx()], origin[bond.GetEndAtomIdx()]) for bond in drawn.GetBonds()]
    rings = [frozenset(origin[atom] for atom in ring) for ring in drawn.GetRingInfo().AtomRings()]
    labels = {origin[atom]: corners for atom, corners in _labels(lines).items()}
    canvas = Canvas(places, labels, bonds, rings, size)
    counts = [_count(copies, canvas) for copies in components if len(copies) > 1 and not is_thumb]
    return _Scene(lines + counts, canvas, pills)


def _thick(shape: str, origin: Sequence[int], heavy: frozenset[int]) -> str:
    """A bond between heavy atoms in a wider stroke; any other shape as it is."""
    bond = BOND.match(shape)
    if bond is None or not {origin[int(bond[2])], origin[int(bond[3])]} <= heavy:
        return shape
    return f"{bond[1]}{2 * STROKE:g}{shape[bond.end() :]}"


def _labels(shapes: Iterable[str]) -> dict[int, list[Point]]:
    """The corners of what is written at an atom, over all its characters."""
    glyphs: defaultdict[int, list[Point]] = defaultdict(list)
    for label in filter(None, map(LABEL.match, shapes)):
        glyphs[int(label[1])] += [(float(x), float(y)) for x, y in NUMBERS.findall(label[2])]
    sides = {atom: [(min(side), max(side)) for side in zip(*points, strict=True)] for atom, points in glyphs.items()}
    return {atom: list(product(*side)) for atom, side in sides.items()}


def _sorted_out(mol: Chem.Mol, marked: frozenset[int]) -> tuple[list[list[tuple[int, ...]]], list[Pill]]:
    """The components to draw, marked and large ones first, equal ones together, and the inorganic ones, ions first."""
    pills: list[Pill] = []
    components: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
    for atoms in sorted(Chem.GetMolFrags(mol), key=lambda atoms: (marked.isdisjoint(atoms), -len(atoms))):
        if pill_of(mol, atoms, pills) is None:
            components[Chem.MolFragmentToSmiles(mol, atoms)].append(atoms)
    return list(components.values()), sorted(pills, key=lambda pill: (pill.charge == 0, -pill.charge))


def _count(copies: Sequence[tuple[int, ...]], canvas: Canvas) -> str:
    """Under a component that stands for several: "2 x"."""
    points = [canvas.places[atom] for atom in copies[0]]
    x = sum(x for x, _ in points) / len(points)
    y = min(max(y for _, y in points) + 28, canvas.size[1] - 6)
    style = "font:13px Inter,sans-serif;fill:currentColor"
    words = f"{len(copies)} \N{MULTIPLICATION SIGN}"
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" style="{style}">{words}</text>'


def _stacked(scene: _Scene) -> list[Pill]:
    """The pills one under another, at the right of what is drawn or in the middle of nothing."""
    width, height = scene.canvas.size
    widest = max((pill.width for pill in scene.pills), default=0.0)
    right = max((x for x, _ in scene.canvas.places.values()), default=0.0)
    left = min(right + PILL_GAP + 8, width - widest - 2) if scene.canvas.places else (width - widest) / 2
    row_height = min(PILL_HEIGHT + 6, (height - 8) / max(1, len(scene.pills)))
    top = (height - len(scene.pills) * row_height + 6) / 2
    return [replace(pill, left=left, top=top + row * row_height) for row, pill in enumerate(scene.pills)]


def _laid_out(mol: Chem.Mol, components: list[tuple[int, ...]], like: str | None) -> tuple[Chem.Mol, list[int]]:
    """The drawn components side by side as one molecule, and for each of its atoms the index in `mol`."""
    whole: Chem.Mol | None = None
    origin: list[int] = []
    right = 0.0
    for number, atoms in enumerate(components):
        part = _component(mol, atoms)
        _set_coordinates(part, like if number == 0 else None)
        conformer = part.GetConformer()
        xs, ys = zip(*((point.x, point.y) for point in map(conformer.GetAtomPosition, range(len(atoms)))), strict=True)
        shift = Geometry.Point3D(right - min(xs), -(min(ys) + max(ys)) / 2, 0)
        for atom in range(len(atoms)):
            conformer.SetAtomPosition(atom, conformer.GetAtomPosition(atom) + shift)
        whole = part if whole is None else Chem.CombineMols(whole, part)
        origin.extend(sorted(atoms))
        right += max(xs) - min(xs) + GAP
    Chem.SanitizeMol(whole)
    return rdMolDraw2D.PrepareMolForDrawing(whole, kekulize=True, addChiralHs=False, forceCoords=False), origin


def _component(mol: Chem.Mol, atoms: tuple[int, ...]) -> Chem.Mol:
    part = Chem.RWMol(mol)
    part.BeginBatchEdit()
    for atom in set(range(mol.GetNumAtoms())) - set(atoms):
        part.RemoveAtom(atom)
    part.CommitBatchEdit()
    return part.GetMol()


def _set_coordinates(part: Chem.Mol, like: str | None) -> None:
    """2D coordinates, as those of `like` where it is within the component."""
    pattern = Chem.MolFromSmiles(like) if like else None
    if pattern is not None and part.HasSubstructMatch(pattern):
        rdDepictor.Compute2DCoords(pattern)
        rdDepictor.GenerateDepictionMatching2DStructure(part, pattern)
    else:
        rdDepictor.Compute2DCoords(part)
        rdDepictor.StraightenDepiction(part)


def _drawer(width: int, height: int, bond: float) -> rdMolDraw2D.MolDraw2DSVG:
    is_card = bond == CARD_BOND
    options = {
        "clearBackground": False,
        "prepareMolsBeforeDrawing": False,
        "fixedBondLength": bond,
        "bondLineWidth": STROKE if is_card else STROKE * 0.75,
        "scaleBondWidth": False,
        "minFontSize": 14 if is_card else 8,
        "maxFontSize": 16 if is_card else 9,
        "padding": 0.08,
        "atomLabelDeuteriumTritium": True,
        "flagCloseContactsDist": -1,  # no red boxes on what is small
    }
    drawer = rdMolDraw2D.MolDraw2DSVG(width, height)
    rdMolDraw2D.UpdateDrawerParamsFromJSON(drawer, json.dumps(options))
    drawer.drawOptions().useBWAtomPalette()
    return drawer


def _pills(scene: _Scene, limbs: Sequence[AtomMark]) -> list[str]:
    made = []
    for pill in _stacked(scene):
        mark = next((mark for mark in limbs if pill.atoms & mark.atoms), None)
        made.append(pill.svg(mark.limb, mark.fill) if mark is not None else pill.svg("", ""))
    return made


def _tags(scene: _Scene, limbs: Sequence[AtomMark], fails: frozenset[int]) -> list[str]:
    """The letter of each limb, and the cross of what fails."""
    taken: list[Point] = []
    tags: list[str] = []
    for mark in limbs:
        if mark.atoms & scene.canvas.places.keys():
            spots = [free_spot(mark.atoms, scene.canvas, taken)]
        else:
            marked = [pill for pill in _stacked(scene) if pill.atoms & mark.atoms]
            spots = [(pill.left + pill.width, pill.top) for pill in marked]
        taken.extend(spots)
        tags.extend(letter_tag(mark, spot) for spot in spots)
    if fails & scene.canvas.places.keys():
        tags.append(cross_tag(free_spot(fails, scene.canvas, taken)))
    return tags


def _line(scene: _Scene) -> list[str]:
    """Of a thumb: the small components as one line of text, cut to what fits."""
    if not scene.pills:
        return []
    width, height = scene.canvas.size
    has_drawing = bool(scene.canvas.places)
    room = width * (1.5 if has_drawing else 1.25)
    fitting = [pill for place, pill in enumerate(scene.pills) if sum(p.width for p in scene.pills[: place + 1]) <= room]
    cut = len(fitting) < len(scene.pills)
    y = height - 3 if has_drawing else height / 2 + 4
    return [text_line(fitting, width / 2, y, 10 if has_drawing else 12, "+ " if has_drawing else "", cut=cut)]
