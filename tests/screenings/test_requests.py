"""What is asked of a declarant whose line does not say what the goods are."""

from __future__ import annotations

import pytest

from watchlist.conf import seeds_dir
from watchlist.engine.decision.sentences import REQUESTS, request_for
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification.resolver import FieldResolution, ItemResolution
from watchlist.engine.identification.wordings import vague
from watchlist.engine.law.text import NameRow, read_seeds

ASK = REQUESTS["identity"]


def item(*fields: str, problems: tuple[LineProblem, ...] = ()) -> ItemResolution:
    found = tuple(
        FieldResolution(field, "x", "p2p", "Phenylacetone", "", "", "guess", "watchlist", (), (), ())
        for field in fields
    )
    return ItemResolution(found, (), problems, "identifier" if found else "none")


def test_a_vague_line_is_asked_for_name_number_and_components() -> None:
    assert request_for({"name": "sample"}, item()) == f"{REQUESTS['identity']} The line says only “sample”."


def test_an_empty_line_is_told_that_it_is_empty() -> None:
    assert request_for({}, item()) == f"{REQUESTS['identity']} The line does not say what the goods are."


@pytest.mark.parametrize("field", ["cas", "name", "smiles", "inchi", "inchikey"])
def test_nothing_is_asked_where_a_field_identifies_the_goods(field: str) -> None:
    assert request_for({"name": "AX-1290"}, item(field, "hs_code")) == ""


def test_what_a_code_may_stand_for_is_asked_and_never_named() -> None:
    asked = request_for({"name": "AX-1290", "hs_code": "2914.31"}, item("hs_code"))
    assert asked == f"{REQUESTS['identity']} The line says only “AX-1290”."


def test_a_collective_entry_needs_its_technical_name() -> None:
    asked = request_for({"name": "chemicals", "un_number": "UN 1993"}, item())
    assert asked.endswith(
        "UN 1993 is a collective entry (flammable liquids, n.o.s.): please add the technical name that belongs to it."
    )


def test_what_could_not_be_read_is_told_once() -> None:
    unread = tuple(LineProblem("cas_check_digit", "cas", detail) for detail in ("a", "b"))
    asked = request_for({"name": "?", "cas": "1; 2"}, item(problems=unread))
    assert asked.count("CAS number as given") == 1


def test_a_long_or_hidden_name_is_cut_and_shown() -> None:
    asked = request_for({"name": "\u202e" + "x" * 500}, item())
    assert f"“{'x' * 59}…”" in asked


@pytest.mark.parametrize(
    "name",
    [
        "Chemical raw material",
        "samples",
        "AX-1290",
        "Art. No. 10-4711",
        "ABC 12345-B",
        "Product code 884213",
        "chemical samples for research",
        "as per invoice",
        "化工原料",
        "医药中间体",
        "muestra",
        "Materia prima química",
        "Chemikalien",
        "Muster ohne Handelswert",
        "matières premières",
        "Produtos químicos",
        "химическое сырьё",
        "образец",
        "試薬",
    ],
)
def test_a_word_that_names_no_chemical_is_vague(name: str) -> None:
    assert vague(name)


@pytest.mark.parametrize("name", ["acetone", "103-79-7", "1,4-butanediol", "sodium salt of a dye", "zyxwv", "丙酮", ""])
def test_any_other_name_is_not(name: str) -> None:
    assert not vague(name)


def test_no_name_of_the_watchlist_is_called_a_word_for_goods() -> None:
    names = [row.text for row in read_seeds(seeds_dir()).rows(NameRow)]
    assert [name for name in names if vague(name) and not vague(name).startswith("a product")] == []
