"""What a look-up finds, and what a comparison needs, is bounded like what is declared."""

from __future__ import annotations

from dataclasses import replace

from chemistry.structures import ReferenceData
from tests.resolution.bombs import bombs
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.resolver import Resolver
from watchlist.engine.identification.structures import Examiner
from watchlist.engine.law.compiled import CompiledLaw, NumberTarget

SHEET = (
    "OC1(O)C2C3C4C5C6CC7C8C9C%10C%11CC%12C%13C%14C%15C%16CC%17C%18C%19C%20C1C21C32C43C54C76C85C96C%107C%11%12C%138"
    "C%149C%15%10C%16%17C%18%11C%19%12C%201C21C32C54C63C78C94C%10%11C%121C342"
)


def test_a_number_whose_structure_takes_too_long_says_so(small_law: CompiledLaw, dictionary: Dictionary) -> None:
    target = NumberTarget("p2p", "as listed", "as_listed", bombs()["a ladder of nitrogen"], "confirmed")
    law = replace(small_law, numbers={"103-79-7": (target,)})
    found = Resolver(law, dictionary).resolve([{"cas": "103-79-7"}])[0]
    assert [(problem.code, problem.field) for problem in found.problems] == [("structure_timed_out", "cas")]
    assert [resolution.substance for resolution in found.resolutions] == ["p2p"]


def test_two_structures_that_cannot_be_compared_in_time_differ() -> None:
    ketone = f"{'C' * 23}C(=O){'C' * 23}"
    assert Examiner(ReferenceData()).forms_of(ketone, SHEET) is None
    assert Examiner(ReferenceData()).forms_of(ketone, f"{'C' * 23}C(O)(O){'C' * 23}") == frozenset({"hydrate"})
