"""The committed calibrations: every structure that has a family in the seeds, and every mask that they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from chemistry import data
from chemistry.analogues.masks import Mask
from chemistry.analogues.relatives import reference_smiles
from chemistry.analogues.stored_calibrations import FILE, Calibrations, calibrate, write_stored
from tests.background.build import rows
from watchlist.engine import host

RELATIVES: Final = host.ROOT / "seeds/relatives"


def main() -> None:
    """Write the file into chemistry/data and say what it holds."""
    made = seeded_calibrations()
    content = write_stored(made)
    (Path(data.__file__).parent / FILE).write_bytes(content)
    print(f"{len(made.references)} references calibrated, {len(content):,} bytes")


def seeded_calibrations() -> Calibrations:
    """Return the calibrations that the seeds ask for."""
    return calibrate(sorted(seeded_references()), seeded_masks())


def seeded_references() -> set[str]:
    """Return the structures of the members of families: nothing else is resembled."""
    members = {row["substance"] for row in rows(RELATIVES / "members.csv")}
    substances = rows(host.ROOT / "seeds/substances/substances.csv")
    return {reference_smiles(row["smiles"]) for row in substances if row["smiles"] and row["key"] in members} - {""}


def seeded_masks() -> list[Mask]:
    """Return the masks of the seeds, in the order of their keys."""
    found = rows(RELATIVES / "masks.csv")
    return [Mask(row["key"], row["title"], row["pattern"], row["tail"], row["reshapes"] == "yes") for row in found]
