"""What the watchlist holds is what is searched: every substance with a structure, and the forms that numbers name."""

from __future__ import annotations

from dataclasses import replace

from chemistry.search.library import Drawing
from tests.structure_index.contract import EVERYTHING, drawings
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.structure_index.search import drawings_of, form_drawn, index_of


def test_every_structure_of_the_seeds_is_held(law: CompiledLaw) -> None:
    assert set(drawings_of(law)) == set(drawings())
    assert index_of(law).count() == len({drawing.key for drawing in drawings()})


def test_the_inchikeys_of_the_law_are_found_identical(law: CompiledLaw) -> None:
    for inchikey, keys in list(law.inchikeys.items())[::10]:
        hits = index_of(law).exact(inchikey, "inchikey", limit=EVERYTHING)
        assert set(keys) <= {hit.key for hit in hits if hit.identical}


def test_a_salt_is_found_under_its_substance_with_its_number(law: CompiledLaw) -> None:
    (hit,) = index_of(law).exact("Cl.CN[C@@H](C)[C@H](O)c1ccccc1", "smiles", limit=1)
    drawn = form_drawn(law, Drawing(hit.key, hit.smiles))
    assert drawn is not None
    number, target = drawn
    assert (hit.key, hit.identical, number, target.form_kind) == ("ephedrine", True, "50-98-6", "salt")


def test_a_substance_is_no_form_of_itself(law: CompiledLaw) -> None:
    assert form_drawn(law, Drawing("acetone", law.substances["acetone"].smiles)) is None


def test_a_change_of_the_law_that_draws_nothing_new_is_searched_by_the_same_index(law: CompiledLaw) -> None:
    assert index_of(replace(law)) is index_of(law)
    fewer = {key: one for key, one in law.substances.items() if key != "acetone"}
    assert index_of(replace(law, substances=fewer)) is not index_of(law)
