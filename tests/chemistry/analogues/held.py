"""The references and masks of the seeds, once for all tests of resemblance."""

from __future__ import annotations

from functools import cache

from chemistry.analogues.relatives import RelativeReference, RelativeSet
from tests.background.build import rows
from tests.background.calibrations import RELATIVES, seeded_masks
from watchlist.engine import host


@cache
def held() -> RelativeSet:
    """Return everything that has a family, with every mask."""
    smiles = {row["key"]: row["smiles"] for row in rows(host.ROOT / "seeds/substances/substances.csv")}
    members = rows(RELATIVES / "members.csv")
    references = [RelativeReference(row["substance"], smiles[row["substance"]], row["family"]) for row in members]
    return RelativeSet(references, seeded_masks())


def everything() -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of all of them."""
    references = frozenset(reference.key for reference in held().references)
    return references, frozenset(mask.key for mask in held().masks)
