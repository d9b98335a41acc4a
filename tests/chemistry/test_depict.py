from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from chemistry.errors import StructureError
from chemistry.pictures.depiction import depict
from chemistry.pictures.pills import formula_runs

SVG = "{http://www.w3.org/2000/svg}"
STRUCTURES = [
    "O=C1CCNCC1.Cl.O",
    "[K+].[O-][Mn](=O)(=O)=O",
    "C",
    "[2H]O[2H]",
    "C" * 200,
    "O.O.CNC.CNC.Cc1ccccc1",
    "[13CH3][O]",
]


@pytest.mark.parametrize("smiles", STRUCTURES)
@pytest.mark.parametrize(("width", "height"), [(330, 214), (112, 66)])
def test_a_picture_is_well_formed_and_follows_the_theme(smiles: str, width: int, height: int) -> None:
    text = depict(smiles, width=width, height=height)
    picture = ElementTree.fromstring(text)
    assert (picture.get("role"), picture.get("width"), picture.get("height")) == ("img", str(width), str(height))
    assert "<script" not in text
    assert "#000000" not in text
    assert "#FFFFFF" not in text.upper()


def test_marks_are_halos_and_letters_of_their_limb() -> None:
    picture = ElementTree.fromstring(depict("O=C1CCNCC1.Cl.O", marks={"A": range(7), "B": [7], "C": [8]}))
    classes = [part.get("class", "") for part in picture.iter()]
    assert [name for name in classes if "limb" in name] == ["limb limb-a", "pill limb limb-b", "pill limb limb-c"]
    assert [name for name in classes if name.startswith("tag")] == ["tag tag-a", "tag tag-b", "tag tag-c"]


FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"


@pytest.mark.parametrize(
    ("sign", "colour"),
    [
        ("A", "a"),
        ("F", "f"),
        ("G", "other"),
        ("1", "a"),
        ("4", "d"),
        ("9", "other"),
        ("i", "a"),
        ("iv", "d"),
        ("x", "other"),
    ],
)
def test_a_limb_has_the_colour_of_its_place_and_the_sign_of_the_law(sign: str, colour: str) -> None:
    picture = ElementTree.fromstring(depict("CCO", marks={sign: [0]}))
    halo, tag = (
        picture.find(f".//{SVG}g[@class='limb limb-{colour}']"),
        picture.find(f".//{SVG}g[@class='tag tag-{colour}']"),
    )
    assert halo is not None
    assert f"var(--limb-{colour},#" in halo.get("style", "")
    assert tag is not None
    assert "".join(tag.itertext()) == sign


@pytest.mark.parametrize(
    ("failing", "rings"), [([4], 1), ([0, 1, 2, 3], 1), ([0, 24], 2), (range(15, 23), 1), (range(25), 1)]
)
def test_what_fails_has_a_dashed_ring_around_each_piece_and_one_cross(failing: list[int], rings: int) -> None:
    picture = ElementTree.fromstring(depict(FENTANYL, failing=failing))
    dashed = picture.find(f"{SVG}g[@class='fails']")
    assert dashed is not None
    assert "stroke-dasharray" in dashed.get("style", "")
    assert len(dashed) == rings
    assert len(picture.findall(f"{SVG}g[@class='tag tag-fails']")) == 1


def test_a_ring_holds_what_is_written_at_its_atoms() -> None:
    picture = ElementTree.fromstring(depict("NCC", failing=[0]))
    ring = picture.find(f"{SVG}g[@class='fails']/{SVG}path")
    label = [shape.get("d", "") for shape in picture.iter(f"{SVG}path") if shape.get("class") == "atom-0"]
    assert ring is not None
    assert _left(ring.get("d", "")) < _left("".join(label))


def _left(path: str) -> float:
    return min(float(x) for x, _ in re.findall(r"([\d.]+)[ ,](-?[\d.]+)(?=[LAMQZ\s,]|$)", path))


def test_nothing_fails_unless_it_is_said() -> None:
    assert "fails" not in depict(FENTANYL, marks={"A": [0, 1]})


def test_a_title_is_escaped() -> None:
    picture = ElementTree.fromstring(depict("CCO", title="</title><script>&"))
    title = picture.find(f"{SVG}title")
    assert title is not None
    assert title.text == "</title><script>&"
    assert picture.find(f".//{SVG}script") is None


def test_counterions_stand_beside_the_parent_as_text() -> None:
    picture = ElementTree.fromstring(depict("CN.Cl.O.O"))
    words = {"".join(text.itertext()) for text in picture.iter(f"{SVG}text")}
    assert words == {"HCl", "2 H2O"}


@pytest.mark.parametrize(
    ("smiles", "formula"),
    [
        ("OS(=O)(=O)O", "H2SO4"),
        ("[O-]S(=O)(=O)[O-]", "SO42−"),
        ("[NH4+]", "NH4+"),
        ("[Na+]", "Na+"),
        ("[2H]O[2H]", "D2O"),
        ("O=P[O-]", "H2PO2−"),
        ("II", "I2"),
        ("[O-][Mn](=O)(=O)=O", "MnO4−"),
    ],
)
def test_an_inorganic_formula_is_written_as_people_write_it(smiles: str, formula: str) -> None:
    runs = formula_runs(smiles)
    assert runs is not None
    assert "".join(text for text, _ in runs) == formula


def test_an_organic_component_has_no_formula_in_place_of_its_picture() -> None:
    assert formula_runs("CNC") is None


@pytest.mark.parametrize("marks", [{"A": [9]}, {"A": [-1]}, {"viii": [0]}, {"<": [0]}, {"×": [0]}, {"": [0]}])
def test_a_mark_must_be_a_letter_or_number_on_atoms_that_are_there(marks: dict[str, list[int]]) -> None:
    with pytest.raises(ValueError, match="mark"):
        depict("CCO", marks=marks)


def test_only_atoms_that_are_there_can_fail() -> None:
    with pytest.raises(ValueError, match="mark"):
        depict("CCO", failing=[3])


def test_what_cannot_be_read_cannot_be_drawn() -> None:
    with pytest.raises(StructureError):
        depict("not a structure")


def test_a_large_structure_is_drawn_in_time() -> None:
    assert depict("C1CC1" * 60)
