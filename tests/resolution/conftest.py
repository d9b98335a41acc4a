"""A law of a dozen substances, made by hand, and the real dictionary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from chemistry.names.nomenclature import normalise_name
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.resolver import ItemResolution, Resolver
from watchlist.engine.law.compiled import CompiledLaw, CompiledSubstance, NameTarget, NumberTarget

Value = TypeVar("Value")

SUBSTANCES = [
    ("p2p", "1-Phenyl-2-propanone", "substance", "CC(=O)Cc1ccccc1", "QCCDLTOVEPVEJK-UHFFFAOYSA-N"),
    ("acetone", "Acetone", "substance", "CC(C)=O", "CSCPPACGZOOCGX-UHFFFAOYSA-N"),
    ("toluene", "Toluene", "substance", "Cc1ccccc1", "YXFVVABEGXRONW-UHFFFAOYSA-N"),
    ("ephedrine", "Ephedrine", "substance", "CN[C@@H](C)[C@H](O)c1ccccc1", "KWGRBVOPPLSCSI-WPRPVWTQSA-N"),
    ("pseudoephedrine", "Pseudoephedrine", "substance", "CN[C@@H](C)[C@@H](O)c1ccccc1", "KWGRBVOPPLSCSI-WCBMZHEXSA-N"),
    ("gbl", "gamma-Butyrolactone", "substance", "O=C1CCCO1", "YEJRWHAVMIAJKC-UHFFFAOYSA-N"),
    ("sulphuric-acid", "Sulphuric acid", "inorganic", "O=S(=O)(O)O", "QAOWNCQODCNURD-UHFFFAOYSA-N"),
    ("hydrochloric-acid", "Hydrochloric acid", "inorganic", "Cl", "VEXZGXHMUGYJMC-UHFFFAOYSA-N"),
    ("iodine", "Iodine", "element", "II", "PNDPGZBMCMUPRI-UHFFFAOYSA-N"),
    ("red-phosphorus", "Red phosphorus", "element", "[P]", "OAICVXFJPJFONN-UHFFFAOYSA-N"),
    ("white-phosphorus", "White phosphorus", "element", "p12p3p1p23", "OBSZRRSYVTXPNB-UHFFFAOYSA-N"),
    ("sassafras-oil", "Sassafras oil", "mixture", "", ""),
]
NAMES = [
    ("p2p", "phenylacetone", "synonym"),
    ("p2p", "P2P", "abbreviation"),
    ("p2p", "苯基丙酮", "printed"),
    ("acetone", "丙酮", "synonym"),
    ("ephedrine", "эфедрин", "synonym"),
    ("gbl", "γ-butyrolactone", "synonym"),
    ("sulphuric-acid", "Серная кислота", "synonym"),
    ("sulphuric-acid", "ácido sulfúrico", "synonym"),
    ("toluene", "toluène", "synonym"),
    ("sulphuric-acid", "oil of vitriol", "synonym"),
    ("red-phosphorus", "phosphorus", "synonym"),
    ("white-phosphorus", "phosphorus", "synonym"),
]
NUMBERS = [
    ("103-79-7", "p2p", "as listed", "as_listed", "", "confirmed"),
    ("67-64-1", "acetone", "as listed", "as_listed", "", "confirmed"),
    ("108-88-3", "toluene", "as listed", "as_listed", "", "confirmed"),
    ("299-42-3", "ephedrine", "as listed", "as_listed", "", "confirmed"),
    ("50-98-6", "ephedrine", "hydrochloride", "salt", "CN[C@@H](C)[C@H](O)c1ccccc1.Cl", "confirmed"),
    ("134-72-5", "ephedrine", "sulfate", "salt", "", "unverified"),
    ("90-82-4", "pseudoephedrine", "as listed", "as_listed", "", "confirmed"),
    ("7723-14-0", "red-phosphorus", "red", "element", "", "confirmed"),
    ("7723-14-0", "white-phosphorus", "white", "element", "", "confirmed"),
    ("8006-80-2", "sassafras-oil", "as listed", "as_listed", "", "confirmed"),
]
CODES = [
    (("hs", "291431"), "p2p"),
    (("hs", "291411"), "acetone"),
    (("hs", "290230"), "toluene"),
    (("hs", "293220"), "gbl"),
    (("hs", "293941"), "ephedrine"),
    (("hs", "293942"), "pseudoephedrine"),
    (("hs", "280470"), "red-phosphorus"),
    (("hs", "280470"), "white-phosphorus"),
    (("hs", "280700"), "sulphuric-acid"),
    (("cn", "28047010"), "red-phosphorus"),
    (("prc", "2933399073"), "p2p"),
    (("prc", "2933399073"), "gbl"),
    (("un", "1090"), "acetone"),
    (("un", "1294"), "toluene"),
    (("un", "1338"), "red-phosphorus"),
    (("un", "1381"), "white-phosphorus"),
    (("un", "1789"), "hydrochloric-acid"),
    (("un", "1830"), "sulphuric-acid"),
]
Key = TypeVar("Key")


def index(pairs: list[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    found: defaultdict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


@pytest.fixture(scope="session")
def small_law() -> CompiledLaw:
    substances = {row[0]: CompiledSubstance(*row) for row in SUBSTANCES}
    preferred = [(s.key, s.name, "preferred") for s in substances.values()]
    return CompiledLaw(
        known_at=datetime(2026, 1, 1, tzinfo=UTC),
        members={},
        lists={},
        schedulings={},
        substances=substances,
        names=index([(normalise_name(text), NameTarget(key, text, kind)) for key, text, kind in preferred + NAMES]),
        numbers=index([(cas, NumberTarget(*target)) for cas, *target in NUMBERS]),
        rules={},
        family_of={},
        masks={},
        codes=index(CODES),
        constituents={},
        inchikeys=index([(s.inchikey, s.key) for s in substances.values() if s.inchikey]),
    )


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    return Dictionary()


@pytest.fixture(scope="session")
def resolver(small_law: CompiledLaw, dictionary: Dictionary) -> Resolver:
    return Resolver(small_law, dictionary)


@pytest.fixture
def resolve(resolver: Resolver) -> Callable[..., ItemResolution]:
    def one(**item: str) -> ItemResolution:
        return resolver.resolve([item])[0]

    return one
