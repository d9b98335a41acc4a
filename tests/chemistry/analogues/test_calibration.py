"""Scales and the committed files: what was made from the background says so."""

from __future__ import annotations

import numpy as np
import pytest

from chemistry.analogues.background import background
from chemistry.analogues.calibration import curve_of
from chemistry.analogues.features import atom_kinds, bits_set, fingerprint, torsions
from chemistry.analogues.relatives import reference_smiles
from chemistry.analogues.stored_calibrations import calibrate, committed_calibrations, key_of, read_stored
from chemistry.identity.molecules import parse_structure
from tests.background.build import rows
from tests.background.calibrations import seeded_masks, seeded_references, write_stored
from watchlist.engine import host


def test_the_rarity_of_a_similarity_is_the_share_that_comes_so_close() -> None:
    similarities = np.random.default_rng(0).beta(2, 8, 20_000)
    curve = curve_of(similarities)
    for similarity in (0.2, 0.4, 0.5):
        share = (similarities >= similarity).mean()
        assert curve.rarity(similarity) == pytest.approx(-np.log10(share), abs=0.1)


def test_rarity_rises_with_similarity_beyond_what_was_ever_seen() -> None:
    curve = curve_of(np.random.default_rng(0).beta(2, 8, 20_000))
    values = [curve.rarity(x / 100) for x in range(101)]
    assert values == sorted(values)
    assert values[-1] > values[80] > 0


def test_a_curve_can_be_read_both_ways() -> None:
    curve = curve_of(np.random.default_rng(0).beta(2, 8, 20_000))
    for rarity in (0.2, 1.0, 2.5, 5.0):
        assert curve.rarity(curve.similarity(rarity)) == pytest.approx(rarity)


def test_the_committed_fingerprints_are_those_of_the_committed_structures() -> None:
    held = background()
    for place in range(0, len(held), 500):
        mol = parse_structure(held.smiles[place])
        assert (fingerprint(mol, atom_kinds(mol)) == held.bits[:, place]).all()
        assert (torsions(mol) == held.torsions[:, place]).all()
    assert (held.sizes == bits_set(held.bits)).all()
    assert (held.torsion_sizes == bits_set(held.torsions)).all()


def test_the_background_holds_nothing_that_the_seeds_hold() -> None:
    substances = rows(host.ROOT / "seeds/substances/substances.csv")
    listed = {reference_smiles(row["smiles"]) for row in substances if row["smiles"] and row["kind"] == "substance"}
    assert not listed & set(background().smiles)


def test_every_relative_of_the_seeds_is_calibrated_under_their_masks() -> None:
    """Otherwise: python -m tests.background calibrations."""
    committed = committed_calibrations()
    assert committed is not None
    assert committed.key == key_of(seeded_masks())
    assert seeded_references() <= committed.references.keys()


def test_what_is_committed_is_what_would_be_computed() -> None:
    committed = committed_calibrations()
    assert committed is not None
    smiles = reference_smiles("O=C1CCN(CCc2ccccc2)CC1")
    scale, hits = calibrate([smiles], seeded_masks()).references[smiles]
    held_scale, held_hits = committed.references[smiles]
    assert scale == held_scale
    assert (hits.places == held_hits.places).all()
    assert (hits.strengths == held_hits.strengths).all()
    assert hits.masks == held_hits.masks


def test_calibrations_survive_their_file_byte_for_byte() -> None:
    committed = committed_calibrations()
    assert committed is not None
    content = write_stored(committed)
    assert write_stored(read_stored(content)) == content
